"""Pure decisions about initiatives: their stages, who agrees for which side, what values may be."""

from accord.apps.initiatives.rules.agreement import AGREEING_SIDES, AgreeingSide, Standing, why_not_agree
from accord.apps.initiatives.rules.imported import DatedStage, InitiativeChange, InitiativeRow
from accord.apps.initiatives.rules.stages import (
    MOVES,
    STAGE_HELP,
    STAGE_LABELS,
    STAGES,
    Backwards,
    Outcome,
    Stage,
    Step,
    backwards,
    moves_from,
    outcome,
    why_not_date,
    why_not_move,
)
from accord.apps.initiatives.rules.stated import RATING_LABELS, Rating
from accord.apps.initiatives.rules.values import (
    FLOW_LABELS,
    KIND_LABELS,
    VISIBILITY_LABELS,
    Flow,
    Kind,
    Reason,
    Visibility,
    first_of_month,
    why_not_address,
    why_not_amount,
    why_not_currency,
    why_not_extra,
    why_not_text,
)

__all__ = [
    "AGREEING_SIDES", "FLOW_LABELS", "KIND_LABELS", "MOVES", "RATING_LABELS", "STAGES", "STAGE_HELP", "STAGE_LABELS",
    "VISIBILITY_LABELS", "AgreeingSide", "Backwards", "DatedStage", "Flow", "InitiativeChange", "InitiativeRow", "Kind",
    "Outcome", "Rating", "Reason", "Stage", "Standing", "Step", "Visibility", "backwards", "first_of_month", "moves_from",
    "outcome", "why_not_address", "why_not_agree", "why_not_amount", "why_not_currency", "why_not_date",
    "why_not_extra", "why_not_move", "why_not_text",
]  # fmt: skip

"""Pure decisions about initiatives: their stages, who agrees for which side, what values may be."""

from accord.apps.initiatives.rules.agreement import AGREEING_SIDES, AgreeingSide, Standing, why_not_agree
from accord.apps.initiatives.rules.imported import DatedStage, InitiativeChange, InitiativeRow, StatementRow
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
from accord.apps.initiatives.rules.stated import (
    GREW,
    LONG,
    RATING_LABELS,
    Growth,
    Move,
    Rating,
    Stated,
    amount_of,
    days_between,
    growth_of,
    is_rebased,
    move_of,
    ratio_between,
    stated_values,
)
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
    "AGREEING_SIDES", "FLOW_LABELS", "GREW", "KIND_LABELS", "LONG", "MOVES", "RATING_LABELS", "STAGES", "STAGE_HELP",
    "STAGE_LABELS", "VISIBILITY_LABELS", "AgreeingSide", "Backwards", "DatedStage", "Flow", "Growth",
    "InitiativeChange", "InitiativeRow", "Kind", "Move", "Outcome", "Rating", "Reason", "Stage", "Standing",
    "Stated", "StatementRow", "Step", "Visibility", "amount_of", "backwards", "days_between", "first_of_month", "growth_of", "is_rebased",
    "move_of", "moves_from", "outcome", "ratio_between", "stated_values", "why_not_address", "why_not_agree",
    "why_not_amount", "why_not_currency", "why_not_date", "why_not_extra", "why_not_move", "why_not_text",
]  # fmt: skip

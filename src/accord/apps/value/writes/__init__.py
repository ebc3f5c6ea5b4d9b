"""Changing cases, the ledger, effects and what is decided: the only door for pages, API, jobs and imports."""

from accord.apps.value.writes.cases.lines import remove_line, restore_line, set_line
from accord.apps.value.writes.cases.signing import offer, sign, take_back_offer, withdraw_signature
from accord.apps.value.writes.cases.versions import (
    begin_case,
    discard_version,
    edit_case,
    edit_version,
    new_version,
    put_back_version,
    skip_item,
)
from accord.apps.value.writes.deciding.budgets import (
    add_budget,
    edit_budget,
    edit_use,
    remove_budget,
    remove_use,
    restore_budget,
    restore_use,
    use_budget,
)
from accord.apps.value.writes.deciding.challenges import (
    answer_challenge,
    decide_challenge,
    hand_over_challenge,
    raise_challenge,
    withdraw_challenge,
)
from accord.apps.value.writes.deciding.erasing import erase_deciding_words
from accord.apps.value.writes.deciding.releases import ask_release, confirm_release, decide_release, withdraw_release
from accord.apps.value.writes.deciding.reviews import (
    edit_review,
    hold_review,
    plan_review,
    remove_review,
    restore_review,
    set_review_rhythm,
)
from accord.apps.value.writes.deciding.stages import edit_stage, place_stage, plan_stage, remove_stage, restore_stage
from accord.apps.value.writes.effects.claims import compare, edit_claim, make_claim, remove_claim, restore_claim
from accord.apps.value.writes.effects.credits import credit, withdraw_credit
from accord.apps.value.writes.effects.erasing import erase_effect_words
from accord.apps.value.writes.effects.outcomes import record_outcome
from accord.apps.value.writes.effects.series import (
    add_series,
    add_several,
    edit_series,
    remove_series,
    restore_series,
    series_of_measure,
    set_points,
)
from accord.apps.value.writes.effects.studies import make_study, restudy
from accord.apps.value.writes.involvement import note, remove_involvement, restore_involvement, tell_involvement
from accord.apps.value.writes.ledger.erasing import erase_ledger_words
from accord.apps.value.writes.ledger.imports import Imported, import_postings, take_back_postings
from accord.apps.value.writes.ledger.months import close_month, open_month
from accord.apps.value.writes.ledger.postings import correct_posting, post, post_from_measure
from accord.apps.value.writes.rates import add_rate, remove_rate, restore_rate

__all__ = [
    "Imported",
    "add_budget",
    "add_rate",
    "add_series",
    "add_several",
    "answer_challenge",
    "ask_release",
    "begin_case",
    "close_month",
    "compare",
    "confirm_release",
    "correct_posting",
    "credit",
    "decide_challenge",
    "decide_release",
    "discard_version",
    "edit_budget",
    "edit_case",
    "edit_claim",
    "edit_review",
    "edit_series",
    "edit_stage",
    "edit_use",
    "edit_version",
    "erase_deciding_words",
    "erase_effect_words",
    "erase_ledger_words",
    "hand_over_challenge",
    "hold_review",
    "import_postings",
    "make_claim",
    "make_study",
    "new_version",
    "note",
    "offer",
    "open_month",
    "place_stage",
    "plan_review",
    "plan_stage",
    "post",
    "post_from_measure",
    "put_back_version",
    "raise_challenge",
    "record_outcome",
    "remove_budget",
    "remove_claim",
    "remove_involvement",
    "remove_line",
    "remove_rate",
    "remove_review",
    "remove_series",
    "remove_stage",
    "remove_use",
    "restore_budget",
    "restore_claim",
    "restore_involvement",
    "restore_line",
    "restore_rate",
    "restore_review",
    "restore_series",
    "restore_stage",
    "restore_use",
    "restudy",
    "series_of_measure",
    "set_line",
    "set_points",
    "set_review_rhythm",
    "sign",
    "skip_item",
    "take_back_offer",
    "take_back_postings",
    "tell_involvement",
    "use_budget",
    "withdraw_challenge",
    "withdraw_credit",
    "withdraw_release",
    "withdraw_signature",
]

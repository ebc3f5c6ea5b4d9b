"""Changing cases, the ledger, effects and what is decided: the only door for pages, API, jobs and imports."""

from accord.apps.value.writes.case_lines import remove_line, restore_line, set_line
from accord.apps.value.writes.cases import begin_case, edit_case, edit_version, new_version, skip_item
from accord.apps.value.writes.effects_claims import compare, edit_claim, make_claim, remove_claim, restore_claim
from accord.apps.value.writes.effects_credits import credit, withdraw_credit
from accord.apps.value.writes.effects_erasing import erase_effect_words
from accord.apps.value.writes.effects_series import (
    add_series,
    add_several,
    edit_series,
    remove_series,
    restore_series,
    series_of_measure,
    set_points,
)
from accord.apps.value.writes.effects_studies import make_study, restudy
from accord.apps.value.writes.involvement import note, remove_involvement, restore_involvement, tell_involvement
from accord.apps.value.writes.rates import add_rate, remove_rate, restore_rate
from accord.apps.value.writes.signing import offer, sign, take_back_offer, withdraw_signature

__all__ = [
    "add_rate",
    "add_series",
    "add_several",
    "begin_case",
    "compare",
    "credit",
    "edit_case",
    "edit_claim",
    "edit_series",
    "edit_version",
    "erase_effect_words",
    "make_claim",
    "make_study",
    "new_version",
    "note",
    "offer",
    "remove_claim",
    "remove_involvement",
    "remove_line",
    "remove_rate",
    "remove_series",
    "restore_claim",
    "restore_involvement",
    "restore_line",
    "restore_rate",
    "restore_series",
    "restudy",
    "series_of_measure",
    "set_line",
    "set_points",
    "sign",
    "skip_item",
    "take_back_offer",
    "tell_involvement",
    "withdraw_credit",
    "withdraw_signature",
]

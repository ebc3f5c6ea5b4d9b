"""Setting up, opening, signing, acknowledging: the only door for pages, API, jobs and links."""

from accord.apps.check_ins.writes.answering import acknowledge, acknowledge_by_link, cancel, erase_words, hand_over
from accord.apps.check_ins.writes.opening import open_due, walk_ladder
from accord.apps.check_ins.writes.series import EDITABLE, edit_series, end_series, resume_series, start_series
from accord.apps.check_ins.writes.signing import correct, sign, sign_by_link

__all__ = [
    "EDITABLE", "acknowledge", "acknowledge_by_link", "cancel", "correct", "edit_series", "end_series", "erase_words",
    "hand_over", "open_due", "resume_series", "sign", "sign_by_link", "start_series", "walk_ladder",
]  # fmt: skip

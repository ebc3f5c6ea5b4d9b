"""What measurements and people do with gaps: the only door for pages, API and jobs."""

from accord.apps.gaps.writes.deciding import accept, mark_wrong, reopen, set_measure_again, sign_differ, withdraw_differ
from accord.apps.gaps.writes.following import follow
from accord.apps.gaps.writes.talking import promise_step, put_on_agenda

__all__ = [
    "accept",
    "follow",
    "mark_wrong",
    "promise_step",
    "put_on_agenda",
    "reopen",
    "set_measure_again",
    "sign_differ",
    "withdraw_differ",
]

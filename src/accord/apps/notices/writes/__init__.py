"""Changes: links made and used, records followed, notices gathered from the trail and sent in letters, wishes."""

from accord.apps.notices.writes.bouncing import note_refusal, take_bounces, try_again
from accord.apps.notices.writes.composing import compose
from accord.apps.notices.writes.following import follow, unfollow
from accord.apps.notices.writes.forgetting import erase_notices, forget_old
from accord.apps.notices.writes.gathering import gather
from accord.apps.notices.writes.links import follow_link, make_link, use_link
from accord.apps.notices.writes.sending import send
from accord.apps.notices.writes.wishing import mark_read, set_mode, set_wishes, stop

__all__ = [
    "compose",
    "erase_notices",
    "follow",
    "follow_link",
    "forget_old",
    "gather",
    "make_link",
    "mark_read",
    "note_refusal",
    "send",
    "set_mode",
    "set_wishes",
    "stop",
    "take_bounces",
    "try_again",
    "unfollow",
    "use_link",
]

"""Changes: links made and used, records followed, notices gathered from the trail and sent in letters."""

from accord.apps.notices.writes.following import follow, unfollow
from accord.apps.notices.writes.forgetting import erase_notices, forget_old
from accord.apps.notices.writes.gathering import gather
from accord.apps.notices.writes.links import follow_link, make_link, use_link

__all__ = [
    "erase_notices",
    "follow",
    "follow_link",
    "forget_old",
    "gather",
    "make_link",
    "unfollow",
    "use_link",
]

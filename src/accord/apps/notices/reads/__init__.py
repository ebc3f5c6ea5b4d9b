"""Questions about notices: what a link allows, what is followed, what somebody was told and how they want it."""

from accord.apps.notices.reads.follows import changes, followed_titles, followers, following, follows
from accord.apps.notices.reads.links import (
    Opened,
    link_address,
    link_token,
    opened,
    stop_address,
    stopped,
    used_before,
    whole,
)

__all__ = [
    "Opened",
    "changes",
    "followed_titles",
    "followers",
    "following",
    "follows",
    "link_address",
    "link_token",
    "opened",
    "stop_address",
    "stopped",
    "used_before",
    "whole",
]

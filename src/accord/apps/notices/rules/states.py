"""Where a notice and a letter stand, how often somebody wants to be told, and how long things last."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

FOLLOWED = "notices.followed"  # the kind of notice that any change in a followed record makes
LINK_LASTS = timedelta(days=14)
NEWS_LASTS = timedelta(days=30)  # what happened longer ago is no news and is told to nobody
KEPT = timedelta(days=180)  # how long notices and letters stay
LEASE = timedelta(minutes=5)  # a letter that has been on its way for so long has lost its worker
TRIES_LAST = timedelta(days=3)  # how long a server that is away is tried again
SLOW = timedelta(hours=1)  # nobody's change takes longer to be stored than this
REFUSALS_TO_STOP = 2
MOST_IN_LETTER = 200  # a longer letter is read by nobody; the rest stands in Accord


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class NoticeState(StrEnum):
    """Where a notice stands on its way into a letter; whether it was read is a matter of its own."""

    BUFFERED = "buffered"
    LETTER = "letter"
    DROPPED = "dropped"  # it no longer matters, may not be seen, or was read before it was sent


class LetterKind(StrEnum):
    """What a letter holds."""

    AT_ONCE = "at_once"
    DIGEST = "digest"


class LetterState(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    EMPTY = "empty"  # nothing was left to say


class Mode(StrEnum):
    """How somebody is told about one kind of thing."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    OFF = "off"


class Digest(StrEnum):
    """How often somebody gets a summary."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


MODE_LABELS: dict[str, str] = {
    Mode.AT_ONCE: _("At once"),
    Mode.DIGEST: _("In the summary"),
    Mode.OFF: _("Not at all"),
}
DIGEST_LABELS: dict[str, str] = {
    Digest.DAILY: _("Every day"),
    Digest.WEEKLY: _("Once a week"),
    Digest.NEVER: _("No summary"),
}


def pause_before(attempt: int) -> timedelta:
    """Wait a minute before the second try, then four times as long each time, at most two hours."""
    return min(timedelta(minutes=4 ** max(attempt - 1, 0)), timedelta(hours=2))

"""Sockets of notices: what people may be told about, and what they may do by one signed link.

Every notice comes from an event of the trail, so none is lost and none is told twice. Only who is told about which record
is stored; what it says is asked when it is shown or sent, as the reader, so that no mail shows what its reader may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Told:
    """One notice to be: which event (the id of its entry) is told to whom, about which record."""

    entry_id: int
    person_id: int
    ref: Ref


@dataclass(frozen=True)
class Said:
    """What a notice says to its reader now: a sentence, where to read on, and what one link may do (codes of actions)."""

    sentence: str
    url: str
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice that a person can switch off.

    ``events`` are the codes of trail events it comes from (a prefix ending in "." takes all below it). ``to`` answers for
    many entries of those events at once who is told; the one who did it is left out by notices itself. ``say`` answers for
    the references its reader may see and that still matter, and leaves the others out: a few queries, however many.
    ``at_once``: what cannot wait for the digest, such as another day that has to be agreed to by tomorrow.
    """

    code: str
    label: str | StrPromise
    events: tuple[str, ...]
    to: Callable[[Sequence[Entry]], Iterable[Told]]
    say: Callable[[Viewer, Collection[Ref]], Mapping[Ref, Said]]
    at_once: bool = False


@dataclass(frozen=True)
class LinkedAction:
    """Something a person may do by one signed link without signing in, once, for one record.

    ``sentence`` says what will be done (None: there is nothing to do any more, or not for this person); opening the link
    shows it with a button, only pressing that does it. ``run`` does it as that person through the owning app's write and
    returns what to say afterwards; it raises Refused. ``asks`` is the label of a text that is asked for (reason, proof),
    empty for none. ``form_url_name`` names instead a page of the owning app that takes the token as its only argument.
    """

    code: str
    label: str | StrPromise
    sentence: Callable[[Viewer, Ref], str | None]
    run: Callable[[Viewer, Ref, str, datetime], str]
    asks: str | StrPromise = ""
    form_url_name: str = ""


kinds: Socket[NoticeKind] = Socket("kinds of notices")
linked: Socket[LinkedAction] = Socket("linked actions")


def linked_action(code: str) -> LinkedAction | None:
    """Find an action by its code."""
    return next((item for item in linked if item.code == code), None)

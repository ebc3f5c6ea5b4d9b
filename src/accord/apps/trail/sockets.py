"""The socket of listeners: what starts once a change is safely stored. No write calls a job itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.rules import Ref
from accord.apps.ui.sockets import Socket


@dataclass(frozen=True)
class Happened:
    """What listeners are told: the code of the event and its subject."""

    code: str
    subject: Ref


@dataclass(frozen=True)
class Listener:
    """Called after commit with all events of one transaction's record call whose code starts with a prefix."""

    prefixes: tuple[str, ...]
    heard: Callable[[Sequence[Happened]], None]


listeners: Socket[Listener] = Socket("listeners")

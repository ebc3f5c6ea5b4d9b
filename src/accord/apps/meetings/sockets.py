"""The socket of agendas: apps above offer topics worth talking about, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Socket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class TopicCandidate:
    """Something worth putting on an agenda; ``people_ids`` are those it takes to settle it.

    ``weight`` says how much it matters, 0–1, comparable between kinds: 1 is money at risk or a broken promise others wait
    for, 0.5 something due, 0.1 good to know. ``about`` is the goal or initiative it belongs to, ``why`` says in a few words
    why it stands where it stands ("14 days late", "€1.2 m at risk for 5 weeks").
    """

    ref: Ref
    sentence: str
    url: str
    minutes: int = 10
    people_ids: tuple[int, ...] = ()
    weight: float = 0.5
    why: str = ""
    about: Ref | None = None


@dataclass(frozen=True)
class TopicEvidence:
    """What is known about a topic now: one sentence, some detail, where to read on, whether it is settled by itself."""

    sentence: str
    detail: str = ""
    url: str = ""
    is_closed: bool = False


@dataclass(frozen=True)
class TopicSource:
    """A kind of record that can be a topic.

    ``candidates`` lists what a viewer could put on an agenda (given the id of the meeting, or None for any);
    ``evidence`` answers for the references the viewer may see and leaves the others out. A few queries each, however
    many topics.
    """

    kind: str
    label: str | StrPromise
    candidates: Callable[[Viewer, int | None], Sequence[TopicCandidate]]
    evidence: Callable[[Viewer, Collection[Ref]], Mapping[Ref, TopicEvidence]]


topics: Socket[TopicSource] = Socket("meeting topics")

"""What people are told about gaps: that one opened, came back or closed; who acted on it is told back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.gaps import reads
from accord.apps.gaps.rules import GapState
from accord.apps.notices.sockets import NoticeKind, Said, Told, kinds
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref, Viewer

KIND = reads.KIND


def plug_in() -> None:
    """Plug in the kinds of notices."""
    kinds.plug(
        NoticeKind("gaps.opened", gettext_lazy("A gap I own opened"), ("gaps.gap.opened",), _owners, _say_open),
        NoticeKind(
            "gaps.fell_back", gettext_lazy("A gap I own or acted on came back"),
            ("gaps.gap.fell_back", "gaps.gap.acceptance_expired"), _concerned, _say_back,
        ),
        NoticeKind(
            "gaps.closed", gettext_lazy("A gap I own or acted on closed"), ("gaps.gap.closed",), _concerned, _say_closed
        ),
    )  # fmt: skip


def _owners(entries: Sequence[Entry]) -> Iterable[Told]:
    return _told(entries, reads.owners_of(ids={entry.subject_id for entry in entries}))


def _concerned(entries: Sequence[Entry]) -> Iterable[Told]:
    return _told(entries, reads.concerned_by(ids={entry.subject_id for entry in entries}))


def _told(entries: Sequence[Entry], people: Mapping[int, Collection[int]]) -> Iterable[Told]:
    for entry in entries:
        for person in people.get(entry.subject_id, ()):
            yield Told(entry.pk, person, Ref(KIND, entry.subject_id))


def _say_open(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    return _say(viewer, refs, GapState.OPEN, lambda sentence: _("Out of step: %(gap)s") % {"gap": sentence})


def _say_back(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    return _say(viewer, refs, GapState.OPEN, lambda sentence: _("It is back: %(gap)s") % {"gap": sentence})


def _say_closed(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
    """Say what is still closed: the measure moved."""
    words = _("Closed, the measure has moved: %(gap)s")
    return _say(viewer, refs, GapState.CLOSED, lambda sentence: words % {"gap": sentence})


def _say(viewer: Viewer, refs: Collection[Ref], state: str, words: Callable[[str], str]) -> Mapping[Ref, Said]:
    found = reads.gap_titles(viewer=viewer, ids=[ref.id for ref in refs], state=state)
    return {Ref(KIND, pk): Said(words(sentence), url) for pk, (sentence, url) in found.items()}

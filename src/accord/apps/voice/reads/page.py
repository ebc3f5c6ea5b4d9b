"""One question with its answer, its history and what the viewer may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accord.apps.people.models import Person
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.permissions import may
from accord.apps.ui.reads import thing
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import search
from accord.apps.voice import permissions
from accord.apps.voice.models import Question
from accord.apps.voice.reads.lines import KIND, QuestionLine, lines_of
from accord.apps.voice.rules import DONE_KINDS, State

MOST_CHOICES = 200


@dataclass(frozen=True)
class QuestionPage:
    """One question with what the viewer may do; ``shown_because`` and ``hidden_because`` are for those concerned."""

    line: QuestionLine
    question: Question
    raised_to: str
    answered_by: str
    shown_because: str
    hidden_because: str
    history: tuple[HistoryLine, ...]
    can_answer: bool
    can_judge: bool
    can_publish: bool
    can_withdraw: bool
    can_hide: bool
    can_restore: bool


def question_page(*, viewer: Viewer, question_id: int, as_of: date) -> QuestionPage:
    """Describe one question. Raises NotFound for one the viewer may not read."""
    found = permissions.find(viewer, question_id)
    answers = permissions.can_answer(viewer, found)
    between = answers or viewer.pk == found.asker_id
    concerned = between or may(viewer, permissions.HIDE)
    is_answered = found.state == State.ANSWERED
    return QuestionPage(
        line=lines_of(viewer, [found], as_of)[0],
        question=found,
        raised_to=_name(found.raised_to) if answers else "",
        answered_by=_name(found.answered_by),
        shown_because=found.shown_because if concerned else "",
        hidden_because=found.hidden_because if concerned else "",
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, found.pk))) if between else (),
        can_answer=answers and found.state != State.HIDDEN,
        can_judge=viewer.pk == found.asker_id and is_answered,
        can_publish=answers and is_answered and found.asker_agrees and found.published_on is None,
        can_withdraw=answers and found.published_on is not None,
        can_hide=permissions.can_hide(viewer, found) and found.state != State.HIDDEN,
        can_restore=may(viewer, permissions.HIDE) and found.state == State.HIDDEN,
    )


def _name(person: Person | None) -> str:
    return person.name if person else ""


def done_choices(*, viewer: Viewer) -> list[tuple[str, str]]:
    """List what a question may have led to, as (reference, "kind: title"): what the viewer can find of each kind."""
    sources = {source.kind: source for source in search}
    found = []
    for kind in DONE_KINDS:
        named = thing(kind)
        if kind in sources and named is not None:
            rows = sources[kind].find(viewer, "", MOST_CHOICES)
            found += [(ref, f"{named.label}: {title[:80]}") for ref, title, _url, _context in rows]
    return found


# no viewer: it takes one, by position, for the write beside it
def is_there(viewer: Viewer, ref: Ref) -> bool:
    """Tell whether a record is there for the viewer."""
    kind = thing(ref.kind)
    return kind is not None and ref.id in kind.lookup(viewer, [ref.id])

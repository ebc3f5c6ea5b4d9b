"""A round while it is sealed, or once it was called off: who is asked, who has answered, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Asked
from accord.apps.expectations.reads.deadlines import deadline_words
from accord.apps.expectations.reads.rounds import AskedLine, RoundLine, round_line
from accord.apps.expectations.reads.subjects import subject_url
from accord.apps.expectations.reads.words import side_words
from accord.apps.expectations.rules import rounds
from accord.apps.expectations.rules.words import NO_SUBJECT, PORTFOLIO, Side, State
from accord.apps.trail.reads import HistoryLine, history
from accord.apps.ui.permissions import may
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer


@dataclass(frozen=True)
class SideStanding:
    """One side: who is asked for it, how many have answered, and whether it would be missing as things stand."""

    side: str
    label: str
    people: tuple[AskedLine, ...]

    @property
    def answered(self) -> int:
        """Count who has answered."""
        return sum(one.answered_at is not None for one in self.people)

    @property
    def waiting(self) -> int:
        """Count who has neither answered nor declined."""
        return sum(one.answered_at is None and one.declined_at is None for one in self.people)


@dataclass(frozen=True)
class RoundPage:
    """The page of a sealed round; ``closed`` says why no answer is taken any more."""

    line: RoundLine
    subject_url: str
    sides: tuple[SideStanding, ...]
    deadline: str
    is_open: bool
    is_due: bool
    mine: AskedLine | None
    can_ask: bool
    trouble: str
    history: tuple[HistoryLine, ...]

    @property
    def asked(self) -> int:
        """Count who is asked."""
        return len(self.line.asked)

    @property
    def answered(self) -> int:
        """Count who has answered."""
        return sum(side.answered for side in self.sides)

    @property
    def waiting(self) -> int:
        """Count who has neither answered nor declined."""
        return sum(side.waiting for side in self.sides)

    @property
    def missing(self) -> str:
        """Say which sides would stay blank if all were revealed now."""
        blank = [side for side in self.sides if not side.answered]
        if not self.is_open or not blank:
            return ""
        names = _(" and ").join(side.label for side in blank)
        if not any(side.waiting for side in blank):
            return _("Nobody answers for %(sides)s any more: ask one more person.") % {"sides": names}
        return _("Nothing is there yet for %(sides)s; at the deadline a side without an answer stays blank.") % {
            "sides": names
        }


def round_page(*, viewer: Viewer, round_id: int, at: datetime) -> RoundPage:
    """Give the page of a round. Raises NotFound. A fixed number of queries, however many are asked."""
    line = round_line(viewer=viewer, round_id=round_id)
    number = line.about_id or NO_SUBJECT
    is_open = rounds.why_not_open(line.state, line.deadline_at, at=at) is None
    return RoundPage(
        line=line,
        subject_url=_subject_url(viewer, line.about_kind, number),
        sides=tuple(_standing(side, line) for side in Side if any(one.side == side for one in line.asked)),
        deadline=deadline_words(line.deadline_at, at=at),
        is_open=is_open,
        is_due=line.state == State.OPEN and not is_open,
        mine=next((one for one in line.asked if one.person_id == viewer.pk), None),
        can_ask=permissions.can_ask(viewer, line.about_kind, number),
        trouble=line.trouble,
        history=tuple(history(viewer=viewer, subject=Ref("expectations.round", line.id))),
    )


def _standing(side: Side, line: RoundLine) -> SideStanding:
    return SideStanding(side.value, side_words(side), tuple(one for one in line.asked if one.side == side))


def _subject_url(viewer: Viewer, kind: str, number: int) -> str:
    """Give the subject's page to those who may see it: a round may be seen by who is asked, its subject not always."""
    if kind == PORTFOLIO:
        return subject_url(kind=kind, number=number) if may(viewer, permissions.SEE_ALL) else ""
    return titles(viewer=viewer, refs=[Ref(kind, number)]).get(Ref(kind, number), ("", ""))[1]


def asked_people(*, viewer: Viewer, round_id: int) -> set[int]:
    """List the ids of the people asked in a round: one query."""
    return set(Asked.objects.filter(round_id=round_id).order_by().values_list("person_id", flat=True))

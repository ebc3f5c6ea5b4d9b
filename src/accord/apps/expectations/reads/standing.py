"""Where the expectations of one initiative or goal stand, for its own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Round
from accord.apps.expectations.reads.cells import Cell, cell_of, is_old
from accord.apps.expectations.reads.heard import heard_in
from accord.apps.expectations.reads.outcomes import OutcomeLine, outcomes_about
from accord.apps.expectations.reads.questions import question_views
from accord.apps.expectations.reads.revealed import headline, lead
from accord.apps.expectations.reads.subjects import ask_url, record_url
from accord.apps.expectations.rules.words import Question, State
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class Standing:
    """The latest revealed round of a subject, the one being answered, and what has turned out.

    ``answer_url`` is there while the viewer's own answer is missing; ``ask_url`` and ``record_url`` for whom may.
    """

    headline: str
    lead: str
    round_url: str
    revealed_at: datetime | None
    is_old: bool
    cells: tuple[Cell, ...]
    open_url: str
    deadline_at: datetime | None
    answered: int
    asked: int
    answer_url: str
    ask_url: str
    outcomes: tuple[OutcomeLine, ...]
    record_url: str


def standing(*, viewer: Viewer, kind: str, number: int, as_of: date) -> Standing | None:
    """Tell where the expectations of a subject stand: a fixed number of queries.

    None for whom it is not open: who neither may see a round about it nor may ask.
    """
    seen = permissions.visible_to(viewer).filter(about_kind=kind, about_id=number)
    rounds = list(seen.filter(Q(is_latest=True) | Q(state=State.OPEN)).order_by("number"))
    can_ask = permissions.can_ask(viewer, kind, number)
    if not rounds and not can_ask:
        return None
    latest = next((one for one in rounds if one.is_latest), None)
    going_on = next((one for one in rounds if one.state == State.OPEN), None)
    outcomes = tuple(outcomes_about(viewer=viewer, kind=kind, number=number))
    known = len(outcomes) == len(Question) or not permissions.can_record(viewer, kind, number)
    answered, asked, answer_url = _answering(viewer, going_on)
    said = _said(latest)
    return Standing(
        headline=said[0],
        lead=said[1],
        round_url=reverse("expectations:round", args=[latest.pk]) if latest else "",
        revealed_at=latest.revealed_at if latest else None,
        is_old=latest is not None and is_old(latest.revealed_at, as_of=as_of),
        cells=said[2],
        open_url=reverse("expectations:round", args=[going_on.pk]) if going_on else "",
        deadline_at=going_on.deadline_at if going_on else None,
        answered=answered,
        asked=asked,
        answer_url=answer_url,
        ask_url=ask_url(kind=kind, number=number) if can_ask and going_on is None else "",
        outcomes=outcomes,
        record_url="" if known else record_url(kind=kind, number=number),
    )


def _answering(viewer: Viewer, going_on: Round | None) -> tuple[int, int, str]:
    """Count who has answered, and find the form that waits for the viewer."""
    if going_on is None:
        return 0, 0, ""
    places = list(going_on.asked.values_list("person_id", "answered_at", "declined_at"))
    waits = any(pk == viewer.pk and not answered and not declined for pk, answered, declined in places)
    url = reverse("expectations:answer", args=[going_on.pk]) if waits else ""
    return sum(answered is not None for _pk, answered, _declined in places), len(places), url


def _said(latest: Round | None) -> tuple[str, str, tuple[Cell, ...]]:
    if latest is None:
        return "", "", ()
    heard, _sides = heard_in([latest.pk])[latest.pk]
    compared = list(latest.comparisons.all())
    views = question_views(comparisons=compared, heard=heard, base=latest.base_date, currency=latest.currency)
    cells = tuple(cell_of(row, latest) for row in compared)
    return headline(questions=views), lead(questions=views), cells

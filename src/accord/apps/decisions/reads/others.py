"""What other places ask of decisions: what waits, those about a record, what is to be looked at again, names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from accord.apps.decisions.models import Consulted, Decision
from accord.apps.decisions.permissions import visible_to
from accord.apps.decisions.reads.lines import DecisionLine, lines_of, whole
from accord.apps.decisions.rules import State
from accord.apps.ui.rules import Ref, Viewer

MOST = 200


@dataclass(frozen=True)
class Whose:
    """Who decides something, and who asked or is heard."""

    decider: int
    concerned: tuple[int, ...]


# no viewer: who is told is worked out for everybody at once; what they are told is asked as them
def people_of(*, ids: Collection[int]) -> dict[int, Whose]:
    """Map decisions to who decides and who asked or is heard: two queries."""
    heard: dict[int, list[int]] = {}
    rows = Consulted.objects.filter(decision__in=ids).exclude(person=None).order_by("pk")
    for decision, person in rows.values_list("decision", "person"):
        heard.setdefault(decision, []).append(person)
    asked = Decision.objects.filter(pk__in=ids).order_by().values_list("pk", "decider", "raised_by")
    return {
        pk: Whose(decider, tuple(dict.fromkeys((raised_by, *heard.get(pk, ()))))) for pk, decider, raised_by in asked
    }


def waiting(*, viewer: Viewer, as_of: date) -> Sequence[DecisionLine]:
    """List what the viewer may see and nobody has decided yet, longest waiting first: three queries."""
    records = whole(visible_to(viewer)).filter(state=State.OPEN, raised_date__lte=as_of)
    return lines_of(viewer, list(records.order_by("raised_date", "pk")[:MOST]), as_of)


def mine_to_decide(*, viewer: Viewer, as_of: date) -> Sequence[DecisionLine]:
    """List what the viewer is to decide, by the day it is wanted, then longest waiting."""
    records = whole(Decision.objects.filter(decider=viewer.pk, state=State.OPEN))
    ordered = sorted(records[:MOST], key=lambda one: (one.decide_by_date or date.max, one.raised_date, one.pk))
    return lines_of(viewer, ordered, as_of)


def reviews_due(*, viewer: Viewer, as_of: date) -> Sequence[DecisionLine]:
    """List the viewer's own decisions that are to be looked at again by now."""
    records = whole(Decision.objects.filter(decider=viewer.pk, state=State.DECIDED, review_date__lte=as_of))
    return lines_of(viewer, list(records.order_by("review_date", "pk")[:MOST]), as_of)


def decisions_about(*, viewer: Viewer, refs: Collection[Ref], as_of: date) -> dict[Ref, list[DecisionLine]]:
    """Map each record to the decisions about it that the viewer may see, undecided first; without any it is absent."""
    about = Q(pk__in=[])
    for kind in {ref.kind for ref in refs}:
        about |= Q(about_kind=kind, about_id__in=[ref.id for ref in refs if ref.kind == kind])
    records = list(whole(visible_to(viewer)).filter(about).order_by("raised_date", "pk"))
    found: dict[Ref, list[DecisionLine]] = {}
    for line in sorted(lines_of(viewer, records, as_of), key=lambda line: not line.is_open):
        if line.about is not None:
            found.setdefault(line.about, []).append(line)
    return found


def decided_since(*, viewer: Viewer, since: datetime, as_of: date, limit: int = 20) -> Sequence[DecisionLine]:
    """List what was decided since a moment and the viewer may see, newest first."""
    records = whole(visible_to(viewer)).filter(state=State.DECIDED, decided_at__gte=since)
    return lines_of(viewer, list(records.order_by("-decided_at", "-pk")[:limit]), as_of)


def lines_by_id(*, viewer: Viewer, ids: Collection[int], as_of: date) -> dict[int, DecisionLine]:
    """Map the ids the viewer may see to their lines."""
    records = list(whole(visible_to(viewer)).filter(pk__in=ids))
    return {line.id: line for line in lines_of(viewer, records, as_of)}


def decision_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (question, address): one query."""
    rows = visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "question")
    return {pk: (question, reverse("decisions:decision", args=[pk])) for pk, question in rows}


def decisions_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str]]:
    """Find decisions by words of the question or of what was decided as (id, question, decider)."""
    found = visible_to(viewer)
    for word in words.split():
        found = found.filter(Q(question__icontains=word) | Q(option__icontains=word) | Q(decider__name__icontains=word))
    return list(found.order_by("-raised_date", "pk").values_list("pk", "question", "decider__name")[:limit])

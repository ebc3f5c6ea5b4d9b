"""Questions about promises: the list, one with its history, those about a record, what is due, what went well."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.people.models import Person
from accord.apps.promises import permissions, rules
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.rules import STATE_LABELS, State
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer

KIND = "promises.promise"


@dataclass(frozen=True)
class PromiseLine:
    """One promise; ``is_late`` is None when no day was given to judge by, ``about`` stays out of sight if it must."""

    id: int
    what: str
    url: str
    owner_id: int
    owner: str
    made_to_id: int | None
    made_to: str
    due_date: date
    first_due_date: date
    about: Ref | None
    about_title: str
    about_url: str
    side: str
    state: str
    is_late: bool | None
    kept_at: datetime | None
    proof: str
    reason: str
    created_at: datetime
    version: int

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(STATE_LABELS[self.state])

    @property
    def days_moved(self) -> int:
        """By how many days it moved since it was made."""
        return rules.days_moved(self.first_due_date, self.due_date)

    @property
    def is_open(self) -> bool:
        """Tell whether it is open."""
        return self.state == State.OPEN


@dataclass(frozen=True)
class PromisePage:
    """One promise with its history and what the viewer may do."""

    line: PromiseLine
    promise: Promise
    created_by: str
    history: tuple[HistoryLine, ...]
    can_edit: bool
    can_settle: bool


def promises_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list can be narrowed, searched and sorted by this viewer: one query."""
    owners = Person.objects.filter(pk__in=visible_to(viewer).order_by().values("owner")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("part", gettext_lazy("Part"), [
                ("mine", gettext_lazy("I promised it")),
                ("to_me", gettext_lazy("it was promised to me")),
                ("written", gettext_lazy("I wrote it down")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("state", gettext_lazy("State"), [(code, _(words)) for code, words in STATE_LABELS.items()]),
            Filter("due", gettext_lazy("Due"), [
                ("late", gettext_lazy("late")),
                ("soon", gettext_lazy("within a week")),
            ], where=lambda values: _due(as_of, values)),
            Filter("owner", gettext_lazy("Who"), [(str(pk), name) for pk, name in owners.values_list("pk", "name")]),
        ),
        search=("what", "owner__name"),
        sorts={
            "due": ("due_date",),
            "what": ("what",),
            "owner": ("owner__name", "due_date"),
            "state": ("state", "due_date"),
            "made": ("created_at",),
        },
        default_sort="due",
    )  # fmt: skip


def promise_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[PromiseLine]:
    """List one page of the promises the viewer may see: two queries and one per kind they are about."""
    page = query.page(_whole(visible_to(viewer)))
    return query.page_with(_lines(viewer, page.rows, as_of), page)


def promise_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[PromiseLine], int]:
    """List some of the promises of a query, and how many there are in all."""
    found = query.narrow(_whole(visible_to(viewer)))
    return _lines(viewer, list(query.order(found)[offset : offset + limit]), as_of), found.count()


def all_promise_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[PromiseLine]:
    """List every promise of a query, for a file; what they are about is looked up once per piece."""
    records = query.order(query.narrow(_whole(visible_to(viewer))))
    piece: list[Promise] = []
    for record in records.iterator(1_000):
        piece.append(record)
        if len(piece) == 1_000:
            yield from _lines(viewer, piece, as_of)
            piece = []
    yield from _lines(viewer, piece, as_of)


def promise_page(*, viewer: Viewer, promise_id: int, as_of: date) -> PromisePage:
    """Describe one promise. Raises NotFound for one the viewer may not see."""
    found = permissions.find(viewer, promise_id)
    return PromisePage(
        line=_lines(viewer, [found], as_of)[0],
        promise=found,
        created_by=found.created_by.name,
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, found.pk))),
        can_edit=permissions.can_edit(viewer, found),
        can_settle=permissions.can_settle(viewer, found),
    )


def promise_history(*, viewer: Viewer, promise_id: int, limit: int = 50) -> list[HistoryLine]:
    """List what happened to one promise, newest first. Raises NotFound."""
    found = permissions.find(viewer, promise_id)
    return trail.history(viewer=viewer, subject=Ref(KIND, found.pk), limit=limit)


def promises_about(*, viewer: Viewer, refs: Collection[Ref], as_of: date | None = None) -> dict[Ref, list[PromiseLine]]:
    """Map each record to the promises about it that the viewer may see, earliest first; without any it is absent."""
    wanted = set(refs)
    about = Q(pk__in=[])
    for kind in {ref.kind for ref in wanted}:
        about |= Q(about_kind=kind, about_id__in=[ref.id for ref in wanted if ref.kind == kind])
    found: dict[Ref, list[PromiseLine]] = {}
    for line in _lines(viewer, list(_whole(visible_to(viewer)).filter(about).order_by("due_date", "pk")), as_of):
        if line.about is not None:
            found.setdefault(line.about, []).append(line)
    return found


def promises_due(*, viewer: Viewer, as_of: date) -> list[PromiseLine]:
    """List the viewer's own open promises that are late or due within a week, earliest first."""
    records = _whole(Promise.objects.filter(owner=viewer.pk)).filter(state=State.OPEN, due_date__lte=as_of + rules.SOON)
    return _lines(viewer, list(records.order_by("due_date", "pk")[:50]), as_of)


def promises_kept_since(*, viewer: Viewer, since: datetime, limit: int = 20) -> list[PromiseLine]:
    """List the promises kept since a moment that the viewer may see, newest first."""
    records = _whole(visible_to(viewer)).filter(state=State.KEPT, kept_at__gte=since).order_by("-kept_at", "-pk")
    return _lines(viewer, list(records[:limit]), None)


def promise_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (what, address): one query."""
    rows = visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "what")
    return {pk: (what, reverse("promises:promise", args=[pk])) for pk, what in rows}


def promises_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str]]:
    """Find promises by words as (id, what, owner)."""
    found = visible_to(viewer)
    for word in words.split():
        found = found.filter(Q(what__icontains=word) | Q(owner__name__icontains=word))
    return list(found.order_by("due_date", "pk").values_list("pk", "what", "owner__name")[:limit])


def _whole(records: QuerySet[Promise]) -> QuerySet[Promise]:
    return records.select_related("owner", "made_to")


def _lines(viewer: Viewer, records: Sequence[Promise], as_of: date | None) -> list[PromiseLine]:
    named = titles(viewer=viewer, refs={one.about for one in records if one.about})
    return [_line(one, named, as_of) for one in records]


def _line(one: Promise, named: dict[Ref, tuple[str, str]], as_of: date | None) -> PromiseLine:
    about = one.about if one.about in named else None
    title, url = named[about] if about else ("", "")
    return PromiseLine(
        id=one.pk,
        what=one.what,
        url=reverse("promises:promise", args=[one.pk]),
        owner_id=one.owner_id,
        owner=one.owner.name,
        made_to_id=one.made_to_id,
        made_to=one.made_to.name if one.made_to else "",
        due_date=one.due_date,
        first_due_date=one.first_due_date,
        about=about,
        about_title=title,
        about_url=url,
        side=one.side,
        state=one.state,
        is_late=None if as_of is None else rules.is_late(one.state, one.due_date, today=as_of),
        kept_at=one.kept_at,
        proof=one.proof,
        reason=one.reason,
        created_at=one.created_at,
        version=one.version,
    )


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    names = {"mine": "owner", "to_me": "made_to", "written": "created_by"}
    found = Q(pk__in=[])
    for value in values:
        found |= Q(**{names[value]: viewer.pk})
    return found


def _due(as_of: date, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "late" in values:
        found |= Q(state=State.OPEN, due_date__lt=as_of)
    if "soon" in values:
        found |= Q(state=State.OPEN, due_date__gte=as_of, due_date__lte=as_of + rules.SOON)
    return found

"""Source lists: which there are, their states over time, what they name and what has left them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.models import Batch, Listed, SourceList, Writing
from accord.apps.batches.permissions import seen_kinds, visible_to
from accord.apps.batches.reads.leaving import later_state, leaving
from accord.apps.batches.reads.since import LISTED
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, Plan
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import fields_of, target
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer

LIKE = 0.8  # share of headers two files have in common to be taken for states of one list
LISTS = ListSpec(
    search=("name",),
    sorts={"name": ("name",), "last": ("last",), "named": ("named",), "left": ("gone",)},
    default_sort="name",
)
NAMED = ListSpec(
    filters=(
        Filter(
            "state", gettext_lazy("Stands"),
            [("in", gettext_lazy("in the list")), ("left", gettext_lazy("left the list"))],
            where=lambda chosen: Q(left_on__isnull="in" in chosen) if len(chosen) == 1 else Q(),
        ),
    ),
    sorts={"first": ("first_on", "pk"), "last": ("last_on", "pk"), "left": ("left_on", "pk")},
    default_sort="first",
)  # fmt: skip


@dataclass(frozen=True)
class ListLine:
    """One source list: what it brings, how many states it has had, the last of them, what it names now."""

    id: int
    name: str
    target: str
    states: int
    last_on: date | None
    named: int
    left: int


@dataclass(frozen=True)
class StateLine:
    """One state of a list: the file that brought it, what was new in it and what it named no more."""

    batch_id: int
    name: str
    as_of: date
    named: int
    new: int
    changed: int
    left: int
    is_part: bool


@dataclass(frozen=True)
class ListView:
    """One source list with its states, the latest first."""

    id: int
    name: str
    target: str
    key_by: str
    named: int
    left: int
    states: tuple[StateLine, ...]


@dataclass(frozen=True)
class NamedLine:
    """One record that a list names or named."""

    title: str
    url: str
    first_on: date
    last_on: date
    left_on: date | None


@dataclass(frozen=True)
class ListOffer:
    """Of which list a file is a state, which it may be one of, and which it looks like.

    ``key_fields`` are the mapped fields by which rows can be found again. ``newest`` is the day of a later state that is
    here already.
    """

    list_id: int | None
    name: str
    key_by: tuple[str, ...]
    key_words: str
    is_part: bool
    left: int
    newest: date | None
    older: int
    lists: tuple[tuple[int, str], ...]
    likely: tuple[int, str] | None
    key_fields: tuple[tuple[str, str], ...]


def list_page(*, viewer: Viewer, query: ListQuery) -> ListPage[ListLine]:
    """List the source lists a viewer may see."""
    records = query.page(_lists(viewer))
    return query.page_with((_list_line(one) for one in records.rows), records)


def all_list_lines(*, viewer: Viewer, query: ListQuery) -> list[ListLine]:
    """List every source list of a query, for a file."""
    return [_list_line(one) for one in query.order(query.narrow(_lists(viewer)))]


def _list_line(one: Any) -> ListLine:
    return ListLine(one.pk, one.name, _label(one.target), one.states, one.last, one.named, one.gone)


def _lists(viewer: Viewer) -> QuerySet[SourceList]:
    lists = SourceList.objects.filter(target__in=seen_kinds(viewer))
    written = Q(batches__state=State.COMMITTED)
    return lists.annotate(
        states=Count("batches", filter=written, distinct=True),
        last=Max("batches__as_of", filter=written),
        named=_count(Q(left_on=None)),
        gone=_count(Q(left_on__isnull=False)),
    )


def _count(which: Q) -> Coalesce:
    counted = Listed.objects.filter(which, source_list=OuterRef("pk")).order_by().values("source_list")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def _label(kind: str) -> str:
    found = target(kind)
    return str(found.label) if found else kind


def list_view(*, viewer: Viewer, list_id: int) -> ListView:
    """Give one list with its states. Raises NotFound when there is none the viewer may see."""
    one: Any = _lists(viewer).filter(pk=list_id).first()
    if one is None:
        raise NotFound(_("There is no such list."))
    batches = visible_to(viewer).filter(source_list=one, state=State.COMMITTED).order_by("-as_of", "-pk")
    named = Writing.objects.filter(batch=OuterRef("pk"), part=LISTED).order_by().values("batch")
    rows = batches.annotate(named=Subquery(named.annotate(n=Count("pk")).values("n")))
    states = tuple(_state(batch) for batch in rows)
    return ListView(
        one.pk,
        one.name,
        _label(one.target),
        _key_words(one.target, one.key_by),
        one.named,
        one.gone,
        states,
    )


def _state(batch: Any) -> StateLine:
    verdicts = (batch.result or {}).get("verdicts", {})
    return StateLine(
        batch.pk, batch.name, batch.as_of, batch.named or 0, verdicts.get("new", 0), verdicts.get("changed", 0),
        batch.left_count, batch.is_part,
    )  # fmt: skip


def _key_words(kind: str, key_by: Sequence[str]) -> str:
    if not key_by:
        return _("its key, or else its name and department")
    labels = {field.name: str(field.label) for field in fields_of(kind)}
    return ", ".join(labels.get(name, name) for name in key_by)


def named_page(*, viewer: Viewer, list_id: int, query: ListQuery) -> ListPage[NamedLine]:
    """List what a source list names or named. Raises NotFound."""
    records = query.page(_listed(viewer, list_id))
    return query.page_with(_named(viewer, list(records.rows)), records)


def all_named_lines(*, viewer: Viewer, list_id: int, query: ListQuery) -> list[NamedLine]:
    """List every record of a source list that fits a query, for a file. Raises NotFound."""
    return _named(viewer, list(query.order(query.narrow(_listed(viewer, list_id)))))


def _listed(viewer: Viewer, list_id: int) -> QuerySet[Listed]:
    if not _lists(viewer).filter(pk=list_id).exists():
        raise NotFound(_("There is no such list."))
    return Listed.objects.filter(source_list=list_id)


def _named(viewer: Viewer, rows: Sequence[Listed]) -> list[NamedLine]:
    known = titles(viewer=viewer, refs=[Ref(row.kind, row.record_id) for row in rows])
    hidden = (_("a record you cannot see"), "")
    return [
        NamedLine(*known.get(Ref(row.kind, row.record_id), hidden), row.first_on, row.last_on, row.left_on)
        for row in rows
    ]


def leaving_page(*, viewer: Viewer, batch_id: int, query: ListQuery) -> ListPage[NamedLine]:
    """List what a file that is not written yet would let leave its list. Raises NotFound."""
    records = query.page(_leaving(viewer, batch_id))
    return query.page_with(_named(viewer, list(records.rows)), records)


def all_leaving_lines(*, viewer: Viewer, batch_id: int, query: ListQuery) -> list[NamedLine]:
    """List all that a file would let leave its list, for a file. Raises NotFound."""
    return _named(viewer, list(query.order(query.narrow(_leaving(viewer, batch_id)))))


def _leaving(viewer: Viewer, batch_id: int) -> QuerySet[Listed]:
    batch = visible_to(viewer).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    return leaving(batch)


def list_offer(*, viewer: Viewer, batch_id: int) -> ListOffer:
    """Say of which list a file is a state and what else it could be. Raises NotFound."""
    batch = visible_to(viewer).select_related("source_list").filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    lists = list(SourceList.objects.filter(target=batch.target).order_by("name"))
    mapped = {column.to for column in Plan.from_json(batch.plan).columns} - {EXTRA, LEAVE_OUT} if batch.plan else set()
    return ListOffer(
        list_id=batch.source_list_id, name=batch.source_list.name if batch.source_list else "",
        key_by=tuple(batch.key_by), key_words=_key_words(batch.target, batch.key_by), is_part=batch.is_part,
        left=batch.left_count, newest=later_state(batch), older=int((batch.result or {}).get("older", 0)),
        lists=tuple((one.pk, one.name) for one in lists), likely=None if batch.source_list_id else _likely(batch),
        key_fields=tuple((f.name, str(f.label)) for f in fields_of(batch.target) if f.name in mapped),
    )  # fmt: skip


def _likely(batch: Batch) -> tuple[int, str] | None:
    """Find the list of which a file with most of the same headers was a state."""
    own = {fold(header) for header in batch.headers}
    known = Batch.objects.filter(target=batch.target, state=State.COMMITTED, source_list__isnull=False)
    best: tuple[float, int, str] = (0.0, 0, "")
    for headers, pk, name in known.order_by("pk").values_list("headers", "source_list", "source_list__name"):
        theirs = {fold(header) for header in headers}
        alike = len(own & theirs) / max(len(own | theirs), 1)
        best = max(best, (alike, pk, name))
    return (best[1], best[2]) if best[0] >= LIKE else None

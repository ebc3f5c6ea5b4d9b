"""What is a person's turn, from every app that knows of something: one list, grouped by when, narrowed and paged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.readings.models import Measurement
from accord.apps.turn.models import Snooze
from accord.apps.turn.rules import GOOD_NEWS_DAYS, KIND_LABELS, ORDER, WHEN_LABELS, Choice, When, choices, kind_of, when
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import thing
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import GoodNews, TurnItem, TurnSource, news, turn
from accord.apps.ui.templatetags.formats import number_words

PAGE = 30
LONG = 8
SET_ASIDE = "aside"
PARTS = ((SET_ASIDE, gettext_lazy("set aside")),)
RANKS = {code: rank for rank, code in enumerate(KIND_LABELS)}


@dataclass(frozen=True)
class Waiting:
    """One thing to do as it stands in the list; ``until`` is the day on which something set aside comes back."""

    source: TurnSource
    item: TurnItem
    until: date | None
    today: date

    @property
    def key(self) -> str:
        """What this row is called in the page."""
        return f"{self.source.code}-{self.item.ref}-{self.due}".replace(".", "-").replace(":", "-")

    @property
    def due(self) -> str:
        """The day it is due, as a form carries it; empty for none."""
        return self.item.due.isoformat() if self.item.due else ""

    @property
    def ref(self) -> str:
        """The record it is about, as an address writes it."""
        return str(self.item.ref)

    @property
    def place(self) -> str:
        """The address below which it is set aside or handed over."""
        return f"/turn/{self.source.code}/{self.item.ref}/"

    @property
    def can_hand_over(self) -> bool:
        """Tell whether it can be given to somebody else."""
        return self.source.hand_over is not None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The days on which one may be reminded instead."""
        return choices(self.item.due, today=self.today)


@dataclass(frozen=True)
class Group:
    """Things due at the same time: those of this page, and how many there are in all."""

    code: str
    title: str
    rows: tuple[Waiting, ...]
    total: int


@dataclass(frozen=True)
class Kind:
    """One kind of thing to do, how many there are, and the address that shows only these."""

    label: str
    count: str
    url: str
    active: bool


@dataclass(frozen=True)
class MyTurn:
    """What is a person's turn; one good news; whether this is a new home.

    ``total`` and ``late`` count all that waits, ``groups`` and ``page`` hold what was asked for. ``cut`` says that a
    source had more than it gives.
    """

    query: ListQuery
    page: ListPage[Waiting]
    groups: tuple[Group, ...]
    kinds: tuple[Kind, ...]
    total: int
    late: int
    set_aside: int
    cut: bool
    good_news: GoodNews | None
    is_new_home: bool
    is_measured: bool

    @property
    def is_long(self) -> bool:
        """Tell whether there is so much that one would look for something in it."""
        return self.total + self.set_aside > LONG

    @property
    def shows_set_aside(self) -> bool:
        """Tell whether what was set aside is shown instead of what waits."""
        return SET_ASIDE in self.query.values("part")


def my_turn(*, viewer: Viewer, today: date, now: datetime, asked: QueryDict | None = None) -> MyTurn:
    """Gather what every app knows to be the viewer's turn; each asks a fixed number of queries, however much there is.

    ``asked`` is the address's query: ``kind`` (see ``kind_of``), ``q``, ``part`` (aside) and ``page``.
    """
    found = list(everything(viewer=viewer, today=today))
    aside = [row for row in found if row.until]
    waiting = [row for row in found if not row.until]
    query = ListQuery.parse(asked or QueryDict(), _spec(found))
    base = aside if SET_ASIDE in query.values("part") else waiting
    said = list(_by_words(base, query))
    narrowed = sorted(_by_kind(said, query), key=_order)
    page = query.page_of(narrowed)
    counts = Counter(when(row.item.due, today) for row in narrowed)
    return MyTurn(
        query=query,
        page=page,
        groups=tuple(_groups(page.rows, counts, today)),
        kinds=tuple(_kinds(said, query)),
        total=len(waiting),
        late=sum(row.item.due is not None and row.item.due < today for row in waiting),
        set_aside=len(aside),
        cut=any(_is_cut(source, found) for source in turn),
        good_news=_latest(viewer, now, GOOD_NEWS_DAYS[: 1 if waiting else None]),
        is_new_home=not visible_initiatives(viewer).order_by().exists(),
        is_measured=Measurement.objects.exclude(finished_at=None).exists(),
    )


def waiting_rows(*, viewer: Viewer, today: date, asked: QueryDict) -> list[Waiting]:
    """List what waits as asked (see ``my_turn``), in order and whole."""
    found = list(everything(viewer=viewer, today=today))
    query = ListQuery.parse(asked, _spec(found))
    is_aside = SET_ASIDE in query.values("part")
    rows = _by_words([row for row in found if bool(row.until) == is_aside], query)
    return sorted(_by_kind(list(rows), query), key=_order)


def everything(*, viewer: Viewer, today: date) -> Iterator[Waiting]:
    """Give all that is the viewer's turn, what they set aside included: one query besides those of the sources."""
    snoozed = {
        (source, kind, number, due): until
        for source, kind, number, due, until in Snooze.objects.filter(person=viewer.pk, until_date__gt=today)
        .order_by()
        .values_list("source", "ref_kind", "ref_id", "due_date", "until_date")
    }
    for source in sorted(turn, key=lambda one: one.order):
        for item in source.items(viewer, today):
            until = snoozed.get((source.code, item.ref.kind, item.ref.id, item.due)) if snoozed else None
            yield Waiting(source, item, until, today)


def first_waiting(*, viewer: Viewer, today: date, most: int) -> list[Waiting]:
    """Give what waits for the viewer, the most urgent first; the queries of ``everything``."""
    waiting = (row for row in everything(viewer=viewer, today=today) if not row.until)
    return sorted(waiting, key=_order)[:most]


def waiting_for(*, viewer: Viewer, source: str, ref: Ref, today: date) -> tuple[Waiting, ...]:
    """Find what one source asks of the viewer about one record; empty if there is nothing (any more)."""
    return tuple(
        Waiting(one, item, None, today)
        for one in turn
        if one.code == source
        for item in one.items(viewer, today)
        if item.ref == ref
    )


def _spec(found: Sequence[Waiting]) -> ListSpec:
    kinds = dict.fromkeys(kind_of(row.item.ref.kind) for row in found)
    return ListSpec(
        filters=(
            Filter("kind", _("Kind"), [(code, _kind_label(code)) for code in kinds]),
            Filter("part", _("Shown"), PARTS),
        ),
        search=("sentence",),
        page_size=PAGE,
    )


def _kind_label(code: str) -> str:
    """Call a kind of thing to do by its name."""
    if code in KIND_LABELS:
        return _(KIND_LABELS[code])
    named = thing(f"{code}.{code.removesuffix('s')}")
    return str(named.label) if named else code.replace("_", " ").capitalize()


def _by_words(rows: Sequence[Waiting], query: ListQuery) -> Iterator[Waiting]:
    words = query.search.casefold().split()
    for row in rows:
        text = f"{row.item.verb} {row.item.sentence}".casefold() if words else ""
        if all(word in text for word in words):
            yield row


def _by_kind(rows: Sequence[Waiting], query: ListQuery) -> Iterator[Waiting]:
    kinds = set(query.values("kind"))
    return (row for row in rows if not kinds or kind_of(row.item.ref.kind) in kinds)


def _order(row: Waiting) -> tuple[int, date]:
    return ORDER.index(when(row.item.due, row.today)), row.item.due or date.max


def _groups(rows: Sequence[Waiting], counts: Counter[When], today: date) -> Iterator[Group]:
    for code in ORDER:
        mine = tuple(row for row in rows if when(row.item.due, today) == code)
        if mine:
            yield Group(code, _(WHEN_LABELS[code]), mine, counts[code])


def _kinds(rows: Sequence[Waiting], query: ListQuery) -> Iterator[Kind]:
    counts = Counter(kind_of(row.item.ref.kind) for row in rows)
    chosen = query.values("kind")
    rest = query.url(without="kind")
    yield Kind(_("All"), number_words(len(rows)), rest, not chosen)
    for code in sorted(counts, key=lambda code: (RANKS.get(code, len(RANKS)), code)):
        url = f"{rest}{'&' if len(rest) > 1 else ''}kind={code}"
        yield Kind(_kind_label(code), number_words(counts[code]), url, code in chosen)


def _is_cut(source: TurnSource, found: Sequence[Waiting]) -> bool:
    return bool(source.at_most) and sum(row.source is source for row in found) >= source.at_most


def _latest(viewer: Viewer, now: datetime, reach: Sequence[int]) -> GoodNews | None:
    """Find the latest good news, looking back as few days as needed."""
    for days in reach:
        found = [item for source in news for item in source.lately(viewer, now - timedelta(days=days))]
        if found:
            return max(found, key=lambda item: item.at)
    return None

"""Lists whose filter, search, order and page all live in the address.

A page declares a ListSpec, reads a ListQuery from the request and hands it to a read; the read applies it to a queryset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = str | Promise
Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)

MAX_PAGE = 100_000
MAX_WORDS = 200
FORMATS = {
    "csv": (gettext_lazy("CSV"), gettext_lazy("for other programs; opens everywhere")),
    "xlsx": (gettext_lazy("Excel"), gettext_lazy("days and numbers ready to work with")),
    "json": (gettext_lazy("JSON"), gettext_lazy("for programmers")),
}


@dataclass(frozen=True)
class Filter:
    """One thing a list can be narrowed by.

    ``choices`` are (value, words). ``lookup`` is the queryset field (default: the name); ``where`` builds a Q from
    the chosen values instead, for what is no plain field.
    """

    name: str
    label: Words
    choices: Sequence[tuple[str, Words]]
    lookup: str = ""
    where: Callable[[Sequence[str]], Q] | None = None

    def q(self, values: Sequence[str]) -> Q:
        """Build the condition for the chosen values."""
        return self.where(values) if self.where else Q(**{f"{self.lookup or self.name}__in": values})


@dataclass(frozen=True)
class ListSpec:
    """What a list offers: filters, searchable fields, sorts (key → queryset fields), default order, page size."""

    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    sorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    default_sort: str = ""
    page_size: int = 50


@dataclass(frozen=True)
class Option:
    """One value of a filter as shown."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True)
class FilterField:
    """One filter as shown."""

    name: str
    label: Words
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Chip:
    """One condition in words, with the address that removes it."""

    text: str
    url: str


@dataclass(frozen=True)
class FileLink:
    """A list as one kind of file: what it is called, what it is good for, where it is."""

    label: Words
    says: Words
    url: str


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """One page of rows and where it lies in the whole."""

    rows: tuple[Row, ...]
    total: int
    number: int
    size: int
    previous_url: str = ""
    next_url: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)


@dataclass(frozen=True)
class ListQuery:
    """What was asked of a list, checked against its spec; what makes no sense is left out and noted."""

    spec: ListSpec
    search: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    sort_given: bool = False
    number: int = 1
    notes: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()  # what else stood in the address and must stay there

    @classmethod
    def read(cls, request: HttpRequest, spec: ListSpec) -> ListQuery:
        """Read filters, ``q``, ``sort`` and ``page`` from the address."""
        return cls.parse(request.GET, spec)

    @classmethod
    def parse(cls, given: QueryDict, spec: ListSpec) -> ListQuery:
        """Read filters, ``q``, ``sort`` and ``page`` from a parsed query."""
        notes: list[str] = []
        chosen: dict[str, tuple[str, ...]] = {}
        for item in spec.filters:
            known = {value for value, _words in item.choices}
            asked = [value for value in given.getlist(item.name) if value]
            if unknown := [value for value in asked if value not in known]:
                notes.append(_("%(label)s “%(value)s” is not known here and was left out.") % {
                    "label": item.label, "value": unknown[0][:40]})  # fmt: skip
            if valid := tuple(dict.fromkeys(value for value in asked if value in known)):
                chosen[item.name] = valid
        sort = given.get("sort", "")
        if sort and sort.removeprefix("-") not in spec.sorts:
            notes.append(_("The list cannot be sorted by “%(value)s”.") % {"value": sort[:40]})
            sort = ""
        own = {"q", "sort", "page", "format", *(item.name for item in spec.filters)}
        return cls(
            spec=spec,
            search=given.get("q", "").replace("\x00", "").strip()[:MAX_WORDS] if spec.search else "",
            chosen=chosen,
            sort=sort or spec.default_sort,
            sort_given=bool(sort),
            number=_page_number(given.get("page", "")),
            notes=tuple(notes),
            kept=tuple((name, value) for name, values in given.lists() if name not in own for value in values),
        )

    # --- applied to records ---

    def values(self, name: str) -> tuple[str, ...]:
        """Give the chosen values of a filter, empty for none."""
        return self.chosen.get(name, ())

    def narrow(self, records: QuerySet[Record]) -> QuerySet[Record]:
        """Apply filters and search to a queryset."""
        for item in self.spec.filters:
            if values := self.values(item.name):
                records = records.filter(item.q(values))
        for word in self.search.split():
            records = records.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.spec.search)))
        return records

    def order(self, records: QuerySet[Record]) -> QuerySet[Record]:
        """Apply the order to a queryset; unknown values come last, equal ones keep the order of their ids."""
        return records.order_by(*self.order_by())

    def order_by(self) -> tuple[OrderBy | str, ...]:
        """Give the order_by expressions."""
        falling = self.sort.startswith("-")
        names = self.spec.sorts.get(self.sort.removeprefix("-"), ())
        terms: list[OrderBy | str] = []
        for name in names:
            down = falling != name.startswith("-")
            term = F(name.removeprefix("-"))
            terms.append(term.desc(nulls_last=True) if down else term.asc(nulls_last=True))
        return (*terms, "pk")

    def page(self, records: QuerySet[Record]) -> ListPage[Record]:
        """Narrow, order and cut one page: two queries. A number past the end gives the last page."""
        found = self.narrow(records)
        total = found.count()
        number = self._within(total)
        start = (number - 1) * self.spec.page_size
        return self._listed(tuple(self.order(found)[start : start + self.spec.page_size]), total, number)

    def page_of(self, rows: Sequence[Row]) -> ListPage[Row]:
        """Cut one page out of rows that are already narrowed and ordered."""
        number = self._within(len(rows))
        start = (number - 1) * self.spec.page_size
        return self._listed(tuple(rows[start : start + self.spec.page_size]), len(rows), number)

    def page_with(self, rows: Iterable[Row], page: ListPage[Any]) -> ListPage[Row]:
        """Give the same page with other rows (a read's dataclasses made from records)."""
        return self._listed(tuple(rows), page.total, page.number)

    def _within(self, total: int) -> int:
        return min(self.number, max(1, -(-total // self.spec.page_size)))

    def _listed(self, rows: tuple[Row, ...], total: int, number: int) -> ListPage[Row]:
        more = number * self.spec.page_size < total
        return ListPage(
            rows, total, number, self.spec.page_size,
            previous_url=self.url(page=number - 1) if number > 1 else "",
            next_url=self.url(page=number + 1) if more else "",
        )  # fmt: skip

    # --- said and linked ---

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is filtered or searched."""
        return bool(self.chosen or self.search)

    @property
    def fields(self) -> tuple[FilterField, ...]:
        """Give the filters as shown."""
        return tuple(
            FilterField(
                item.name,
                item.label,
                tuple(Option(value, words, value in self.values(item.name)) for value, words in item.choices),
            )
            for item in self.spec.filters
        )

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Say each condition in words."""
        chips = []
        for item in self.spec.filters:
            if values := self.values(item.name):
                names = dict(item.choices)
                words = _(" or ").join(str(names[value]) for value in values)
                text = _("%(label)s is %(values)s") % {"label": item.label, "values": words}
                chips.append(Chip(text, self.url(without=item.name)))
        if self.search:
            chips.append(Chip(_("text has “%(words)s”") % {"words": self.search}, self.url(without="q")))
        return tuple(chips)

    def direction(self, key: str) -> str:
        """Say how the list is sorted by ``key`` now: ascending, descending or ""."""
        if self.sort.removeprefix("-") != key:
            return ""
        return "descending" if self.sort.startswith("-") else "ascending"

    def sort_url(self, key: str) -> str:
        """Give the address that sorts by ``key``, the other way round if it does already."""
        return self.url(sort=f"-{key}" if self.direction(key) == "ascending" else key)

    @property
    def clear_url(self) -> str:
        """Give the address without filters and search."""
        pairs = [*self.kept, *([("sort", self.sort)] if self.sort_given else [])]
        return f"?{urlencode(pairs)}"

    @property
    def csv_url(self) -> str:
        """Give the address of the same list as a CSV file."""
        return self.url(format="csv")

    @property
    def files(self) -> tuple[FileLink, ...]:
        """Give the addresses of the same list as a file: every row that is found, not this page alone."""
        return tuple(FileLink(label, says, self.url(format=code)) for code, (label, says) in FORMATS.items())

    def url(self, *, page: int | None = None, sort: str = "", format: str = "", without: str = "") -> str:
        """Give the address of this list with one thing changed; a changed condition starts at page one."""
        pairs: list[tuple[str, str]] = list(self.kept)
        pairs += [(name, value) for name, values in self.chosen.items() if name != without for value in values]
        if self.search and without != "q":
            pairs.append(("q", self.search))
        if order := sort or (self.sort if self.sort_given else ""):
            pairs.append(("sort", order))
        if page is not None and page > 1:
            pairs.append(("page", str(page)))
        if format:
            pairs.append(("format", format))
        return f"?{urlencode(pairs)}"


def _page_number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 7:
        return min(max(1, int(text)), MAX_PAGE)
    return 1

"""The list of postings: how it can be narrowed, one page, all of it, and what it comes to in each currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import FLOW_LABELS
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.value.models import Posting
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.ledger.amounts import amount_of, cents
from accord.apps.value.rules.words import ENTRY_LABELS, MOVE_LABELS, Source

PIECE = 1_000
KIND = "value.posting"
MOST_CHOICES = 200
SOURCE_LABELS = {
    Source.HAND: gettext_lazy("By hand"),
    Source.FILE: gettext_lazy("From a file"),
    Source.MEASURE: gettext_lazy("Read from a measure"),
}


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One posting as people see it; ``answered_by`` is the counter-posting that takes it back."""

    id: int
    initiative_id: int
    initiative: str
    entry: str
    entry_label: str
    flow: str
    flow_label: str
    month: date
    on: date
    amount: Decimal
    currency: str
    books: str
    posting_id: str
    words: str
    account: str
    line_key: str
    source: str
    source_label: str
    posted_at: datetime
    posted_by: str
    answers: int | None
    answered_by: int | None

    @property
    def move_label(self) -> str:
        """Say what it is in two words: "Actual cost"."""
        return _(MOVE_LABELS[self.entry, self.flow])

    @property
    def can_be_answered(self) -> bool:
        """Tell whether a counter-posting could take it back."""
        return self.answers is None and self.answered_by is None


@dataclass(frozen=True)
class PostingTotal:
    """What the postings of a query come to in one currency, exact to the cent."""

    entry_label: str
    flow_label: str
    currency: str
    amount: Decimal
    n: int
    label: str


def postings_spec(*, viewer: Viewer, chosen: Sequence[str] = ()) -> ListSpec:
    """Say how postings can be narrowed, searched and sorted by this viewer: four queries at most.

    Up to ``MOST_CHOICES`` initiatives are offered; of more only those ``chosen`` already, the rest are found by their title.
    """
    mine = seen(viewer)
    initiatives = _offered(mine, chosen)
    months = mine.order_by("-month").values_list("month", flat=True).distinct()
    currencies = mine.order_by("currency").values_list("currency", flat=True).distinct()
    return ListSpec(
        filters=(
            *([Filter("initiative", gettext_lazy("Initiative"), [(str(pk), t) for pk, t in initiatives])]
              if initiatives or chosen else []),
            Filter("month", gettext_lazy("Month"), [(f"{m:%Y-%m}", date_format(m, "F Y")) for m in months], where=_in_months),
            Filter("entry", gettext_lazy("Committed or actual"), [(code, _(words)) for code, words in ENTRY_LABELS.items()]),
            Filter("flow", gettext_lazy("Cost or benefit"), [(code, _(words)) for code, words in FLOW_LABELS.items()]),
            Filter("source", gettext_lazy("Where from"), list(SOURCE_LABELS.items())),
            Filter("currency", gettext_lazy("Currency"), [(code, code) for code in currencies]),
        ),
        search=("words", "books", "posting_id", "account", "initiative__title"),
        sorts={
            "month": ("month", "date"), "date": ("date",), "initiative": ("initiative__title", "month"),
            "amount": ("amount",), "what": ("flow", "entry", "month"), "number": ("books", "posting_id"), "posted": ("posted_at",),
        },
        default_sort="-month",
    )  # fmt: skip


def _offered(mine: QuerySet[Posting], chosen: Sequence[str]) -> list[tuple[int, str]]:
    named = Initiative.objects.filter(pk__in=mine.order_by().values("initiative")).order_by("title", "pk")
    found = list(named.values_list("pk", "title")[: MOST_CHOICES + 1])
    if len(found) <= MOST_CHOICES:
        return found
    ids = [int(value) for value in chosen if value.isascii() and value.isdigit() and len(value) < 19]
    return list(named.filter(pk__in=ids).values_list("pk", "title"))


def _in_months(values: Sequence[str]) -> Q:
    return Q(month__in=[date(int(value[:4]), int(value[5:7]), 1) for value in values])


# no viewer: it takes one by position, as a filter of this room
def seen(viewer: Viewer) -> QuerySet[Posting]:
    """Filter the postings of initiatives whose money the viewer may see."""
    return Posting.objects.filter(removed_at=None, initiative__in=visible_to(viewer).order_by().values("pk"))


def posting_page(*, viewer: Viewer, query: ListQuery) -> ListPage[PostingLine]:
    """List one page of postings: two queries."""
    page = query.page(_whole(seen(viewer)))
    return query.page_with((posting_line(posting=one) for one in page.rows), page)


def posting_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[PostingLine], int]:
    """List some of the postings of a query, and how many there are in all: two queries."""
    found = query.narrow(_whole(seen(viewer)))
    rows = query.order(found)[offset : offset + limit]
    return [posting_line(posting=one) for one in rows], found.count()


def all_posting_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[PostingLine]:
    """List every posting of a query, for a file."""
    for one in query.order(query.narrow(_whole(seen(viewer)))).iterator(PIECE):
        yield posting_line(posting=one)


def posting_totals(*, viewer: Viewer, query: ListQuery) -> list[PostingTotal]:
    """Add up the postings of a query by currency, cost or benefit, committed or actual: one query, exact to the cent."""
    found = query.narrow(seen(viewer)).order_by("currency", "flow", "entry")
    return [
        PostingTotal(
            _(ENTRY_LABELS[entry]),
            _(FLOW_LABELS[flow]),
            currency,
            amount_of(int(whole)),
            n,
            _(MOVE_LABELS[entry, flow]),
        )
        for currency, flow, entry, whole, n in found.values_list("currency", "flow", "entry").annotate(
            whole=Sum(cents("amount")), n=Count("pk")
        )
    ]


def posting_found(*, viewer: Viewer, posting_id: int) -> PostingLine:
    """Get one posting. Raises NotFound."""
    found = _whole(seen(viewer)).filter(pk=posting_id).first()
    if found is None:
        raise NotFound(_("There is no such posting, or it is not open to you."))
    return posting_line(posting=found)


def _whole(records: QuerySet[Posting]) -> QuerySet[Posting]:
    return records.select_related("initiative", "posted_by", "corrected_by")


# no viewer: the caller has found the posting as its viewer
def posting_line(*, posting: Posting) -> PostingLine:
    """Describe a posting that was loaded with its initiative, its poster and what answers it."""
    answer = getattr(posting, "corrected_by", None)
    return PostingLine(
        posting.pk, posting.initiative_id, posting.initiative.title, posting.entry, _(ENTRY_LABELS[posting.entry]),
        posting.flow, _(FLOW_LABELS[posting.flow]), posting.month, posting.date, posting.amount, posting.currency,
        posting.books, posting.posting_id, posting.words, posting.account, posting.line_key, posting.source,
        str(SOURCE_LABELS[Source(posting.source)]), posting.posted_at, posting.posted_by.name if posting.posted_by else "",
        posting.corrects_id, answer.pk if answer is not None else None,
    )  # fmt: skip

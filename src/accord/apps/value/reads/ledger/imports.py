"""Postings of a file before they are written: what a row holds, and which rows cannot be taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Flow, Reason, first_of_month, why_not_currency, why_not_text
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Closing, Posting
from accord.apps.value.permissions import visible_to
from accord.apps.value.rules import Entry
from accord.apps.value.rules.ledger import MOST_WORDS, why_not_posted_amount, why_not_posting_id
from accord.apps.value.rules.words import MOST_ID, MOST_TITLE

PIECE = 500
Piece = TypeVar("Piece", int, str)


@dataclass(frozen=True, kw_only=True)
class PostingRow:
    """A posting of an import; ``month`` is any day of it, ``on`` the day of the document (else that day).

    ``id`` is the one it had when the same import was written before.
    """

    initiative_id: int
    entry: str
    flow: str
    month: date
    amount: Decimal
    currency: str
    on: date | None = None
    books: str = ""
    posting_id: str = ""
    words: str = ""
    account: str = ""
    line_key: str = ""
    id: int | None = None


def refused_postings(*, viewer: Viewer, rows: Sequence[PostingRow]) -> dict[int, str]:
    """Say which rows cannot be posted, by their place: one query for the months and one or two for every 500 rows."""
    closed = closed_months(viewer=viewer, months={first_of_month(row.month) for row in rows})
    own = {row.id for row in rows if row.id is not None}
    taken = _taken({(row.books.strip(), row.posting_id.strip()) for row in rows if row.posting_id.strip()}, own)
    open_to = _open_to(viewer, {row.initiative_id for row in rows})
    found: dict[int, str] = {}
    seen: dict[tuple[str, str], int] = {}
    for place, row in enumerate(rows):
        number = (row.books.strip(), row.posting_id.strip())
        if row.initiative_id not in open_to:
            found[place] = _("There is no such initiative, or its money is not open to you.")
        elif reason := _why_not(row):
            found[place] = _(reason.text) % reason.values if reason.values else _(reason.text)
        elif first_of_month(row.month) in closed:
            found[place] = _("%(month)s is closed.") % {"month": date_format(row.month, "F Y")}
        elif number[1] and number in taken:
            found[place] = _("“%(number)s” of %(books)s is posted already.") % {"number": number[1], "books": number[0]}
        elif number[1] and number in seen:
            found[place] = _("“%(number)s” of %(books)s stands in the file twice.") % {
                "number": number[1], "books": number[0]}  # fmt: skip
        else:
            seen[number] = place
    return found


def closed_months(*, viewer: Viewer, months: Collection[date] = ()) -> set[date]:
    """List the months that are closed, of those asked for (none: of all): one query. Which are closed is no secret."""
    found = Closing.objects.filter(opened_at=None)
    return set((found.filter(month__in=list(months)) if months else found).values_list("month", flat=True))


def _why_not(row: PostingRow) -> Reason | None:
    if row.entry not in set(Entry) or row.flow not in set(Flow):
        return Reason(_("Say whether it is committed or actual, and whether it is a cost or a benefit."))
    return (
        why_not_posted_amount(row.amount)
        or why_not_currency(row.currency)
        or why_not_posting_id(row.books, row.posting_id)
        or why_not_text(row.books, most=MOST_TITLE, needed=False)
        or why_not_text(row.posting_id, most=MOST_ID, needed=False)
        or why_not_text(row.words, most=MOST_WORDS, needed=False)
        or why_not_text(row.account, most=MOST_TITLE, needed=False)
    )


def _taken(numbers: Collection[tuple[str, str]], own: Collection[int]) -> set[tuple[str, str]]:
    """Find the numbers that are posted already, other than by the rows themselves."""
    found: set[tuple[str, str]] = set()
    for piece in _pieces({number for _books, number in numbers}):
        there = Posting.objects.filter(posting_id__in=piece, removed_at=None).values_list("books", "posting_id", "pk")
        found |= {(books, number) for books, number, pk in there if pk not in own}
    return found & set(numbers)


def _open_to(viewer: Viewer, ids: Collection[int]) -> set[int]:
    seen = visible_to(viewer).order_by()
    return {pk for piece in _pieces(ids) for pk in seen.filter(pk__in=piece).values_list("pk", flat=True)}


def _pieces(values: Iterable[Piece]) -> list[list[Piece]]:
    listed = sorted(values)
    return [listed[start : start + PIECE] for start in range(0, len(listed), PIECE)]

"""The target for postings of a ledger: found again by books and number, never changed by a file, taken back as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.first_days import first_day, pointed
from accord.apps.batches.rules.plans import EXTRA, Plan
from accord.apps.batches.rules.proposals import LIKELY
from accord.apps.batches.rules.words import fold, header_words
from accord.apps.batches.sockets import Kept, Kind, Load, LoadRow, Part, Reach, RowKey, Target, Written, parts, targets
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import FLOW_LABELS, Flow, first_of_month, why_not_currency
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.ui.writes import gathering
from accord.apps.value import permissions
from accord.apps.value.models import Closing, Posting
from accord.apps.value.plugs import import_fields as fields
from accord.apps.value.reads.ledger.imports import PostingRow
from accord.apps.value.rules import Entry
from accord.apps.value.rules.ledger import why_not_posted_amount
from accord.apps.value.rules.words import ENTRY_LABELS
from accord.apps.value.writes.ledger import imports as writes

POSTING = "value.posting"
BOOKS = "general ledger"  # where a file names no books
PIECE = 500
_MORE_THAN_A_MONTH = re.compile(r"\d{4}|.*[qh][1-4].*|.*(quartal|quarter).*")
Named = tuple[Kind, str, Mapping[str, Any]]
Number = tuple[str, str]
"""Books, and the number in them."""


def plug_in() -> None:
    """Plug in the target and its part."""
    targets.plug(
        Target("postings", gettext_lazy("Postings of the ledger"), POSTING, match, "value:postings",
               name_field="posting_id", group_field="books", computed=fields.COMPUTED, reach=_reach, guess=guess)
    )  # fmt: skip
    parts.plug(
        Part("postings", "postings", 20, fields.FIELDS, prepare=prepare, take_back=take_back, now=now, sift=sift,
             settle=settle)
    )  # fmt: skip


def guess(columns: Sequence[Column], plan: Plan) -> Plan:
    """Join the number of a document and that of its line: a document of the books has several lines, each a posting; days with points."""
    plan = pointed(columns, plan, "date")
    place = plan.place("posting_id")
    if place is None or len(plan.places("posting_id")) > 1:
        return plan
    free = (at for at, one in enumerate(plan.columns) if one.to == EXTRA and not one.parts)
    line = next((at for at in free if header_words(columns[at].name) in fields.ITEM_WORDS), None)
    if line is None:
        return plan
    return plan.with_column(line, to="posting_id", order=2, confidence=LIKELY).with_column(place, order=1)


def _reach(viewer: Viewer) -> Reach:
    """Open the files of the books to finance: any of its people goes on with what a colleague brought."""
    return Reach.ALL if permissions.is_finance(viewer) else Reach.NONE


# --- which posting a row means ---------------------------------------------------------------------------------------


def match(keys: Sequence[RowKey]) -> Mapping[int, int]:
    """Find each row's posting by books and number; of one without a number by its id here, where all else is the same."""
    here = _Here(keys)
    return {key.number: one.pk for key in keys if (one := here.posting(key)) is not None}


@dataclass
class _Here:
    """What stands here of the rows of a piece: postings, initiatives by their words, closed months."""

    keys: Sequence[RowKey]
    _numbered: dict[Number, Posting] = field(default_factory=dict)
    _by_id: dict[int, Posting] = field(default_factory=dict)
    initiatives: dict[str, list[int]] = field(default_factory=dict)
    closed: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        numbers = {number for key in self.keys if (number := _number(key.values))}
        ids = {own for key in self.keys if (own := _own_id(key.values)) is not None}
        wanted = Q(posting_id__in={number for _books, number in numbers}) | Q(pk__in=ids, posting_id="")
        for one in Posting.objects.filter(wanted, removed_at=None).select_related("initiative"):
            if one.posting_id:
                self._numbered[one.books, one.posting_id] = one
            else:
                self._by_id[one.pk] = one
        self.initiatives = _named({str(key.values.get("initiative", "")) for key in self.keys})
        self.closed = set(Closing.objects.filter(opened_at=None).values_list("month", flat=True))

    def posting(self, key: RowKey) -> Posting | None:
        """Find the posting that a row means."""
        if number := _number(key.values):
            return self._numbered.get(number)
        found = self._by_id.get(_own_id(key.values) or 0)
        return found if found is not None and not list(_differs(found, key.values, self)) else None

    def initiative(self, values: Mapping[str, Any]) -> int | None:
        """Find the one initiative that a row names."""
        found = self.initiatives.get(fold(str(values.get("initiative", ""))), [])
        return found[0] if len(found) == 1 else None


def _number(values: Mapping[str, Any]) -> Number | None:
    number = str(values.get("posting_id", "")).strip()
    return (_books(values), number) if number else None


def _books(values: Mapping[str, Any]) -> str:
    return str(values.get("books", "")).strip() or BOOKS


def _own_id(values: Mapping[str, Any]) -> int | None:
    found = values.get("own_id")
    return int(found) if isinstance(found, (int, float)) and 0 < found < 1e15 and found == int(found) else None


def _named(said: Collection[str]) -> dict[str, list[int]]:
    """Find initiatives by key or title, as people write them: one query for every 500 names."""
    wanted = {fold(one) for one in said if one}
    listed = sorted({one for one in said if one})
    found: dict[str, dict[int, None]] = {}
    for start in range(0, len(listed), PIECE):
        piece = listed[start : start + PIECE]
        rows = Initiative.objects.filter(Q(title__in=piece) | Q(external_key__in=piece)).order_by("pk")
        for pk, title, key in rows.values_list("pk", "title", "external_key"):
            for name in (title, key):
                if name and fold(name) in wanted:
                    found.setdefault(fold(name), {})[pk] = None
    missing = wanted - found.keys()
    if missing:  # capitals and blanks do not count
        for pk, title, key in Initiative.objects.order_by("pk").values_list("pk", "title", "external_key"):
            for name in (fold(title), fold(key)):
                if name in missing:
                    found.setdefault(name, {})[pk] = None
    return {name: list(ids) for name, ids in found.items()}


# --- what a row says -------------------------------------------------------------------------------------------------


def _month(values: Mapping[str, Any]) -> date | None:
    """Read the month a row counts in: as written, else that of its day; None where it cannot be read."""
    text, day = str(values.get("month", "")).strip(), _day(values)
    if day and (not text or (text.isdecimal() and len(text) <= 3 and int(text) == day.month)):
        return first_of_month(
            day
        )  # books count their periods: the fifth of a year is May where the day says so as well
    return month_of(text)


def month_of(text: str) -> date | None:
    """Read a month: 2026-05, 05/2026, 05.2026, 202605, May 2026, or any day of it that can be read one way."""
    found = first_day(text)
    return found.replace(day=1) if found and not _MORE_THAN_A_MONTH.fullmatch(fold(text)) else None


def _day(values: Mapping[str, Any]) -> date | None:
    text = str(values.get("date", ""))
    return date.fromisoformat(text) if len(text) == 10 else None


def _amount(values: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    """Give the amount and its currency: as the cell or its column says, else the column of currencies.

    Books that keep debit and credit apart: a cost is debit less credit, a benefit credit less debit. Where an amount has
    no sign of its own and a column says which side it is on, the other side counts as less than zero.
    """
    money, debit, credit = (values.get(name) for name in ("amount", "debit", "credit"))
    named = next((one for one in (money, debit, credit) if one and one.get("currency")), money or debit or credit)
    if named is None:
        return None, ""
    currency = str(named.get("currency") or values.get("currency") or "").strip().upper()
    is_benefit = values.get("flow") == Flow.BENEFIT
    if money:
        amount, other = Decimal(str(money["amount"])), "debit" if is_benefit else "credit"
        return (-amount if values.get("sign") == other and amount > 0 else amount), currency
    spent = _plain(debit) - _plain(credit)
    return (-spent if is_benefit else spent), currency


def _plain(money: Mapping[str, Any] | None) -> Decimal:
    return Decimal(str(money["amount"])) if money else Decimal(0)


# --- what can be taken -----------------------------------------------------------------------------------------------


def sift(keys: Sequence[RowKey]) -> Mapping[int, list[Named]]:
    """Leave out rows that name no initiative, month, currency or number, whose month is closed, or that say otherwise."""
    here = _Here(keys)
    found = {}
    for key in keys:
        there = here.posting(key)
        named = list(_differs(there, key.values, here)) if there else list(_lacking(key, here))
        if "#" in key.key and _number(key.values):
            named = [_left(key.values, "posting_id", _("this number stands in the file twice."))]
        found[key.number] = named
    return {number: named for number, named in found.items() if named}


def _lacking(key: RowKey, here: _Here) -> Iterable[Named]:
    """Name what keeps a row from being a new posting; the first reason is enough."""
    values = key.values
    month, (amount, currency) = _month(values), _amount(values)
    named = here.initiatives.get(fold(str(values.get("initiative", ""))), [])
    reason = why_not_posted_amount(amount) if amount is not None else None
    if len(named) != 1:
        why = _("several initiatives are called so.") if named else _("no initiative has this title or key.")
        yield _left(values, "initiative", why)
    elif not values.get("posting_id"):
        yield Kind.MISSING, "posting_id", {"field": str(fields.POSTING_ID.label)}
    elif amount is None:
        yield Kind.MISSING, "amount", {"field": str(fields.AMOUNT.label)}
    elif month is None and not values.get("month") and not values.get("date"):
        yield Kind.MISSING, "month", {"field": str(fields.MONTH.label)}
    elif month is None:
        name = "month" if values.get("month") else "date"
        yield _left(values, name, _("the month cannot be read. Write it as 2026-05."))
    elif month in here.closed:
        name = "month" if values.get("month") else "date"
        yield _left(values, name, _("%(month)s is closed.") % {"month": date_format(month, "F Y")})
    elif reason is not None:
        yield _left(values, "amount", _(reason.text))
    elif why_not_currency(currency):
        yield _left(
            values,
            "currency",
            _("the currency is not said. Say it for the whole column under Columns, or in a column of its own."),
        )


def _differs(there: Posting, values: Mapping[str, Any], here: _Here) -> Iterable[Named]:
    """Name in what a row says something else than the posting that stands here: a posting never changes."""
    amount, currency = _amount(values)
    said = {
        "initiative": here.initiative(values), "month": _month(values), "entry": values.get("entry", Entry.ACTUAL),
        "flow": values.get("flow", Flow.COST), "amount": amount, "currency": currency,
    }  # fmt: skip
    stands = {
        "initiative": there.initiative_id, "month": there.month, "entry": there.entry, "flow": there.flow,
        "amount": there.amount, "currency": there.currency,
    }  # fmt: skip
    shown = {**stands, "initiative": there.initiative.title, "month": f"{there.month:%Y-%m}",
             "entry": _(ENTRY_LABELS[there.entry]), "flow": _(FLOW_LABELS[there.flow])}  # fmt: skip
    why = _("it is posted already, with “%(here)s”. Answer it with a counter-posting, under a number of its own.")
    for name, value in said.items():
        if value != stands[name]:
            yield _left(values, name, why % {"here": shown[name]})
            return


def _left(values: Mapping[str, Any], name: str, why: str) -> Named:
    if name == "amount":
        name = next((one for one in ("amount", "debit", "credit") if values.get(one)), name)
    value = values.get(name, "")
    text = f"{value['amount']} {value['currency']}".strip() if isinstance(value, Mapping) else str(value)
    return Kind.LEFT_OUT, name, {"field": str(fields.BY_NAME[name].label), "text": text, "why": why}


def settle(values: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Named]]:
    """Change nothing: what stands here and says the same stays as it is."""
    return {}, []


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give the amount of postings for comparison."""
    rows = Posting.objects.filter(pk__in=ids).values_list("pk", "amount", "currency")
    return {
        pk: {"amount": {"amount": f"{amount:f}", "currency": currency, "side": ""}} for pk, amount, currency in rows
    }


# --- writing and taking back -----------------------------------------------------------------------------------------


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the new postings; those that are here already stay as they are. Raises WrongState for a row refused now."""
    new = [row for row in load.rows if row.record_id is None]
    here = _Here([RowKey(row.number, row.key, row.values) for row in new])
    before = load.before.get(POSTING, {})
    with gathering(into=load.inserts):
        done = writes.import_postings(
            rows=[_row(row, here, before.get(row.number)) for row in new], by=load.by, at=load.at, batch=load.batch
        )
    if done.refused:
        raise WrongState(next(iter(done.refused.values())))
    written = [
        Written(Ref(POSTING, pk), True, row.number) for row, pk in zip(new, done.ids, strict=True) if pk is not None
    ]
    return lambda: written


def _row(row: LoadRow, here: _Here, known: int | None) -> PostingRow:
    values = row.values
    initiative, month, (amount, currency) = here.initiative(values), _month(values), _amount(values)
    if initiative is None or month is None or amount is None:
        raise WrongState(_("What the file names has changed in the meantime. Look at the file again."))
    return PostingRow(
        initiative_id=initiative, entry=values.get("entry", Entry.ACTUAL), flow=values.get("flow", Flow.COST), month=month,
        on=_day(values), amount=amount, currency=currency, books=_books(values),
        posting_id=str(values.get("posting_id", "")), words=str(values.get("words", "")),
        account=str(values.get("account", "")), line_key=str(values.get("line_key", "")), id=known,
    )  # fmt: skip


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Take the postings back whose month is open and that nothing answers."""
    done = writes.take_back_postings(ids=[one.ref.id for one in written if one.created], by=by, at=at, batch=batch)
    return [Kept(Ref(POSTING, pk), reason) for pk, reason in done.kept.items()]

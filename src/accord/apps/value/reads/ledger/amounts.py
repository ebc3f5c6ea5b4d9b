"""Amounts of many initiatives, added up exactly in the database: in whole cents, one query for each kind of record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least, Round, Substr
from django.db.models.lookups import LessThan, LessThanOrEqual

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Line, Posting, Release
from accord.apps.value.rules import CaseState, ReleaseState, Rhythm
from accord.apps.value.rules.ledger import What
from accord.apps.value.rules.words import RHYTHM_MONTHS

STATED = (Kind.COMMITTED, Kind.ACTUAL)  # by the words of the postings they stand in for


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """What an initiative's records of one kind come to, in one currency; ``cents`` is exact."""

    initiative_id: int
    what: str
    flow: str
    currency: str
    cents: int
    is_signed: bool = True


def cents(name: str) -> Cast:
    """Turn an amount into whole cents: integers add up exactly in every database, decimals do not in SQLite."""
    return Cast(Round(F(name) * 100), BigIntegerField())


def amount_of(whole: int) -> Decimal:
    """Give an amount of cents."""
    return Decimal(whole).scaleb(-2)


def ledger_sums(*, viewer: Viewer, among: QuerySet[Initiative] | None) -> Iterator[LedgerSum]:
    """Add up what is planned, committed, released and actual of each initiative: one query, however many there are.

    ``among`` are those that the viewer may see, as a query; None takes all, for a viewer who may see all.
    """
    posted, *others = _posted(among), _stated(among), _planned_signed(among), _planned_unsigned(among), _released(among)
    for pk, what, flow, currency, is_signed, whole in posted.union(*others, all=True):
        yield LedgerSum(pk, what, flow, currency, int(whole), bool(is_signed))


def _within(records: QuerySet[Any], among: QuerySet[Initiative] | None, name: str = "initiative") -> QuerySet[Any]:
    return records if among is None else records.filter(**{f"{name}__in": among.order_by().values("pk")})


def _summed(
    records: QuerySet[Any], of: Any, *, what: Any, flow: Any = None, initiative: str = "initiative_id", signed: int = 1
) -> QuerySet[Any, tuple[Any, ...]]:
    """Add records up by initiative, what they are, flow and currency; all parts have the same columns, to be put together."""
    named = records.order_by().annotate(
        ledger_what=what, ledger_flow=flow or F("flow"), is_signed=Value(signed, output_field=IntegerField())
    )
    columns = (initiative, "ledger_what", "ledger_flow", "currency", "is_signed")
    summed: QuerySet[Any, tuple[Any, ...]] = named.values_list(*columns).annotate(whole=Sum(of))
    return summed


def _word(code: str) -> Cast:
    return Cast(Value(code), CharField())


def _posted(among: QuerySet[Initiative] | None) -> QuerySet[Any, tuple[Any, ...]]:
    return _summed(_within(Posting.objects.filter(removed_at=None), among), cents("amount"), what=F("entry"))


def unposted(money: QuerySet[Money]) -> QuerySet[Money]:
    """Leave out the monthly totals of months for which anything of the kind is posted: there the postings count."""
    posted = Posting.objects.filter(
        initiative=OuterRef("initiative"), month=OuterRef("period"), flow=OuterRef("flow"), entry=OuterRef("kind"),
        removed_at=None,
    )  # fmt: skip
    return money.filter(~Exists(posted))


def _stated(among: QuerySet[Initiative] | None) -> QuerySet[Any, tuple[Any, ...]]:
    money = _within(Money.objects.filter(removed_at=None, kind__in=STATED), among)
    return _summed(unposted(money), cents("amount"), what=F("kind"))


def _planned_signed(among: QuerySet[Initiative] | None) -> QuerySet[Any, tuple[Any, ...]]:
    """Add up the likely amounts of signed versions: each line's amount by how often it comes."""
    lines = _within(Line.objects.filter(of__state=CaseState.SIGNED), among, "of__case__initiative")
    whole = ExpressionWrapper(cents("likely") * _times(), output_field=BigIntegerField())
    return _summed(lines, whole, initiative="of__case__initiative_id", what=_word(What.PLANNED))


def _times() -> Case:
    """Count how often a line's amount comes until its last month and the horizon of the case, as ``months_of`` lists it."""
    last = _months("of__start_month") + F("of__horizon_months") - 1
    first = _months("from_month")
    end = Least(Coalesce(_months("to_month"), last), last)
    steps: Sequence[When] = [
        When(rhythm=rhythm, then=(end - first) / Value(step) + 1) for rhythm, step in RHYTHM_MONTHS.items() if step
    ]
    return Case(
        When(rhythm=Rhythm.ONCE, then=Case(When(LessThanOrEqual(first, last), then=1), default=0)),
        When(LessThan(end, first), then=0),
        *steps,
        default=0,
        output_field=IntegerField(),
    )


def _months(name: str) -> Any:
    """Count the months of a day since year nought, by its text: the same and quick in both databases."""
    text = Cast(F(name), CharField())
    year, month = Cast(Substr(text, 1, 4), IntegerField()), Cast(Substr(text, 6, 2), IntegerField())
    return ExpressionWrapper(year * 12 + month, output_field=IntegerField())


def _planned_unsigned(among: QuerySet[Initiative] | None) -> QuerySet[Any, tuple[Any, ...]]:
    signed = CaseVersion.objects.filter(state=CaseState.SIGNED, case__initiative=OuterRef("initiative"))
    money = _within(Money.objects.filter(removed_at=None, kind=Kind.PLANNED), among).filter(~Exists(signed))
    return _summed(money, cents("amount"), what=_word(What.PLANNED), signed=0)


def _released(among: QuerySet[Initiative] | None) -> QuerySet[Any, tuple[Any, ...]]:
    found = _within(Release.objects.filter(state=ReleaseState.RELEASED), among, "stage__case__initiative")
    return _summed(
        found, cents("amount"), initiative="stage__case__initiative_id", what=_word(What.RELEASED),
        flow=_word(Flow.COST),
    )  # fmt: skip

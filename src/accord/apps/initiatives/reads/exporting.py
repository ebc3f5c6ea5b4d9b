"""Initiatives as a file: every field a file can bring, the extra ones too, so that bringing it back changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.reads.comparing import extra_labels
from accord.apps.initiatives.models import GoalLink, Initiative, StageChange
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import STAGE_LABELS, VISIBILITY_LABELS, Stage
from accord.apps.initiatives.rules.stated import RATING_LABELS
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.reads import own_key
from accord.apps.ui.rules import Viewer

PIECE = 1_000
TARGET = "portfolio"
MONEY = ("cost", "benefit")
DATED = (Stage.APPROVED, Stage.BUILDING, Stage.LIVE, Stage.RETIRED)
# what the list shows besides, and no file can bring
SHOWN_ONLY = (
    gettext_lazy("Since"), gettext_lazy("Open to"), gettext_lazy("Goals"), gettext_lazy("Goals agreed"),
    gettext_lazy("Left the list"),
)  # fmt: skip


@dataclass(frozen=True)
class Export:
    """A list ready to be written: its columns, and its rows one by one."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def initiatives_export(*, viewer: Viewer, query: ListQuery) -> Export:
    """Give the initiatives of a query with every field: one query for every thousand rows and kind of part."""
    found = query.order(query.narrow(visible_to(viewer)))
    currencies = {name: _one_currency(found, name) for name in MONEY}
    extra = _extra_columns(found)
    columns = (
        _("Title"), _("Stage"), _("Since"), _("Department"), _("Sponsor"), _("Lead"), _("Started"), _("Building began"),
        _("Went live"), _("Retired"), _("Planned end"), _("Ended"), _headed(_("Cost"), currencies["cost"]),
        _headed(_("Benefit"), currencies["benefit"]), _("Rating"), _("Summary"), _("Open to"), _("Goals"),
        _("Goals agreed"), _("Left the list"), _("Key in the source"), *extra.values(),
    )  # fmt: skip
    return Export(columns, _rows(found, currencies, list(extra)))


def _rows(
    found: QuerySet[Initiative], currencies: Mapping[str, str], codes: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    records = found.select_related("department", "sponsor", "lead").iterator(PIECE)
    while piece := list(islice(records, PIECE)):
        ids = [one.pk for one in piece]
        dated, goals = _dated(ids), _goals(ids)
        for one in piece:
            here, agreed = goals.get(one.pk, (0, 0))
            days = dated.get(one.pk, {})
            yield (
                one.title, _(STAGE_LABELS[one.stage]), one.stage_date, one.department.name if one.department else "",
                one.sponsor.name if one.sponsor else "", one.lead.name if one.lead else "",
                *(days.get(stage) for stage in DATED), one.planned_end_on, one.ended_on,
                *(_money(one, name, currencies[name]) for name in MONEY), _(RATING_LABELS[one.rating]) if one.rating else "",
                one.summary, _(VISIBILITY_LABELS[one.visibility]), here, agreed, one.left_list_on,
                one.external_key or own_key(pk=one.pk), *(one.extra.get(code) for code in codes),
            )  # fmt: skip


def _money(one: Initiative, name: str, currency: str) -> Decimal | str | None:
    """Give an amount as a number where the heading names its currency, else with the currency's code."""
    amount: Decimal | None = getattr(one, f"{name}_amount")
    own = getattr(one, f"{name}_currency")
    return amount if amount is None or currency or not own else f"{own} {amount}"


def _one_currency(found: QuerySet[Initiative], name: str) -> str:
    codes = found.exclude(**{f"{name}_amount": None}).order_by().values_list(f"{name}_currency", flat=True).distinct()
    several = list(codes[:2])
    return several[0] if len(several) == 1 else ""


def _headed(label: str, currency: str) -> str:
    return f"{label} ({currency})" if currency else label


def _extra_columns(found: QuerySet[Initiative]) -> dict[str, str]:
    """Map the extra fields that some initiative of the list has to their headings, in the order they came to be known."""
    used: set[str] = set()
    for extra in found.order_by().exclude(extra={}).values_list("extra", flat=True).iterator(PIECE):
        used.update(extra)
    return extra_labels(target=TARGET, codes=used)


def _dated(ids: Sequence[int]) -> dict[int, dict[str, date]]:
    """Find the first known day of each stage."""
    found: dict[int, dict[str, date]] = {}
    steps = StageChange.objects.filter(initiative__in=ids, date__isnull=False).order_by("pk")
    for pk, stage, day in steps.values_list("initiative_id", "stage", "date"):
        if day is not None:
            found.setdefault(pk, {}).setdefault(stage, day)
    return found


def _goals(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    links = GoalLink.objects.filter(initiative__in=ids, removed_at=None)
    for pk, business, it in links.values_list("initiative_id", "business_agreed_at", "it_agreed_at"):
        here, agreed = found.get(pk, (0, 0))
        found[pk] = (here + 1, agreed + (business is not None and it is not None))
    return found

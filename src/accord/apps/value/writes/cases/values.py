"""Which values of a case and of its lines may be taken."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from accord.apps.goals.models import Measure
from accord.apps.initiatives.rules import Flow, Reason, first_of_month, why_not_amount, why_not_currency, why_not_text
from accord.apps.people.models import Person
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion
from accord.apps.value.rules import Rhythm
from accord.apps.value.rules.cases import kinds_of, why_not_line
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.rules.flows import MOST_MONTHS, last_month
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE
from accord.apps.value.writes.checking import refuse

TEXTS = ("counterfactual", "nothing_words", "switched_off", "exit_rule")
TRIPLES = ("nothing", "adoption", "shift")
NUMBERS = ("baseline_value", "target_value")
DAYS = ("start_month", "baseline_date", "target_date")
EDITABLE = {
    "start_month", "horizon_months", "currency", "discount_share", "measure_id", "baseline_value", "baseline_date",
    "baseline_source", "target_value", "target_date", "benefit_owner_id", "cost_class", *TEXTS,
    *(f"{name}_{end}" for name in TRIPLES for end in ("low", "likely", "high")),
}  # fmt: skip
EDITABLE_OF_CASE = {"risk_share", "review_months", "is_research"}
EDITABLE_OF_LINE = {
    "flow", "kind", "title", "rhythm", "from_month", "to_month", "low", "likely", "high", "currency", "note",
}  # fmt: skip
_ONE_OF = Reason(gettext_noop("Choose one of the list."))
_MONTHS = Reason(gettext_noop("Between one month and twenty years (240 months)."))
_DISCOUNT = Reason(
    gettext_noop("A yearly rate lies above −100 % and is at most 100 %, with at most four decimals: 0.08 is 8 %.")
)
_NUMBER = Reason(gettext_noop("This is not a number that can be stored."))
_ALL_THREE = Reason(gettext_noop("Give low, likely and high, or none of them."))
_ORDER = Reason(gettext_noop("Low is not above likely, and likely not above high."))
_SHARE = Reason(gettext_noop("A share lies between 0 and 1, with at most four decimals: 0.8 is 80 %."))
_RISK = Reason(gettext_noop("Between 0 and 100 percent, with at most one decimal."))
_SHIFT = Reason(
    gettext_noop("Between ten years earlier (−120) and ten years later (120), in months with at most one decimal.")
)
_EARLY = Reason(gettext_noop("The case begins later: choose a later month, or let the case begin earlier."))
_LATE = Reason(gettext_noop("The case ends before: choose an earlier month, or let the case look further ahead."))


# no event: it checks values; the write that takes them tells
def checked(version: CaseVersion, values: Mapping[str, Any], by: Viewer) -> dict[str, Any]:
    """Give the values of a version as they are stored. Raises Invalid with a sentence at each field."""
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"not a field of a version: {sorted(unknown)}")
    found: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if found.get("start_month"):
        found["start_month"] = first_of_month(found["start_month"])
    if found.get("measure_id") and found["measure_id"] != version.measure_id:
        found = _with_measure(found)
    refuse(**_of_version(version, found))
    return found


def _with_measure(found: dict[str, Any]) -> dict[str, Any]:
    """Bring the measure's own baseline and target along where nothing else was given."""
    own = measured(Measure.objects.filter(pk=found["measure_id"]).first())
    return found | {name: value for name, value in own.items() if found.get(name) in {None, ""}}


# no event: it copies values; the write that takes them tells
def measured(measure: Measure | None) -> dict[str, Any]:
    """Give what a version takes from the measure of a goal."""
    if measure is None:
        return {}
    return {
        "measure_id": measure.pk, "baseline_value": measure.baseline_value, "baseline_date": measure.baseline_date,
        "baseline_source": measure.source, "target_value": measure.target_value, "target_date": measure.target_date,
    }  # fmt: skip


def _of_version(version: CaseVersion, found: Mapping[str, Any]) -> dict[str, Reason | None]:
    said: dict[str, Reason | None] = {
        name: why_not_text(found[name], most=MOST_TEXT, needed=False) for name in TEXTS if name in found
    }
    said |= {name: _why_not_number(found[name]) for name in NUMBERS if name in found}
    if "baseline_source" in found:
        said["baseline_source"] = why_not_text(found["baseline_source"], most=300, needed=False)
    if "cost_class" in found:
        said["cost_class"] = why_not_text(found["cost_class"], most=40, needed=False)
    if "currency" in found:
        said["currency"] = why_not_currency(found["currency"])
    said |= {name: why_not_day(found[name]) for name in DAYS if name in found}
    if "horizon_months" in found:
        said["horizon_months"] = None if 1 <= (found["horizon_months"] or 0) <= MOST_MONTHS else _MONTHS
    if "discount_share" in found:
        said["discount_share"] = _why_not_discount(found["discount_share"])
    if found.get("measure_id") is not None and "measure_id" in found:
        said["measure_id"] = None if Measure.objects.filter(pk=found["measure_id"]).exists() else _ONE_OF
    if found.get("benefit_owner_id") is not None:
        said["benefit_owner_id"] = None if _is_there(found["benefit_owner_id"], version.benefit_owner_id) else _ONE_OF
    for name in TRIPLES:
        said |= _why_not_triple(name, version, found)
    return said


def _is_there(person_id: int, before: int | None) -> bool:
    return person_id == before or Person.objects.filter(pk=person_id, is_active=True, erased_at=None).exists()


def _why_not_number(value: float | None) -> Reason | None:
    return None if value is None or (math.isfinite(value) and abs(value) < 1e15) else _NUMBER


def _why_not_discount(value: Decimal | None) -> Reason | None:
    fits = value is not None and value.is_finite() and Decimal(-1) < value <= 1
    return None if fits and value == round(value or Decimal(0), 4) else _DISCOUNT


def _why_not_triple(name: str, version: CaseVersion, found: Mapping[str, Any]) -> dict[str, Reason | None]:
    """Say why low, likely and high of something cannot be taken together."""
    names = [f"{name}_{end}" for end in ("low", "likely", "high")]
    if not set(names) & set(found):
        return {}
    three = [found.get(one, getattr(version, one)) for one in names]
    if all(value is None for value in three):
        return {}
    said: dict[str, Reason | None] = {
        one: _ALL_THREE if value is None else _why_not_one(name, value) for one, value in zip(names, three, strict=True)
    }
    if not any(said.values()) and not three[0] <= three[1] <= three[2]:
        said[names[1]] = _ORDER
    return said


def _why_not_one(name: str, value: Decimal) -> Reason | None:
    match name:
        case "nothing":
            return why_not_amount(value)
        case "adoption":
            return None if value.is_finite() and 0 <= value <= 1 and value == round(value, 4) else _SHARE
    return None if value.is_finite() and abs(value) <= 120 and value == round(value, 1) else _SHIFT


# no event: it checks values; the write that takes them tells
def why_not_settings(values: Mapping[str, Any]) -> dict[str, Reason | None]:
    """Say why what holds for all versions cannot be taken."""
    unknown = set(values) - EDITABLE_OF_CASE
    if unknown:
        raise ValueError(f"not a field of a case: {sorted(unknown)}")
    share, months = values.get("risk_share"), values.get("review_months", 1)
    return {
        "risk_share": None
        if share is None or (share.is_finite() and 0 <= share <= 1 and share == round(share, 3))
        else _RISK,
        "review_months": None if 1 <= (months or 0) <= 60 else Reason(gettext_noop("Between 1 and 60 months.")),
    }


# no event: it checks values; the write that takes them tells
def checked_line(version: CaseVersion, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a line as they are stored (all of them given). Raises Invalid with a sentence at each field."""
    if set(values) != EDITABLE_OF_LINE:
        raise ValueError(f"not the fields of a line: {sorted(set(values) ^ EDITABLE_OF_LINE)}")
    found: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    found["from_month"] = first_of_month(found["from_month"])
    found["to_month"] = first_of_month(found["to_month"]) if found["to_month"] else None
    said: dict[str, Reason | None] = {
        "flow": None if found["flow"] in set(Flow) else _ONE_OF,
        "kind": None if found["kind"] in kinds_of(found["flow"]) else _ONE_OF,
        "title": why_not_text(found["title"], most=MOST_TITLE),
        "note": why_not_text(found["note"], most=MOST_TEXT, needed=False),
        "rhythm": None if found["rhythm"] in set(Rhythm) else _ONE_OF,
        "currency": why_not_currency(found["currency"]),
        **{name: why_not_amount(found[name]) for name in ("low", "likely", "high")},
    }
    amounts = (found["low"], found["likely"], found["high"])
    if not any(said.values()):
        said |= why_not_line(found["rhythm"], found["from_month"], found["to_month"], *amounts)
    refuse(**(why_not_months(version, found["from_month"], found["to_month"]) | {k: v for k, v in said.items() if v}))
    return found


# no event: it checks values; the write that takes them tells
def why_not_months(version: CaseVersion, first: date, to: date | None) -> dict[str, Reason | None]:
    """Say at which field a line lies outside the months of its case."""
    last = last_month(version.start_month, version.horizon_months)
    said: dict[str, Reason | None] = {}
    if first < version.start_month:
        said["from_month"] = _EARLY
    elif first > last:
        said["from_month"] = _LATE
    if to and to > last:
        said["to_month"] = _LATE
    return said

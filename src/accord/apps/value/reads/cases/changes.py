"""What changed from one version of a case to another, in words: line by line, old to new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from accord.apps.goals.models import Measure
from accord.apps.people.models import Person
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import exact_day, number_words, share_words
from accord.apps.value import permissions
from accord.apps.value.models import CaseVersion, Line
from accord.apps.value.reads.cases.signed import content_of
from accord.apps.value.rules.cases import ITEM_LABELS, Difference, differences
from accord.apps.value.rules.words import BENEFIT_LABELS, COST_LABELS, RHYTHM_LABELS

FIELD_LABELS: dict[str, str] = {
    "start_month": noop("First month"), "horizon_months": noop("Months it looks ahead"), "currency": noop("Currency"),
    "discount_share": noop("Discount rate"), "measure_id": noop("Measure"), "baseline_value": noop("Baseline"),
    "baseline_date": noop("Baseline read on"), "baseline_source": noop("Baseline from"), "target_value": noop("Target"),
    "target_date": noop("Target by"), "benefit_owner_id": noop("Benefit owner"), "counterfactual": noop("What would happen anyway"),
    "nothing_words": noop("Doing nothing"), "nothing_low": noop("Doing nothing, low"),
    "nothing_likely": noop("Doing nothing, likely"), "nothing_high": noop("Doing nothing, high"),
    "switched_off": noop("Switched off"), "exit_rule": noop("When we would stop"), "skipped": noop("Does not apply"),
    "adoption_low": noop("Adoption, low"), "adoption_likely": noop("Adoption, likely"), "adoption_high": noop("Adoption, high"),
    "shift_low": noop("Months later, low"), "shift_likely": noop("Months later, likely"), "shift_high": noop("Months later, high"),
    "cost_class": noop("Compared with"), "title": noop("Title"), "flow": noop("Cost or benefit"), "kind": noop("Kind"),
    "rhythm": noop("How often"), "from_month": noop("From"), "to_month": noop("To"), "low": noop("Low"), "likely": noop("Likely"),
    "high": noop("High"), "note": noop("Note"), "added": noop("Added"), "removed": noop("Removed"),
}  # fmt: skip


@dataclass(frozen=True)
class ChangedLine:
    """One value that differs, in words."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangedGroup:
    """What differs in one line, or (without a key) in the case itself."""

    key: str
    title: str
    state: str  # added, removed or changed
    changes: tuple[ChangedLine, ...]


@dataclass(frozen=True)
class Comparison:
    """What changed from one version to another."""

    old: int
    new: int
    groups: tuple[ChangedGroup, ...]


def version_changes(*, viewer: Viewer, initiative_id: int, old: int, new: int) -> Comparison:
    """Compare two versions of a case. Raises NotFound for one the viewer may not see, or that is not there."""
    initiative = permissions.find(viewer, initiative_id)
    found = {
        one.number: one for one in CaseVersion.everything.filter(case__initiative=initiative, number__in=[old, new])
    }
    if {old, new} - set(found):
        raise NotFound(_("There is no such version of this case."))
    before, after = (content_of(version=found[number]) for number in (old, new))
    old_lines, new_lines = (_in_order(found[number], content) for number, content in ((old, before), (new, after)))
    changed = differences(_fields(before), _fields(after), old_lines, new_lines)
    return Comparison(old, new, tuple(_groups(changed)))


def _in_order(version: CaseVersion, content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the lines as the page lists them: costs first, each in its place."""
    keys = list(Line.objects.filter(of=version).order_by("-flow", "position", "pk").values_list("key", flat=True))
    return sorted(content["lines"], key=lambda line: keys.index(line["key"]))


def _fields(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in {"initiative", "number", "lines"}}


def _groups(changed: list[Difference]) -> list[ChangedGroup]:
    names = _names(changed)
    found: dict[str, list[Difference]] = {}
    for one in changed:
        found.setdefault(one.key, []).append(one)
    return [_group(key, own, names) for key, own in found.items()]


def _group(key: str, own: list[Difference], names: Mapping[tuple[str, Any], str]) -> ChangedGroup:
    first = own[0]
    if first.name in {"added", "removed"}:
        line = first.new or first.old
        words = _("%(likely)s (%(low)s to %(high)s) %(currency)s, %(rhythm)s") % {
            "likely": exact(line["likely"]), "low": exact(line["low"]), "high": exact(line["high"]),
            "currency": line["currency"], "rhythm": _(RHYTHM_LABELS[line["rhythm"]]).lower(),
        }  # fmt: skip
        old, new = ("", words) if first.name == "added" else (words, "")
        return ChangedGroup(key, first.title, first.name, (ChangedLine(_(FIELD_LABELS[first.name]), old, new),))
    changes = tuple(
        ChangedLine(_(FIELD_LABELS[one.name]), words_of(one.name, one.old, names), words_of(one.name, one.new, names))
        for one in own
    )
    return ChangedGroup(key, first.title, "changed", changes)


def _names(changed: list[Difference]) -> dict[tuple[str, Any], str]:
    """Name the persons and measures that were exchanged (two queries at most)."""
    found: dict[tuple[str, Any], str] = {}
    for name, records in (("benefit_owner_id", Person.objects), ("measure_id", Measure.objects)):
        ids = [pk for one in changed if one.name == name for pk in (one.old, one.new) if pk]
        if ids:
            found |= {(name, pk): words for pk, words in records.filter(pk__in=ids).values_list("pk", "name")}
    return found


# no viewer: it says a value, and asks nothing
def words_of(name: str, value: Any, names: Mapping[tuple[str, Any], str]) -> str:
    """Say the value of a field of a case or a line; ``names`` are those of persons and measures."""
    if value is None or value in ("", {}):
        return _("nothing")
    if not isinstance(value, dict) and (name, value) in names:
        return names[name, value]
    match value:
        case dict():
            return "; ".join(f"{_(ITEM_LABELS.get(str(item), str(item)))}: {reason}" for item, reason in value.items())
        case date():
            return date_format(value, "M Y") if name.endswith("_month") else exact_day(value)
        case Decimal():
            return share_words(value) if name.startswith(("adoption", "risk")) else _decimal(name, value)
        case float():
            return number_words(value, 6)
        case str():
            return _(_CODES.get(value, value)) if name in {"kind", "rhythm", "flow"} else value
    return str(value)


_CODES = {**COST_LABELS, **BENEFIT_LABELS, **RHYTHM_LABELS, "cost": noop("Cost"), "benefit": noop("Benefit")}


def _decimal(name: str, value: Decimal) -> str:
    if name == "discount_share":
        return f"{floatformat(value * 100, -2)}\u00a0%"
    return number_format(value, decimal_pos=1) if name.startswith("shift") else exact(value)


# no viewer: it says an amount, and asks nothing
def exact(amount: Decimal) -> str:
    """Say an amount to the cent, without cents where there are none."""
    return number_format(amount, decimal_pos=0 if amount == amount.to_integral_value() else 2, force_grouping=True)

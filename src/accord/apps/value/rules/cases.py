"""When a case is complete, who may sign it, what its digest covers; pure decisions on plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from accord.apps.initiatives.rules import Flow, Reason
from accord.apps.value.rules.words import Benefit, CaseState, Cost, Item, Rhythm, Side


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


ITEM_LABELS: dict[str, str] = {
    Item.GOAL: _("A goal it serves"),
    Item.BASELINE: _("Where we stand today"),
    Item.MEASURE: _("The measure it moves, and by how much"),
    Item.OWNER: _("Somebody who answers for the benefit"),
    Item.RANGES: _("Ranges instead of single numbers"),
    Item.COUNTERFACTUAL: _("What would happen anyway"),
    Item.RUN_COST: _("What it costs to run"),
    Item.EXIT_RULE: _("When we would stop"),
}
ITEM_WHY: dict[str, str] = {
    Item.GOAL: _("Money without a goal has nothing to be judged by."),
    Item.BASELINE: _("Without today's value nobody can tell later what changed."),
    Item.MEASURE: _("A promise that no number can break cannot be kept either."),
    Item.OWNER: _("Benefits that belong to everybody are collected by nobody."),
    Item.RANGES: _("A single number hides how sure anybody is; a range says it."),
    Item.COUNTERFACTUAL: _("Only what would not have come by itself is worth paying for."),
    Item.RUN_COST: _("Running it goes on after building it ends, and is forgotten most often."),
    Item.EXIT_RULE: _("It is easier to agree on stopping before anybody has to."),
}
ITEM_TODO: dict[str, str] = {
    Item.GOAL: _("choose the goal's measure, or link the initiative to a goal"),
    Item.BASELINE: _("give today's value, the day it was read and where it comes from"),
    Item.MEASURE: _("choose the measure, its target and by when"),
    Item.OWNER: _("name the person"),
    Item.RANGES: _("add the lines, and say of at least one how low and how high it may come out"),
    Item.COUNTERFACTUAL: _("say in a few words what would happen without it"),
    Item.RUN_COST: _("add a cost line for running it"),
    Item.EXIT_RULE: _("say at which sign it would be stopped"),
}
SIDES: tuple[Side, ...] = (Side.BUSINESS, Side.IT, Side.FINANCE)


# --- complete? ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filled:
    """What of a version is there, as far as completeness asks."""

    has_goal: bool = False
    baseline_value: float | None = None
    baseline_date: date | None = None
    baseline_source: str = ""
    has_measure: bool = False
    target_value: float | None = None
    target_date: date | None = None
    has_owner: bool = False
    counterfactual: str = ""
    exit_rule: str = ""
    lines: int = 0
    ranged_lines: int = 0
    run_lines: int = 0
    skipped: Mapping[str, str] = field(default_factory=dict)


def items_there(filled: Filled) -> dict[Item, bool]:
    """Say of each of the eight items whether it is there (M16)."""
    return {
        Item.GOAL: filled.has_goal,
        Item.BASELINE: filled.baseline_value is not None
        and filled.baseline_date is not None
        and bool(filled.baseline_source.strip()),
        Item.MEASURE: filled.has_measure and filled.target_value is not None and filled.target_date is not None,
        Item.OWNER: filled.has_owner,
        Item.RANGES: filled.ranged_lines > 0,
        Item.COUNTERFACTUAL: bool(filled.counterfactual.strip()),
        Item.RUN_COST: filled.run_lines > 0,
        Item.EXIT_RULE: bool(filled.exit_rule.strip()),
    }


def items_missing(filled: Filled) -> list[Item]:
    """List the items that are neither there nor said not to apply, in their order."""
    return [item for item, there in items_there(filled).items() if not there and not filled.skipped.get(item)]


# --- who signs ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signing:
    """How somebody stands to a case that waits for signatures."""

    is_sponsor: bool = False
    heads_department: bool = False
    is_lead: bool = False
    heads_it: bool = False  # the CIO, or the head of an IT department
    heads_finance: bool = False  # the CFO, or the head of a finance department
    signed_for: str = ""  # the side this person has signed for already


def may_sign(side: str, one: Signing) -> bool:
    """Tell whether somebody may speak for a side at all."""
    match side:
        case Side.BUSINESS:
            return one.is_sponsor or one.heads_department
        case Side.IT:
            return one.is_lead or one.heads_it
        case Side.FINANCE:
            return one.heads_finance
    return False


def why_not_sign(side: str, one: Signing) -> Reason | None:
    """Say why somebody cannot sign for a side, or None if they can; nobody signs for two sides."""
    if not may_sign(side, one):
        return WHO_SIGNS.get(side, Reason(_("Choose one of the list.")))
    if one.signed_for:
        return Reason(_("You have already signed this case for one side. It takes three people to sign it."))
    return None


WHO_SIGNS: dict[str, Reason] = {
    Side.BUSINESS: Reason(_("The sponsor or a head of its department signs for the business.")),
    Side.IT: Reason(_("The lead, the head of an IT department or the CIO signs for IT.")),
    Side.FINANCE: Reason(_("The CFO or the head of a finance department signs for finance.")),
}


# --- states ---------------------------------------------------------------------------------------------------------


def why_not_edit(state: str) -> Reason | None:
    """Say why a version cannot be changed, or None: only what is being written can."""
    match state:
        case CaseState.DRAFT:
            return None
        case CaseState.OFFERED:
            return Reason(_("This version waits for signatures and stays as it is. Take it back to change it."))
        case CaseState.DISCARDED:
            return Reason(_("This version was discarded. Put it back first."))
    return Reason(_("A signed version never changes. Write a new version instead."))


def why_not_offered(state: str) -> Reason | None:
    """Say why nobody can sign a version now, or None: it must be waiting for signatures."""
    match state:
        case CaseState.OFFERED:
            return None
        case CaseState.DRAFT:
            return Reason(_("This version is being written again: it waits for no signature now."))
        case CaseState.DISCARDED:
            return Reason(_("This version was discarded: it waits for no signature."))
    return Reason(_("All three sides have signed this version already."))


def why_not_line(
    rhythm: str, from_month: date, to_month: date | None, low: Decimal, likely: Decimal, high: Decimal
) -> dict[str, Reason]:
    """Say at which field and why a line cannot be taken."""
    found: dict[str, Reason] = {}
    if likely < low:
        found["likely"] = Reason(_("The likely amount is not below the low one."))
    elif high < likely:
        found["high"] = Reason(_("The high amount is not below the likely one."))
    if to_month and to_month < from_month:
        found["to_month"] = Reason(_("The last month is not before the first one."))
    elif rhythm == Rhythm.ONCE and to_month and to_month != from_month:
        found["to_month"] = Reason(_("What comes once has one month: leave the last one empty."))
    return found


# --- what is signed -------------------------------------------------------------------------------------------------


def digest_of(content: Mapping[str, Any]) -> str:
    """Digest what is signed: SHA-256 of its canonical JSON (keys sorted, no blanks, UTF-8), in hexadecimal."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_canonical)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, Decimal):
        # The same amount is the same text, however many zeros a database gives back.
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"nothing to sign: {type(value).__name__}")


# --- two versions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One value that differs between two versions: of a line (by its key) or, with an empty key, of the case itself."""

    key: str
    title: str
    name: str  # the field; "added" and "removed" for whole lines
    old: Any = None
    new: Any = None


def differences(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    old_lines: Sequence[Mapping[str, Any]],
    new_lines: Sequence[Mapping[str, Any]],
) -> list[Difference]:
    """List what changed from one version to another: the fields in their order, then line by line."""
    found = [Difference("", "", name, old.get(name), value) for name, value in new.items() if old.get(name) != value]
    before = {line["key"]: line for line in old_lines}
    after = {line["key"]: line for line in new_lines}
    for key, line in after.items():
        if key not in before:
            found.append(Difference(key, line["title"], "added", None, line))
        else:
            found += [
                Difference(key, line["title"], name, before[key][name], value)
                for name, value in line.items()
                if name not in {"key", "position"} and before[key][name] != value
            ]
    found += [Difference(key, line["title"], "removed", line, None) for key, line in before.items() if key not in after]
    return found


# --- planned amounts as lines ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planned:
    """A run of months with the same planned amount."""

    flow: str
    currency: str
    from_month: date
    to_month: date
    amount: Decimal

    @property
    def rhythm(self) -> Rhythm:
        """Say how often it comes."""
        return Rhythm.ONCE if self.from_month == self.to_month else Rhythm.MONTHLY


def planned_runs(rows: Iterable[tuple[date, str, Decimal, str]]) -> list[Planned]:
    """Bring planned amounts (month, flow, amount, currency) together where one month follows the other with the same amount."""
    found: list[Planned] = []
    for month, flow, amount, currency in sorted(rows, key=lambda row: (row[1], row[3], row[0])):
        last = found[-1] if found else None
        follows = (
            last is not None
            and (last.flow, last.currency, last.amount) == (flow, currency, amount)
            and (last.to_month.year * 12 + last.to_month.month + 1 == month.year * 12 + month.month)
        )
        if last is not None and follows:
            found[-1] = Planned(flow, currency, last.from_month, month, amount)
        elif amount > 0:
            found.append(Planned(flow, currency, month, month, amount))
    return found


def kinds_of(flow: str) -> tuple[str, ...]:
    """List the kinds a line of this flow may have."""
    return tuple(Cost) if flow == Flow.COST else tuple(Benefit)

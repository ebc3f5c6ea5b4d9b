"""What is said when a promise is made or missed: what it is about, how sure one is, what got in the way, who to whom."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from accord.apps.initiatives.rules import Reason
from accord.apps.people.rules import SIDE_LABELS, Side

SURE = (0.5, 0.7, 0.8, 0.9, 0.95)  # what is offered by one click; any other share can be typed


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Kind(StrEnum):
    """What is promised; what the business gives counts as what IT delivers does."""

    DELIVERY = "delivery"
    PEOPLE = "people"
    DATA = "data"
    DECISION = "decision"
    MONEY = "money"
    OTHER = "other"


KIND_LABELS: dict[str, str] = {
    Kind.DELIVERY: _("Something delivered"),
    Kind.PEOPLE: _("People's time"),
    Kind.DATA: _("Data"),
    Kind.DECISION: _("A decision"),
    Kind.MONEY: _("Money"),
    Kind.OTHER: _("Something else"),
}


class Cause(StrEnum):
    """What got in the way of a promise; what happened, never who."""

    WAITING = "waiting"
    SCOPE = "scope"
    PEOPLE = "people"
    DATA = "data"
    DECISION = "decision"
    ESTIMATE = "estimate"
    PRIORITIES = "priorities"
    OTHER = "other"


CAUSE_LABELS: dict[str, str] = {
    Cause.WAITING: _("Waiting for somebody else"),
    Cause.SCOPE: _("It grew"),
    Cause.PEOPLE: _("People were not available"),
    Cause.DATA: _("The data was not there"),
    Cause.DECISION: _("A decision was not taken"),
    Cause.ESTIMATE: _("It took longer than thought"),
    Cause.PRIORITIES: _("Something else came first"),
    Cause.OTHER: _("Something else"),
}


def why_not_confidence(
    share: float | None, *, stated: float | None = None, first_due: date | None = None, today: date | None = None
) -> Reason | None:
    """Say why a confidence cannot be taken: it is no chance, was stated before, or comes when the day is there.

    A second statement, or one on the first day, would be hindsight.
    """
    if share == stated:
        return None
    if stated is not None:
        return Reason(_("How sure you were was said when the promise was made; it stays as it is."))
    if first_due is not None and today is not None and today >= first_due:
        return Reason(_("Its first day is there: how sure you were can only be said before."))
    if share is None or 0 < share < 1:
        return None
    return Reason(_("Say a chance between 1 % and 99 %: nobody can be certain, and a promise has some chance."))


def standing(side: str) -> str:
    """Say where a side stands where business, IT and finance are compared: all others stand with the business."""
    return side if side in {"", Side.IT, Side.FINANCE} else str(Side.BUSINESS)


def direction_label(side: str, to_side: str) -> tuple[str, dict[str, str]]:
    """Give the sentence for a direction and the side names that fill it, to be translated by the caller."""
    labels = {"side": SIDE_LABELS.get(side, _("Nobody's side")), "to": SIDE_LABELS.get(to_side, "")}
    if not to_side:
        return _("%(side)s to nobody in particular"), labels
    if side == to_side:
        return _("Within %(side)s"), labels
    return _("%(side)s to %(to)s"), labels

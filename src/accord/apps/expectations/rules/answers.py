"""What an answer may be, what is worth asking back about it, and its exact wording when it is sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accord.apps.expectations.rules.months import date_of
from accord.apps.expectations.rules.words import OTHER_SIDE, Question
from accord.apps.initiatives.rules import Reason, why_not_text

# At the reveal an answer is held to these limits again: between versions they may only become wider.
MOST_REASON = 400  # these limits are checked again at the reveal: between versions they may only widen
MOST_MONTHS = 480  # forty years: who promises later knows nothing
MOST_MONEY = Decimal("999999999999.99")
NARROW_MONTHS = 1
NARROW_SHARE = Decimal("0.1")
WIDE_TIMES = 20
LONG_MONTHS = 120
SURE = Decimal("0.9")


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Estimate:
    """The answer to one question: P10, P50, P90 (months after the base, or money), all or none of them.

    ``guess`` is what the other side's likely value is believed to be; ``never_share`` (0–1) belongs to the payoff.
    """

    question: Question
    low: Decimal | None = None
    likely: Decimal | None = None
    high: Decimal | None = None
    guess: Decimal | None = None
    never_share: Decimal | None = None
    reason: str = ""

    @property
    def values(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Give low, likely and high."""
        return self.low, self.likely, self.high

    @property
    def is_given(self) -> bool:
        """Tell whether low, likely and high are all there."""
        return None not in self.values

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing at all was said about the question."""
        return not self.reason.strip() and all(one is None for one in (*self.values, self.guess, self.never_share))


@dataclass(frozen=True)
class Answer:
    """What one person says on behalf of a side; a question left out is "I cannot say"."""

    estimates: tuple[Estimate, ...]

    def of(self, question: str) -> Estimate | None:
        """Give the estimate for a question."""
        return next((one for one in self.estimates if one.question == question), None)


@dataclass(frozen=True)
class Doubt:
    """Something worth asking back before an answer is sealed: the question, and a sentence."""

    question: str
    reason: Reason


def why_not_answer(answer: Answer, *, side: str, base: date) -> dict[str, Reason]:
    """Say what cannot be taken, by field (``payoff_low``, ``benefit_guess``, …; "" for the whole); empty if all can."""
    wrong: dict[str, Reason] = {}
    for one in answer.estimates:
        for name, reason in _why_not_estimate(one, side, base):
            wrong.setdefault(f"{one.question}_{name}", reason)
    if not wrong and not any(one.is_given or _is_never(one) for one in answer.estimates):
        wrong[""] = Reason(_("Answer at least one question with a low, a likely and a high value."))
    return wrong


def _is_never(one: Estimate) -> bool:
    return one.never_share == 1


def _why_not_estimate(one: Estimate, side: str, base: date) -> Iterator[tuple[str, Reason]]:
    names = ("low", "likely", "high", "guess")
    check = _why_not_month if one.question == Question.PAYOFF else _why_not_money
    for name, value in zip(names, (*one.values, one.guess), strict=True):
        if value is not None and (reason := check(value)):
            yield name, reason
    missing = [name for name, value in zip(names, one.values, strict=False) if value is None]
    if 0 < len(missing) < 3:
        for name in missing:
            yield name, Reason(_("Fill in all three, or leave all three blank if you cannot say."))
    yield from _why_not_order(one, base)
    if one.guess is not None and side not in OTHER_SIDE:
        yield "guess", Reason(_("Only business and IT guess each other's view."))
    yield from _why_not_never(one)
    if reason := why_not_text(one.reason, most=MOST_REASON, needed=False):
        yield "reason", reason


def _why_not_never(one: Estimate) -> Iterator[tuple[str, Reason]]:
    if one.never_share is None:
        return
    if one.question != Question.PAYOFF:
        yield "never_share", Reason(_("Only a payoff can never come."))
    elif not one.never_share.is_finite() or not 0 <= one.never_share <= 1:
        yield "never_share", Reason(_("Give the chance as a number from 0 to 100 %."))


def _why_not_order(one: Estimate, base: date) -> Iterator[tuple[str, Reason]]:
    pairs = (("likely", one.low, one.likely), ("high", one.likely, one.high))
    for name, before, after in pairs:
        if before is not None and after is not None and _comparable(before, after) and before > after:
            text = _TOO_SOON if one.question == Question.PAYOFF else _TOO_LOW
            yield name, Reason(text[name], {"value": _said(one.question, before, base)})


_TOO_SOON = {
    "likely": _("This lies before your earliest month, %(value)s. The three go from early to late."),
    "high": _("This lies before your likely month, %(value)s. The three go from early to late."),
}
_TOO_LOW = {
    "likely": _("This is less than your low value, %(value)s. The three go from low to high."),
    "high": _("This is less than your likely value, %(value)s. The three go from low to high."),
}


def _comparable(*values: Decimal) -> bool:
    return all(value.is_finite() and abs(value) <= MOST_MONEY for value in values)


def _said(question: str, value: Decimal, base: date) -> str:
    if question != Question.PAYOFF:
        return f"{value:,.0f}"
    try:
        return f"{date_of(base, float(value)):%b %Y}"
    except OverflowError:
        return "?"


def _why_not_month(value: Decimal) -> Reason | None:
    if not value.is_finite() or value > MOST_MONTHS:
        return Reason(_("Choose a month within the next forty years."))
    if value < 1:
        return Reason(_("This month has passed. If it has paid off already, record the outcome instead."))
    return None


def _why_not_money(value: Decimal) -> Reason | None:
    if not value.is_finite() or value > MOST_MONEY:
        return Reason(_("This amount is too large to be meant. Write it in full, without zeros too many."))
    if value < 0:
        return Reason(_("An amount cannot be below zero here. Write 0 if it may bring or cost nothing."))
    return None


def doubts(answer: Answer) -> list[Doubt]:
    """List what is worth asking back: ranges too narrow or too wide to be meant, values that say nothing."""
    return [Doubt(one.question, reason) for one in answer.estimates if one.is_given for reason in _doubts_of(one)]


def _doubts_of(one: Estimate) -> Iterator[Reason]:
    low, likely, high = (value or Decimal(0) for value in one.values)
    if low == high:
        yield Reason(_("You say that it is certain. Nine in ten forecasts like this turn out too narrow: is it meant?"))
    elif one.question == Question.PAYOFF and high - low <= NARROW_MONTHS:
        yield Reason(_("Your range spans a month. One time in five reality should fall outside it: is it meant?"))
    elif one.question != Question.PAYOFF and likely and (high - low) / likely < NARROW_SHARE:
        yield Reason(_("Your range is narrower than a tenth of the likely value. Is so little open?"))
    elif low in {likely, high} or high == likely:
        yield Reason(_("Your likely value is one of the two ends: then it cannot go wrong that way. Is it meant?"))
    if low and high / low > WIDE_TIMES:
        yield Reason(_("The high value is more than twenty times the low one. Is one of them a slip?"))
    if one.question == Question.PAYOFF and high > LONG_MONTHS:
        yield Reason(_("The late end is more than ten years away. Would “never” say it better?"))
    if one.never_share is not None and one.never_share >= SURE:
        yield Reason(_("You believe that it will almost surely never pay off. The range is read as: if it does."))


def wording(answer: Answer, *, round_id: int, asked_id: int, side: str, currency: str, base: date, nonce: str) -> bytes:
    """Write an answer as the bytes that are sealed and that the receipt commits to (canonical JSON, UTF-8)."""
    content = {
        "answers": [_plain(one) for one in answer.estimates if not one.is_blank],
        "asked": asked_id,
        "base": base.isoformat(),
        "currency": currency,
        "nonce": nonce,
        "round": round_id,
        "side": side,
        "version": 1,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(one: Estimate) -> dict[str, Any]:
    values = {"low": one.low, "likely": one.likely, "high": one.high, "guess": one.guess, "never": one.never_share}
    return {
        "question": one.question.value,
        "reason": one.reason.strip(),
        **{name: str(value) for name, value in values.items() if value is not None},
    }


def read_wording(content: bytes) -> tuple[Mapping[str, Any], Answer]:
    """Read sealed bytes back: everything they hold, and the answer. Raises ValueError when they are something else."""
    try:
        held = json.loads(content)
        if held["version"] != 1:
            raise ValueError("not the wording of an answer")
        answer = Answer(tuple(_estimate(row) for row in held["answers"]))
    except (KeyError, TypeError, ArithmeticError, RecursionError):
        raise ValueError("not the wording of an answer") from None
    if len({one.question for one in answer.estimates}) < len(answer.estimates):
        raise ValueError("a question is answered twice")
    return held, answer


def _estimate(row: Mapping[str, str]) -> Estimate:
    def number(name: str) -> Decimal | None:
        return Decimal(row[name]) if name in row else None

    reason = row["reason"]
    if not isinstance(reason, str):
        raise TypeError("a reason is text")
    return Estimate(
        Question(row["question"]), number("low"), number("likely"), number("high"), number("guess"), number("never"),
        reason,
    )  # fmt: skip


def commitment(content: bytes) -> str:
    """Give the receipt of sealed bytes: their SHA-256, 64 hexadecimal digits. The nonce in them keeps it unguessable."""
    return hashlib.sha256(content).hexdigest()

"""When money may be asked for and released, a challenge answered and decided, a review held, a budget kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from accord.apps.initiatives.rules import Reason, why_not_amount, why_not_text
from accord.apps.value.rules.words import MOST_TEXT, ReleaseState, Verdict, Way

NOTHING = Decimal(0)
LEAST_MONTHS, MOST_MONTHS = 1, 24  # of the time between two value reviews
MOST_DAYS = Decimal(10) ** 9  # of work in one budget
ANSWER_DAYS = 14  # to answer a challenge, unless another day is named
SOON_DAYS = 7  # a review is somebody's turn so many days before


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


_WHY = Reason(_("Say why in a few words, so that nobody has to guess."))


def why_not_reason(words: str) -> Reason | None:
    """Say why a reason cannot be taken: it is missing or too long."""
    return why_not_text(words, most=MOST_TEXT) if words.strip() else _WHY


# --- stages ---------------------------------------------------------------------------------------------------------


def why_not_stage_amount(amount: Decimal, granted: Decimal = NOTHING) -> Reason | None:
    """Say why an amount cannot be that of a stage: it is none, or less than was released of it."""
    if reason := why_not_amount(amount):
        return reason
    if amount == 0:
        return Reason(_("Give an amount above zero."))
    if amount < granted:
        return Reason(_("%(granted)s of this stage is released already: it cannot be less."), {"granted": granted})
    return None


# --- releases -------------------------------------------------------------------------------------------------------


def why_not_ask(amount: Decimal, left: Decimal) -> Reason | None:
    """Say why an amount cannot be asked for: it is none, or more than is left of the stage."""
    if reason := why_not_amount(amount):
        return reason
    if amount == 0:
        return Reason(_("Give an amount above zero."))
    if amount > left:
        return Reason(_("%(left)s is left of this stage: ask for that much at most."), {"left": left})
    return None


def why_not_grant(amount: Decimal, asked: Decimal, left: Decimal) -> Reason | None:
    """Say why an amount cannot be released: more than was asked for, or than is left; zero releases nothing."""
    if reason := why_not_amount(amount):
        return reason
    if amount > asked:
        return Reason(_("%(asked)s was asked for: release that much at most."), {"asked": asked})
    if amount > left:
        return Reason(_("%(left)s is left of this stage: release that much at most."), {"left": left})
    return None


def why_not_decide(state: str) -> Reason | None:
    """Say why a release cannot be decided now."""
    if state == ReleaseState.ASKED:
        return None
    if state == ReleaseState.DECIDED:
        return Reason(_("Somebody decided this already; it waits for the second person."))
    return Reason(_("This is settled already."))


def why_not_confirm(state: str) -> Reason | None:
    """Say why a release cannot be confirmed now."""
    if state == ReleaseState.DECIDED:
        return None
    if state == ReleaseState.ASKED:
        return Reason(_("Nobody has decided this yet."))
    return Reason(_("This is settled already."))


def why_not_withdraw(state: str) -> Reason | None:
    """Say why the asking cannot be withdrawn now."""
    if state in {ReleaseState.ASKED, ReleaseState.DECIDED}:
        return None
    return Reason(_("This is settled already."))


def needs_second(amount: Decimal, decider_id: int, signer_ids: Collection[int]) -> bool:
    """Tell whether a second person has to confirm: money is released by somebody who signed the version it rests on."""
    return amount > 0 and decider_id in signer_ids


# --- what a decision rests on ---------------------------------------------------------------------------------------


def basis_of(digest: str, challenges: Iterable[tuple[int, int]]) -> str:
    """Name what a decision rests on: the signed version by its digest, and each challenge (id, version) that bears on it."""
    return ";".join([digest, *(f"{pk}.{version}" for pk, version in sorted(challenges))])


def known_in(basis: str) -> tuple[str, frozenset[tuple[int, int]]]:
    """Read a basis: the digest and the challenges in it; what makes no sense is left out."""
    digest, *rest = basis.split(";")
    pairs = (part.split(".") for part in rest)
    return digest, frozenset((int(p[0]), int(p[1])) for p in pairs if len(p) == 2 and all(x.isdigit() for x in p))


# --- challenges -----------------------------------------------------------------------------------------------------


def why_not_answer(verdict: str, *, is_withdrawn: bool, is_answered: bool) -> Reason | None:
    """Say why a challenge cannot be answered now."""
    if is_withdrawn:
        return Reason(_("This challenge was withdrawn."))
    if verdict:
        return Reason(_("This challenge is decided."))
    return Reason(_("This challenge is answered already.")) if is_answered else None


def why_not_judge(
    verdict: str, *, is_withdrawn: bool, is_answered: bool, answer_by: date | None, today: date
) -> Reason | None:
    """Say why a challenge cannot be decided now: the one asked comes first, until their day is over."""
    if is_withdrawn:
        return Reason(_("This challenge was withdrawn."))
    if verdict:
        return Reason(_("This challenge is decided."))
    if is_answered or (answer_by is not None and answer_by < today):
        return None
    return Reason(_("It is not answered yet. It can be decided once it is, or once the day to answer is over."))


def why_not_take_back_challenge(verdict: str, *, is_withdrawn: bool) -> Reason | None:
    """Say why a challenge cannot be withdrawn now."""
    if is_withdrawn:
        return Reason(_("This challenge was withdrawn."))
    return Reason(_("This challenge is decided.")) if verdict else None


def why_not_verdict(verdict: str) -> Reason | None:
    """Say why a verdict cannot be taken: there are three."""
    return None if verdict in set(Verdict) else Reason(_("Choose one of the three ways to decide it."))


def why_not_answer_by(day: date | None, *, today: date) -> Reason | None:
    """Say why a day to answer by cannot be taken: it is over."""
    return Reason(_("Give a day that is not over yet.")) if day is not None and day < today else None


# --- reviews --------------------------------------------------------------------------------------------------------


def months_later(day: date, months: int) -> date:
    """Give the same day some months later; the last day of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError("no such month")


def why_not_way(way: str) -> Reason | None:
    """Say why an outcome of a review cannot be taken: there are four."""
    return None if way in set(Way) else Reason(_("Choose what the review decided."))


def why_not_held(day: date, *, today: date) -> Reason | None:
    """Say why a review cannot have been held on a day: it is still to come."""
    return Reason(_("A review is held today or was held before.")) if day > today else None


def why_not_months(months: int) -> Reason | None:
    """Say why reviews cannot come round after so many months."""
    if LEAST_MONTHS <= months <= MOST_MONTHS:
        return None
    return Reason(_("Between one month and two years lie between two reviews."))


# --- budgets --------------------------------------------------------------------------------------------------------


def why_not_days(days: Decimal) -> Reason | None:
    """Say why so many working days cannot be taken: zero or more, with at most one decimal."""
    if not days.is_finite() or days < 0:
        return Reason(_("Working days are zero or more."))
    if days >= MOST_DAYS:
        return Reason(_("These are too many days to be right."))
    return None if days == round(days, 1) else Reason(_("Working days have at most one decimal."))


def why_not_aside(total: Decimal | None, aside: Decimal | None) -> Reason | None:
    """Say why so much cannot be set aside: it is more than there is, or nobody says of how much."""
    if aside is None:
        return None
    if total is None:
        return Reason(_("Give the whole, too: a share needs both."))
    return Reason(_("More cannot be set aside than there is.")) if aside > total else None


def share_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Give a part of a whole as a share to four decimals; None where one of them is not known or the whole is zero."""
    if part is None or whole is None or whole <= 0:
        return None
    return (part / whole).quantize(Decimal("0.0001"))

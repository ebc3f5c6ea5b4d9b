"""What somebody who is asked needs to know to answer, and the words for what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Answer as Sealed
from accord.apps.expectations.models import Asked
from accord.apps.expectations.reads.deadlines import deadline_words
from accord.apps.expectations.reads.reasons import said
from accord.apps.expectations.reads.subjects import subject_titles
from accord.apps.expectations.reads.words import month_words, question_words, side_words, value_words
from accord.apps.expectations.rules import rounds
from accord.apps.expectations.rules.answers import Answer, Estimate, commitment, doubts
from accord.apps.expectations.rules.words import OTHER_SIDE, Question, State
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class AnswerPage:
    """One person's place in a round: nothing of what anybody answered."""

    round_id: int
    title: str
    number: int
    note: str
    currency: str
    base: date
    deadline_at: datetime
    deadline: str
    side: str
    side_label: str
    other_label: str
    closed: str  # why nothing can be answered any more; empty while it can
    is_revealed: bool
    is_called_off: bool
    answered_at: datetime | None
    declined_at: datetime | None
    sides: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether answers are still taken."""
        return not self.closed


def answer_page(*, viewer: Viewer, asked: Asked, at: datetime) -> AnswerPage:
    """Give the place of an asked person (its round loaded), who is the viewer: two queries."""
    round_ = asked.round
    reason = rounds.why_not_open(round_.state, round_.deadline_at, at=at)
    sides = set(Asked.objects.filter(round=round_).order_by().values_list("side", flat=True))
    return AnswerPage(
        round_.pk, subject_titles(rounds=[round_])[round_.pk], round_.number, round_.note, round_.currency,
        round_.base_date, round_.deadline_at, deadline_words(round_.deadline_at, at=at), asked.side,
        side_words(asked.side), side_words(OTHER_SIDE[asked.side]) if asked.side in OTHER_SIDE else "",
        said(reason) if reason else "", round_.state == State.REVEALED, round_.state == State.CALLED_OFF,
        asked.answered_at, asked.declined_at, tuple(side_words(side) for side in ("business", "it", "finance") if side in sides),
    )  # fmt: skip


@dataclass(frozen=True)
class ReceiptPage:
    """What the giver of an answer holds: the receipt, and after the reveal the exact wording that it stands for."""

    place: AnswerPage
    receipt: str
    wording: str
    is_unreadable: bool

    @property
    def short(self) -> str:
        """Give the beginning of the receipt, in groups that can be read out."""
        return " ".join(self.receipt[start : start + 4] for start in range(0, 16, 4))

    @property
    def is_same(self) -> bool:
        """Compute the fingerprint of the revealed wording anew and hold it against the receipt."""
        return commitment(self.wording.encode()) == self.receipt

    @property
    def file_name(self) -> str:
        """Name the file that holds the exact wording."""
        return f"answer-{self.place.round_id}-{self.receipt[:8]}.json"


def receipt_page(*, viewer: Viewer, asked: Asked, at: datetime) -> ReceiptPage | None:
    """Give the viewer's own receipt, or None where they have not answered: three queries."""
    found = Sealed.objects.filter(asked=asked).defer("sealed").first()
    if found is None:
        return None
    place = answer_page(viewer=viewer, asked=asked, at=at)
    wording = found.wording if place.is_revealed else ""
    return ReceiptPage(place, found.receipt, wording, found.is_unreadable)


def has_receipt(*, viewer: Viewer, round_id: int) -> bool:
    """Tell whether the viewer has answered in a round: one query."""
    return Sealed.objects.filter(asked__round=round_id, asked__person=viewer.pk).exists()


@dataclass(frozen=True)
class CheckedReceipt:
    """What a receipt stands for: an answer on behalf of ``side``; ``is_same`` when its wording is what was sealed."""

    receipt: str
    side: str
    side_label: str
    is_same: bool


def checked_receipt(*, viewer: Viewer, round_id: int, receipt: str) -> list[CheckedReceipt]:
    """Find the answers of a revealed round whose receipt begins so; each wording's digest is computed anew: two queries."""
    round_ = permissions.revealed_to(viewer).filter(pk=round_id)
    rows = Sealed.objects.filter(asked__round__in=round_, receipt__startswith=receipt).select_related("asked")
    return [
        CheckedReceipt(
            row.receipt, row.asked.side, side_words(row.asked.side), commitment(row.wording.encode()) == row.receipt
        )
        for row in rows.defer("sealed")
    ]  # fmt: skip


@dataclass(frozen=True)
class SaidLine:
    """One question as somebody said it: sentences, and what is worth asking back."""

    question: str
    label: str
    sentences: tuple[str, ...]
    doubts: tuple[str, ...]
    estimate: Estimate


# no viewer: says back to somebody what they have just typed
@sensitive_variables()
def said_lines(*, answer: Answer, base: date, currency: str, other_label: str) -> list[SaidLine]:
    """Say each question of an answer in plain sentences, with the doubts about it."""
    raised: dict[str, list[str]] = {}
    for doubt in doubts(answer):
        raised.setdefault(doubt.question, []).append(said(doubt.reason))
    lines = []
    for question in Question:
        one = answer.of(question) or Estimate(question)
        lines.append(
            SaidLine(
                question.value, question_words(question), tuple(_sentences(one, base, currency, other_label)),
                tuple(raised.get(question, ())), one,
            )
        )  # fmt: skip
    return lines


def _sentences(one: Estimate, base: date, currency: str, other_label: str) -> list[str]:
    sentences = [_range_sentence(one, base, currency)]
    if one.never_share is not None:
        sentences.append(_never_sentence(one.never_share))
    if one.guess is not None:
        guess = value_words(one.question, float(one.guess), base=base, currency=currency)
        names = {"side": other_label, "value": guess}
        sentences.append(_("You believe that %(side)s will give %(value)s as its middle.") % names)
    return sentences


def _range_sentence(one: Estimate, base: date, currency: str) -> str:
    if not one.is_given:
        return _("You cannot say.") if one.never_share != 1 else _("You give no months.")
    low, likely, high = (
        value_words(one.question, float(value or 0), base=base, currency=currency) for value in one.values
    )
    if one.question == Question.PAYOFF:
        low, likely, high = (month_words(base, float(value or 0)) for value in one.values)
        text = _("One time in ten it pays off before %(low)s; as likely before as after %(likely)s; one time in ten "
                 "later than %(high)s.")  # fmt: skip
    elif one.question == Question.BENEFIT:
        text = _("One time in ten it brings less than %(low)s a year; as likely less as more than %(likely)s; one time "
                 "in ten more than %(high)s.")  # fmt: skip
    else:
        text = _("One time in ten it costs less than %(low)s in total; as likely less as more than %(likely)s; one time "
                 "in ten more than %(high)s.")  # fmt: skip
    return text % {"low": low, "likely": likely, "high": high}


def _never_sentence(share: Decimal) -> str:
    percent = f"{share * 100:.0f}\u00a0%"
    if share == 0:
        return _("You are sure that it pays off one day.")
    if share == 1:
        return _("You are sure that it never pays off.")
    return _("The chance that it never pays off is %(percent)s; the months are for the case that it does.") % {
        "percent": percent
    }

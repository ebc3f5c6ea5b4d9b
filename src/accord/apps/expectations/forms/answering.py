"""The answer form: three questions, the two ends before the middle; nothing in it is filled in beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.expectations.forms.amounts import Unclear, read_amount
from accord.apps.expectations.reads.reasons import said
from accord.apps.expectations.rules import answers, months
from accord.apps.expectations.rules.answers import MOST_REASON, Answer, Estimate
from accord.apps.expectations.rules.words import OTHER_SIDE, QUESTION_HELP, QUESTION_LABELS, SIDE_LABELS, Question

ENDS = ("low", "high", "likely")  # in this order: who names the middle first, names the ends too close to it
OWN_NUMBER = "own"
CHANCES = (("0", _("0 %")), ("10", _("10 %")), ("25", _("25 %")), ("50", _("50 %")), ("100", _("100 %")))
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
# What an end of a range is called, and what it means: of a month (True), of an amount (False).
_END_WORDS = {
    True: {
        "low": (_("Early end"), _("One time in ten it is earlier.")),
        "high": (_("Late end"), _("One time in ten it is later.")),
        "likely": (_("Middle"), _("As likely earlier as later.")),
    },
    False: {
        "low": (_("Low end"), _("One time in ten it is less.")),
        "high": (_("High end"), _("One time in ten it is more.")),
        "likely": (_("Middle"), _("As likely less as more.")),
    },
}


class MonthInput(forms.TextInput):
    """A month picker where the browser has one; what it could not show is kept as text."""

    input_type = "month"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Show typed words in a text box."""
        context = super().get_context(name, value, attrs)
        if value and not _MONTH.fullmatch(str(value)):
            context["widget"]["type"] = "text"
        return context


class MonthField(forms.CharField):
    """A month as a number of months after the round's base."""

    widget = MonthInput

    def __init__(self, *, base: date, **rest: Any) -> None:
        first = months.date_of(base, 1)
        attrs = {"min": f"{first:%Y-%m}", "placeholder": _("for example Mar 2027"), "autocomplete": "off"}
        super().__init__(required=False, widget=MonthInput(attrs=attrs), **rest)
        self.base = base

    def clean(self, value: Any) -> Decimal | None:
        """Read a month; blank gives None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return Decimal(months.months_between(self.base, months.read_month(text)))
        except ValueError:
            raise forms.ValidationError(_now("Write a month such as 2027-03, 03/2027 or Mar 2027.")) from None


class AmountField(forms.CharField):
    """An amount of money in the round's currency."""

    def __init__(self, *, currency: str, **rest: Any) -> None:
        attrs = {"inputmode": "text", "placeholder": _("for example 250k"), "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **rest)
        self.currency = currency

    def clean(self, value: Any) -> Decimal | None:
        """Read an amount; blank gives None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_amount(text, self.currency)
        except Unclear as question:
            raise forms.ValidationError(str(question)) from None


class ReasonField(forms.CharField):
    """A reason in words; a line end counts as one character, however a browser sends it."""

    def to_python(self, value: Any) -> Any:
        """Read the text."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


@dataclass(frozen=True)
class QuestionFields:
    """One question as a section of the form."""

    question: str
    number: int
    label: str
    help: str
    ends: tuple[BoundField, BoundField, BoundField]
    blank: BoundField
    chance: BoundField | None
    own_chance: BoundField | None
    guess: BoundField | None
    reason: BoundField

    @property
    def fields(self) -> list[BoundField]:
        """Give every field in its order on the page."""
        found = [*self.ends, self.blank, self.chance, self.own_chance, self.guess, self.reason]
        return [field for field in found if field is not None]


class AnswerForm(forms.Form):
    """What one person expects on behalf of a side: per question low, high, likely, or that they cannot say."""

    def __init__(self, *args: Any, side: str, currency: str, base: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side, self.currency, self.base = side, currency, base
        for question in Question:
            self._add(question)

    def _add(self, question: Question) -> None:
        name = question.value
        for end in ENDS:
            label, hint = _END_WORDS[question == Question.PAYOFF][end]
            self.fields[f"{name}_{end}"] = self._value_field(question, label=label, help_text=hint)
        self.fields[f"{name}_blank"] = forms.BooleanField(label=_("I cannot say"), required=False)
        if question == Question.PAYOFF:
            self._add_chance()
        if other := OTHER_SIDE.get(self.side):
            self.fields[f"{name}_guess"] = self._value_field(question, label=_guess_label(question, other))
        self.fields[f"{name}_reason"] = ReasonField(
            label=_("What would have to be true?"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "maxlength": MOST_REASON}),
            help_text=_("At most 400 characters, revealed with your answer."),
        )

    def _value_field(self, question: Question, **words: Any) -> forms.Field:
        if question == Question.PAYOFF:
            return MonthField(base=self.base, **words)
        return AmountField(currency=self.currency, **words)

    def _add_chance(self) -> None:
        self.fields["payoff_never"] = forms.ChoiceField(
            label=_("How likely is it that it never pays off?"),
            required=False,
            widget=forms.RadioSelect,
            choices=[*CHANCES, (OWN_NUMBER, _("other"))],
        )
        self.fields["payoff_never_own"] = forms.CharField(
            label=_("Another number, in percent"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Check the answer as a whole; what is missing or cannot be is said at its field."""
        given = super().clean() or {}
        given["payoff_never_share"] = self._chance(given)
        for question in Question:
            self._ask_for_all(question, given)
        if not self.errors:
            self._check_with_rules()
        return given

    def _chance(self, given: dict[str, Any]) -> Decimal | None:
        chosen, own = given.get("payoff_never") or "", given.get("payoff_never_own") or ""
        if chosen and chosen != OWN_NUMBER:
            if own:
                self.add_error("payoff_never_own", _("Choose one of the two: the number above or your own."))
            return Decimal(chosen) / 100
        if not own:
            if chosen:
                self.add_error("payoff_never_own", _("Give the chance in percent, from 0 to 100."))
            return None
        found = re.fullmatch(r"(\d{1,3})\s*%?", own.strip(), re.ASCII)
        if not found or int(found[1]) > 100:
            self.add_error("payoff_never_own", _("Give the chance as a whole number of percent, from 0 to 100."))
            return None
        return Decimal(found[1]) / 100

    def _ask_for_all(self, question: Question, given: dict[str, Any]) -> None:
        """Ask back at what was left blank, unless somebody said that they cannot say."""
        names = [f"{question}_{end}" for end in ENDS]
        if given.get(f"{question}_blank"):
            for name in names:  # "I cannot say" counts, whatever still stands in the fields
                given[name] = None
                self.errors.pop(name, None)
            return
        if question == Question.PAYOFF and given["payoff_never_share"] == 1 and not any(map(given.get, names)):
            return
        blank = [name for name in names if name not in self.errors and given.get(name) is None]
        if len(blank) == len(names):
            self.add_error(names[0], _("Give the two ends and the middle, or tick “I cannot say”."))
            return
        for name in blank:
            self.add_error(name, _("Fill this in too: the two ends and the middle belong together."))

    def _check_with_rules(self) -> None:
        for name, reason in answers.why_not_answer(self.answer(), side=self.side, base=self.base).items():
            field = {"payoff_never_share": "payoff_never"}.get(name, name)
            self.add_error(field if field in self.fields else None, said(reason))

    @sensitive_variables()
    def answer(self) -> Answer:
        """Give what was said as the write takes it."""
        given = self.cleaned_data
        return Answer(tuple(
            Estimate(
                question, given.get(f"{question}_low"), given.get(f"{question}_likely"), given.get(f"{question}_high"),
                given.get(f"{question}_guess"), given.get(f"{question}_never_share"), given.get(f"{question}_reason", ""),
            )
            for question in Question
        ))  # fmt: skip

    def sections(self) -> Iterator[QuestionFields]:
        """Give the questions in the order in which they are asked."""
        for number, question in enumerate(Question, 1):
            yield QuestionFields(
                question.value, number, _now(QUESTION_LABELS[question]), _now(QUESTION_HELP[question]),
                (self[f"{question}_low"], self[f"{question}_high"], self[f"{question}_likely"]),
                self[f"{question}_blank"], self._there(f"{question}_never"), self._there(f"{question}_never_own"),
                self._there(f"{question}_guess"), self[f"{question}_reason"],
            )  # fmt: skip

    def _there(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    def typed(self) -> list[tuple[str, str]]:
        """Give what was typed as hidden fields carry it from the form to the second look and back."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]


def _guess_label(question: Question, other: str) -> str:
    names = {"side": _now(SIDE_LABELS[other])}
    return _now("Your guess: what will %(side)s give as its middle?") % names


class CheckForm(forms.Form):
    """A receipt that somebody holds against what was revealed."""

    receipt = forms.CharField(
        label=_("A receipt"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Its 64 letters and digits, or at least the first 16."),
    )

    def clean_receipt(self) -> str:
        """Take spaces and capitals out."""
        text = re.sub(r"\s", "", self.cleaned_data["receipt"]).lower()
        if not re.fullmatch(r"[0-9a-f]{16,64}", text):
            raise forms.ValidationError(_now("A receipt has letters from a to f and digits, 16 to 64 of them."))
        return text

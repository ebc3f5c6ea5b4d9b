"""What really happened: a month, or an amount in a currency, and where that is known from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.expectations.forms.amounts import Unclear, read_amount
from accord.apps.expectations.forms.answering import MonthInput
from accord.apps.expectations.rules.months import read_month
from accord.apps.expectations.rules.words import Question

MOST_SOURCE = 1_000
LABELS = {
    Question.PAYOFF: _("It paid off in"),
    Question.BENEFIT: _("Benefit of a year"),
    Question.COST: _("Cost in total"),
}
HELP = {
    Question.PAYOFF: _(
        "The first month in which everything it has brought so far was at least everything it has cost so far."
    ),
    Question.BENEFIT: _("What it brought in a normal year of use, measured, before its own running cost."),
    Question.COST: _(
        "All money spent on it from the first day until normal use, people's time included, books closed."
    ),
}


class OutcomeForm(forms.Form):
    """One outcome of one question."""

    source = forms.CharField(
        label=_("Where this is known from"), max_length=MOST_SOURCE, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A report, a ledger, who measured it: so that somebody else could look it up."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = Question(question)
        label, help_text = LABELS[self.question], HELP[self.question]
        if self.question == Question.PAYOFF:
            attrs = {"placeholder": _("for example Mar 2026"), "autocomplete": "off"}
            self.fields["payoff_date"] = forms.CharField(
                label=label, help_text=help_text, widget=MonthInput(attrs=attrs)
            )
            self.order_fields(["payoff_date", "source"])
            return
        attrs = {"placeholder": _("for example 250k"), "autocomplete": "off"}
        self.fields["amount"] = forms.CharField(
            label=label, help_text=help_text, max_length=60, widget=forms.TextInput(attrs=attrs)
        )
        self.fields["currency"] = forms.CharField(
            label=_("Currency"), help_text=_("Three letters, for example EUR."), max_length=10,
            widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
        )  # fmt: skip
        self.order_fields(["amount", "currency", "source"])

    def clean_payoff_date(self) -> date:
        """Read the month."""
        try:
            return read_month(self.cleaned_data["payoff_date"])
        except ValueError:
            raise forms.ValidationError(_now("Write a month such as 2026-03, 03/2026 or Mar 2026.")) from None

    def clean(self) -> dict[str, Any]:
        """Read the amount in its currency."""
        given = super().clean() or {}
        if given.get("currency"):
            given["currency"] = given["currency"].strip().upper()
        if given.get("amount"):
            try:
                given["amount"] = read_amount(given["amount"], given.get("currency", ""))
            except Unclear as question:
                self.add_error("amount", str(question))
        return given

    def values(self) -> dict[str, Any]:
        """Give the values as the writes take them."""
        given = self.cleaned_data
        found: dict[str, Any] = {"source": given["source"]}
        if self.question == Question.PAYOFF:
            return {**found, "payoff_date": given["payoff_date"]}
        return {**found, "amount": given["amount"], "currency": given["currency"]}


def month_text(day: date | None) -> str:
    """Write a month as the form takes it."""
    return f"{day:%Y-%m}" if day else ""

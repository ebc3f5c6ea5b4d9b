"""Forms of postings and months: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.apps.initiatives.rules import FLOW_LABELS
from accord.apps.value.rules.ledger import MOST_WORDS
from accord.apps.value.rules.words import ENTRY_LABELS, MOST_ID, MOST_TEXT, MOST_TITLE

Choices = Sequence[tuple[Any, str]]


def _said(labels: dict[str, str]) -> list[tuple[str, Any]]:
    return [(str(code), _(words)) for code, words in labels.items()]


class PostingForm(forms.Form):
    """An amount of one month, with the number it has in the books."""

    fieldsets = [
        ("", ["initiative", "entry", "flow", "amount", "currency"]),
        (_("When"), ["month", "on"]),
        (_("Where it stands"), ["books", "posting_id", "account", "line_key", "words"]),
    ]
    initiative = forms.TypedChoiceField(label=_("Initiative"), coerce=int)
    entry = forms.ChoiceField(
        label=_("What it is"), choices=_said(ENTRY_LABELS), widget=forms.RadioSelect, initial="actual",
        help_text=_("Committed: ordered or agreed. Actual: really spent or earned."),
    )  # fmt: skip
    flow = forms.ChoiceField(
        label=_("Which way it goes"), choices=_said(FLOW_LABELS), widget=forms.RadioSelect, initial="cost"
    )
    amount = forms.DecimalField(
        label=_("Amount"), max_digits=17, decimal_places=2, help_text=_("Less than zero for a credit note.")
    )
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text=_("Three letters, as EUR."))
    month = forms.DateField(
        label=_("Month of the books"), help_text=_("Any day of it."), input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month", "placeholder": "2026-03"}, format="%Y-%m"),
    )  # fmt: skip
    on = forms.DateField(label=_("Day of the document"), widget=forms.DateInput(format="%Y-%m-%d"))
    books = forms.CharField(
        label=_("Books"), max_length=MOST_TITLE, required=False, help_text=_("The ledger it comes from, as “SAP 1000”.")
    )
    posting_id = forms.CharField(
        label=_("Number in the books"), max_length=MOST_ID, required=False,
        help_text=_("So that nobody posts it twice."),
    )  # fmt: skip
    account = forms.CharField(label=_("Account"), max_length=MOST_TITLE, required=False)
    line_key = forms.ChoiceField(label=_("Line of the case"), required=False)
    words = forms.CharField(label=_("What for"), max_length=MOST_WORDS, required=False)

    def __init__(self, *args: Any, initiatives: Choices, lines: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].choices = [("", _("Choose one initiative")), *initiatives]  # type: ignore[attr-defined]
        self.fields["line_key"].choices = [("", _("none of them")), *lines]  # type: ignore[attr-defined]
        if not lines:
            del self.fields["line_key"]

    def clean_currency(self) -> str:
        """Take a currency in small letters too."""
        return str(self.cleaned_data["currency"]).upper()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = dict(self.cleaned_data)
        return {"initiative_id": given.pop("initiative"), **given}


class AnswerPostingForm(forms.Form):
    """Why a posting is taken back."""

    reason = forms.CharField(
        label=_("Why"), max_length=MOST_WORDS, help_text=_("It stands beside the counter-posting.")
    )


class OpenMonthForm(forms.Form):
    """Why a closed month is opened again."""

    reason = forms.CharField(
        label=_("Why"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever looks at the months reads it."),
    )  # fmt: skip


class ReadMeasureForm(forms.Form):
    """Which value of which measure is read as a benefit."""

    reading = forms.ChoiceField(
        label=_("Value of a measure"), help_text=_("Its change since the baseline × what one unit is worth.")
    )

    def __init__(self, *args: Any, readings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"].choices = [("", _("Choose one value")), *readings]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[int, int]:
        """Give the ids of the claim and of the actual."""
        claim, _dash, actual = str(self.cleaned_data["reading"]).partition("-")
        return int(claim), int(actual)

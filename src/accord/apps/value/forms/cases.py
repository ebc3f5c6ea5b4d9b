"""Forms of a case: its parts, its lines, what does not apply, reasons, signatures, when a side was asked; and of rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.apps.initiatives.rules import Flow
from accord.apps.value.rules import Rhythm
from accord.apps.value.rules.words import (
    BENEFIT_LABELS,
    COST_LABELS,
    MOST_TEXT,
    MOST_TITLE,
    RHYTHM_LABELS,
    SIDE_LABELS,
)

Choices = Sequence[tuple[int, str]]
HUNDRED = Decimal(100)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST_TEXT, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(format="%Y-%m-%d")
    )


class _MonthInput(forms.TextInput):
    """A control for a month; of a day that was typed elsewhere it shows the month."""

    input_type = "month"

    def format_value(self, value: Any) -> str | None:
        """Write 2026-03."""
        return str(value)[:7] if value else None


def _month(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=_MonthInput(attrs={"placeholder": "2026-03"}),
    )  # fmt: skip


def _amount(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=17, decimal_places=2, min_value=0, required=required, help_text=help_text
    )


def _percent(
    label: Any, help_text: Any = "", *, least: int = 0, places: int = 2, required: bool = False
) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, help_text=help_text, min_value=least, max_value=100, decimal_places=places,
        max_digits=6,
    )  # fmt: skip


def _currency() -> forms.CharField:
    return forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text=_("Three letters, as EUR."))


def _said(labels: dict[str, str]) -> list[tuple[str, Any]]:
    return [(str(code), _(words)) for code, words in labels.items()]


def shared(percent: Decimal | None) -> Decimal | None:
    """Turn a percentage into a share."""
    return None if percent is None else percent / HUNDRED


def percent_of(share: Decimal | None) -> Decimal | None:
    """Turn a share into a percentage, without zeros nobody typed."""
    return None if share is None else Decimal(format((share * HUNDRED).normalize(), "f"))


# --- parts of a version ---------------------------------------------------------------------------------------------


class PartForm(forms.Form):
    """A part of a version; ``percents`` are typed as percentages and kept as shares."""

    percents: Iterable[str] = ()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return given | {name: shared(given[name]) for name in self.percents}


class EvidenceForm(PartForm):
    """Which measure it moves, from where to where, and who answers for it."""

    measure_id = forms.TypedChoiceField(
        label=_("The measure it moves"), required=False, coerce=int, empty_value=None,
        help_text=_("Its baseline and target are taken over where nothing is given here."),
    )  # fmt: skip
    baseline_value = forms.FloatField(label=_("Where it stands today"), required=False)
    baseline_date = _day(_("Read on"))
    baseline_source = forms.CharField(
        label=_("Where this is known from"),
        max_length=300,
        required=False,
        help_text=_("So that it can be read again."),
    )
    target_value = forms.FloatField(label=_("Where it should stand"), required=False)
    target_date = _day(_("By when"))
    benefit_owner_id = forms.TypedChoiceField(
        label=_("Who answers for the benefit"), required=False, coerce=int, empty_value=None,
        help_text=_("One person of the business: not who builds it."),
    )  # fmt: skip
    version = _version()
    fieldsets = (
        (_("The measure"), ["measure_id", "baseline_value", "baseline_date", "baseline_source", "target_value", "target_date"]),
        (_("Who answers"), ["benefit_owner_id"]),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, measures: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure_id"].choices = [("", say("none yet")), *measures]  # type: ignore[attr-defined]
        self.fields["benefit_owner_id"].choices = [("", say("nobody yet")), *people]  # type: ignore[attr-defined]


class OtherwiseForm(PartForm):
    """What would happen without it, what it replaces, and when one would stop."""

    counterfactual = _words(
        _("What would happen anyway"), _("Without the initiative: what would change by itself, and what would not?")
    )
    nothing_words = _words(_("What doing nothing costs"), rows=2)
    nothing_low = _amount(_("A year of doing nothing, low"))
    nothing_likely = _amount(_("Likely"))
    nothing_high = _amount(_("High"))
    switched_off = _words(_("What is switched off"), _("Programs, licences, steps of work that end with it."), rows=2)
    exit_rule = _words(_("When we would stop"), _("The sign, and the day to look for it."), rows=2)
    version = _version()
    fieldsets = (
        (_("Without it"), ["counterfactual", "nothing_words", "nothing_low", "nothing_likely", "nothing_high"]),
        (_("With it"), ["switched_off", "exit_rule"]),
    )


class CountingForm(PartForm):
    """Over which months, in which currency and at which rate it is counted, and how sure adoption and start are."""

    percents = ("discount_share", "adoption_low", "adoption_likely", "adoption_high")

    start_month = _month(_("First month"), _("Time zero: amounts are discounted to it."))
    horizon_months = forms.IntegerField(label=_("Months it looks ahead"), min_value=1, max_value=240)
    currency = _currency()
    discount_share = _percent(
        _("Discount rate in percent a year"), _("As finance uses it, for example 8."), least=-99, required=True
    )
    adoption_low = _percent(_("Share of the benefit reached, low (percent)"), _("How many will really use it."))
    adoption_likely = _percent(_("Likely"))
    adoption_high = _percent(_("High"))
    shift_low = forms.DecimalField(
        label=_("Months later than planned, low"), required=False, decimal_places=1, max_digits=5
    )
    shift_likely = forms.DecimalField(label=_("Likely"), required=False, decimal_places=1, max_digits=5)
    shift_high = forms.DecimalField(label=_("High"), required=False, decimal_places=1, max_digits=5)
    cost_class = forms.ChoiceField(
        label=_("What its costs are compared with"), required=False,
        help_text=_("How far costs of such work came to lie above their first estimate."),
    )  # fmt: skip
    version = _version()
    fieldsets = (
        (_("Time and money"), ["start_month", "horizon_months", "currency", "discount_share"]),
        (_("How sure the benefit is"), ["adoption_low", "adoption_likely", "adoption_high"]),
        (_("How sure the start is"), ["shift_low", "shift_likely", "shift_high"]),
        (_("Compared with others"), ["cost_class"]),
    )

    def __init__(self, *args: Any, classes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["cost_class"]
        chosen.choices = [("", say("our own history, else the public one")), *classes]

    def clean_currency(self) -> str:
        """Take small letters for capital ones."""
        return str(self.cleaned_data["currency"]).upper()


class SettingsForm(PartForm):
    """What holds for all versions of a case."""

    percents: Iterable[str] = ("risk_share",)

    review_months = forms.IntegerField(
        label=_("Look at its value every so many months"), min_value=1, max_value=60,
        help_text=_("A value review decides to go on, change, scale or stop."),
    )  # fmt: skip
    risk_share = _percent(
        _("Chance of a loss that finance will bear (percent)"),
        _("Finance sets it. Above it, the case is named as too risky."),
        places=1,
    )
    is_research = forms.BooleanField(label=_("It is to find something out, not to earn"), required=False)
    version = _version()

    def __init__(self, *args: Any, is_finance: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_finance:
            del self.fields["risk_share"]
            self.percents = ()


# --- lines ----------------------------------------------------------------------------------------------------------


class LineForm(forms.Form):
    """A cost or a benefit: what it is, how often it comes, and low, likely and high amounts of each time."""

    title = forms.CharField(label=_("What it is"), max_length=MOST_TITLE)
    what = forms.ChoiceField(label=_("Kind"))
    rhythm = forms.ChoiceField(label=_("How often"), choices=_said(RHYTHM_LABELS), initial=Rhythm.MONTHLY)
    from_month = _month(_("From"))
    to_month = _month(_("To"), _("Empty: until the case ends."), required=False)
    low = _amount(_("Low"), _("It comes out lower one time in ten."))
    likely = _amount(_("Likely"), _("Each time it comes."), required=True)
    high = _amount(_("High"), _("It comes out higher one time in ten."))
    currency = _currency()
    note = _words(_("How this is known"), rows=2)
    version = _version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["what"]
        chosen.choices = [
            (say("Cost"), [(f"{Flow.COST}:{code}", say(words)) for code, words in COST_LABELS.items()]),
            (say("Benefit"), [(f"{Flow.BENEFIT}:{code}", say(words)) for code, words in BENEFIT_LABELS.items()]),
        ]

    def clean_currency(self) -> str:
        """Take small letters for capital ones."""
        return str(self.cleaned_data["currency"]).upper()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them; without low or high the likely amount stands for it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "what"}}
        flow, _colon, kind = self.cleaned_data["what"].partition(":")
        likely = given["likely"]
        ends = {end: likely if given[end] is None else given[end] for end in ("low", "high")}
        to_month = None if given["rhythm"] == Rhythm.ONCE else given["to_month"]
        return given | ends | {"flow": flow, "kind": kind, "to_month": to_month}


# --- reasons, signatures, involvement, rates ------------------------------------------------------------------------


class SkipForm(forms.Form):
    """Why an item does not apply."""

    reason = _words(_("Why it does not apply"), _("Everybody who signs reads it."), required=True)
    version = _version()


class ReasonForm(forms.Form):
    """Why."""

    reason = _words(_("Why"), _("Everybody who has a part in it reads it."), required=True)

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_needed


class SignForm(forms.Form):
    """What is signed: the digest of the version that was looked at."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ToldForm(forms.Form):
    """That a side was asked, outside Accord or before it."""

    side = forms.ChoiceField(label=_("Who was asked"), choices=_said(SIDE_LABELS), initial="finance")
    on = _day(_("On"), required=True)
    words = _words(_("How, and what they said"), required=True, rows=2)


class RateForm(forms.Form):
    """What one unit of a currency was worth on a day."""

    currency = forms.CharField(
        label=_("One unit of"), min_length=3, max_length=3, help_text=_("Three letters, as CHF.")
    )
    rate = forms.DecimalField(label=_("was worth"), max_digits=17, decimal_places=8, min_value=Decimal("0.00000001"))
    against = forms.CharField(label=_("units of"), min_length=3, max_length=3, help_text=_("Three letters, as EUR."))
    date = _day(_("On"), _("It counts from this day until the next one."), required=True)
    source = forms.CharField(label=_("Where this is known from"), max_length=300)

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        pair = {name: given[name].upper() for name in ("currency", "against")}
        return {**pair, "on": given["date"], "rate": given["rate"], "source": given["source"]}

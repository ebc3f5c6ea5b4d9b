"""Forms of goals: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.apps.goals.rules import DIRECTION_LABELS, HORIZON_LABELS

Choices = Sequence[tuple[int, str]]


def _said(labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(str(code), _(words)) for code, words in labels.items()]


def _chooser(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, help_text=help_text)


class GoalForm(forms.Form):
    """What is wanted, why, and who owns it on each side."""

    title = forms.CharField(
        label=_("Goal"), max_length=200, help_text=_("What will be different, e.g. “Settle claims within five days”.")
    )
    why = forms.CharField(
        label=_("Why"), max_length=5000, required=False, widget=forms.Textarea,
        help_text=_("What it is worth, in words that both sides use."),
    )  # fmt: skip
    horizon = forms.ChoiceField(label=_("Horizon"), choices=_said(HORIZON_LABELS))
    business_owner = _chooser(_("Owner for the business"), _("Answers for the benefit."))
    it_owner = _chooser(_("Owner for IT"), _("Answers for making it possible."))
    department = _chooser(_("Department"), _("Whom it is for."))
    parent = _chooser(_("Part of"), _("The larger goal it serves, if there is one."))
    review_date = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput(format="%Y-%m-%d")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, people: Choices, departments: Choices, goals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {"business_owner": people, "it_owner": people, "department": departments, "parent": goals}
        for name, choices in chosen.items():
            self.fields[name].choices = [("", _("not known yet")), *choices]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        links = {f"{name}_id": given[name] for name in ("business_owner", "it_owner", "department", "parent")}
        return {**{name: given[name] for name in ("title", "why", "horizon", "review_date")}, **links}


class MeasureForm(forms.Form):
    """How one would know that a goal is reached."""

    name = forms.CharField(label=_("Measure"), max_length=200, help_text=_("e.g. “Days from report to settlement”."))
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False, help_text=_("e.g. days, %, €."))
    direction = forms.ChoiceField(label=_("It"), choices=_said(DIRECTION_LABELS), widget=forms.RadioSelect)
    baseline_value = forms.FloatField(label=_("Today it is"), required=False)
    baseline_date = forms.DateField(label=_("Measured on"), required=False, widget=forms.DateInput(format="%Y-%m-%d"))
    target_value = forms.FloatField(label=_("It should be"), required=False)
    target_date = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(format="%Y-%m-%d"))
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("Where the number comes from.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ActualForm(forms.Form):
    """What a measure was on a day."""

    date = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d"))
    value = forms.FloatField(label=_("Value"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


class CorrectionForm(forms.Form):
    """A corrected value."""

    value = forms.FloatField(label=_("Value"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


class ReviewForm(forms.Form):
    """When to look at a goal again."""

    next_review = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput(format="%Y-%m-%d")
    )


class ClosingForm(forms.Form):
    """Why a goal is closed."""

    reason = forms.CharField(
        label=_("What became of it"), max_length=5000, widget=forms.Textarea,
        help_text=_("Whether it was reached or given up, and why."),
    )  # fmt: skip

"""Forms of guardrails: strings to values; they never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.apps.guardrails.rules import ANSWER_LABELS, RISK_HELP, RISK_LABELS, Answer, Question, Risk, Until

YES_NO_UNKNOWN = [("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))]


def _yes_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class RiskForm(forms.Form):
    """The risk class and what it touches."""

    risk = forms.ChoiceField(label=_("Risk class"), widget=forms.RadioSelect)
    rights = forms.ChoiceField(
        label=_("Does it touch people's rights?"), required=False, choices=YES_NO_UNKNOWN, widget=forms.RadioSelect,
        help_text=_("Jobs, money, housing, benefits, schooling, justice, privacy."),
    )  # fmt: skip
    safety = forms.ChoiceField(
        label=_("Does it touch people's safety?"), required=False, choices=YES_NO_UNKNOWN, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence or two, for those who ask later."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].choices = [  # type: ignore[attr-defined]
            (risk.value, f"{_(RISK_LABELS[risk])}: {_(RISK_HELP[risk])}") for risk in Risk
        ]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "risk": given["risk"],
            "rights_impacting": _yes_no(given["rights"]),
            "safety_impacting": _yes_no(given["safety"]),
            "reason": given["reason"],
        }


class AnswerForm(forms.Form):
    """An answer with its day, who says so and where the proof is."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[(str(code), _(words)) for code, words in ANSWER_LABELS.items()],
        widget=forms.RadioSelect, initial=Answer.UNKNOWN,
    )  # fmt: skip
    date = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput, help_text=_("Needed for a yes: the day of the proof.")
    )
    proof_url = forms.CharField(
        label=_("Where the proof can be seen"), required=False, max_length=500, help_text=_("A web address.")
    )
    source = forms.CharField(label=_("Who says so"), required=False, max_length=500)
    reason = forms.CharField(
        label=_("In a few words"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if it does not apply: say why."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        names = ("answer", "date", "until", "proof_url", "source", "reason")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class LastingForm(AnswerForm):
    """An answer whose yes holds until a day, such as a training."""

    until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput,
        help_text=_("For a yes: the last day it holds for everybody. Empty: a year from the day above."),
    )  # fmt: skip
    field_order = ("answer", "date", "until")


class WaivableForm(AnswerForm):
    """An answer whose no can be waived until a day."""

    until = forms.DateField(
        label=_("Waived until"), required=False, widget=forms.DateInput,
        help_text=_("For a no that is allowed for a while: the last day, within a year. Say why below; never the lead."),
    )  # fmt: skip
    field_order = ("answer", "date", "until")


FORMS: dict[Until, type[AnswerForm]] = {
    Until.NEVER: AnswerForm,
    Until.VALID: LastingForm,
    Until.WAIVED: WaivableForm,
}


def form_for(question: Question) -> type[AnswerForm]:
    """Choose the form of a question."""
    return FORMS[question.until]

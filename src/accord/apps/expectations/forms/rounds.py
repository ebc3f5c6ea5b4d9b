"""Small forms about a round that is being answered: a later deadline, one more person, the code of a personal link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.expectations.forms.asking import Directory, Nobody, find_person, moment_field
from accord.apps.expectations.rules.words import SIDE_LABELS


class DeadlineForm(forms.Form):
    """A later deadline."""

    deadline_at = moment_field(_("Answers until"), _("Everybody saw the present one: it can only move later."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class PersonForm(forms.Form):
    """One more person to ask, on behalf of a side."""

    person = forms.CharField(
        label=_("Who"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text=_("Type a part of the name and choose."),
    )
    side = forms.ChoiceField(label=_("On behalf of"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directory = directory
        self.fields["side"].choices = [(side, _now(label)) for side, label in SIDE_LABELS.items()]  # type: ignore[attr-defined]

    def clean_person(self) -> int:
        """Find who is meant."""
        try:
            return find_person(self.cleaned_data["person"], self.directory)
        except Nobody as question:
            raise forms.ValidationError(str(question)) from None


class CodeForm(forms.Form):
    """The six digits that were sent to the owner of a link."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}),
        help_text=_("Six digits, from the mail that was just sent."),
    )

    def clean_code(self) -> str:
        """Take spaces out."""
        return "".join(str(self.cleaned_data["code"]).split())

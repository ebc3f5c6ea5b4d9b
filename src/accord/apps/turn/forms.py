"""Forms of my turn: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.apps.turn.rules.views import MOST_NAME
from accord.apps.ui.templatetags.formats import exact_day

Choices = Sequence[tuple[int, str]]


class SnoozeForm(forms.Form):
    """Until when something is set aside; where it is due before, whether it may pass its day."""

    until = forms.DateField(label=_("Remind me on"), widget=forms.DateInput)
    past_due = forms.BooleanField(required=False)
    due = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, due: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = due.isoformat() if due else ""
        if due is None:
            del self.fields["past_due"]
        else:
            self.fields["past_due"].label = _("Also after the day it is due, %(day)s") % {"day": exact_day(due)}


class HandOverForm(forms.Form):
    """Who gets it, and why."""

    person = forms.TypedChoiceField(label=_("Who takes it over"), coerce=int)
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They read it, e.g. “You run the data team now”."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class ViewForm(forms.Form):
    """What a view is called, whether others may use it, and which list it shows."""

    name = forms.CharField(
        label=_("Name"), max_length=MOST_NAME, help_text=_("Such as “Late in my department”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    is_shared = forms.BooleanField(
        label=_("Share it with everybody"), required=False,
        help_text=_("Others find it on this list too. Each of them sees only what they may see."),
    )  # fmt: skip
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    query = forms.CharField(required=False, widget=forms.HiddenInput)


class BulkForm(forms.Form):
    """What one bulk action needs to know; its fields come from the app that owns the records."""

    def __init__(self, *args: Any, fields: Mapping[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(fields)

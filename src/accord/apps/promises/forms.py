"""Forms of promises: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.apps.promises.rules import MOST_WHAT, MOST_WORDS

Choices = Sequence[tuple[int, str]]


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=MOST_WORDS, widget=area, help_text=help_text, required=required)


class PromiseForm(forms.Form):
    """What is promised, by whom, to whom and by when."""

    what = forms.CharField(
        label=_("What is promised"),
        max_length=MOST_WHAT,
        help_text=_("One thing that can be seen to be done, in plain words."),
    )
    owner = forms.TypedChoiceField(label=_("Who promises it"), coerce=int)
    due_date = forms.DateField(label=_("By which day"), widget=forms.DateInput)
    made_to = forms.TypedChoiceField(
        label=_("To whom"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("They can say that it is kept, too."),
    )

    def __init__(self, *args: Any, owners: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]
        self.fields["made_to"].choices = [("", _("nobody in particular")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "what": given["what"],
            "owner_id": given["owner"],
            "due_date": given["due_date"],
            "made_to_id": given["made_to"],
        }


class EditForm(forms.Form):
    """Other words, another day with its reason, somebody else it is made to."""

    what = forms.CharField(label=_("What is promised"), max_length=MOST_WHAT)
    due_date = forms.DateField(label=_("By which day"), widget=forms.DateInput)
    reason = _words(
        _("Why the day moves"), _("Only if you move the day. The first day stays on record."), required=False
    )
    made_to = forms.TypedChoiceField(label=_("To whom"), coerce=int, empty_value=None, required=False)
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_to"].choices = [("", _("nobody in particular")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {"what": given["what"], "due_date": given["due_date"], "made_to_id": given["made_to"]}


class KeepForm(forms.Form):
    """What shows that a promise is kept."""

    proof = _words(_("What shows it"), _("A sentence or a web address that others can check."), required=False)
    version = _version()


class MissForm(forms.Form):
    """Why a promise was not kept."""

    reason = _words(_("What got in the way"), _("What happened, not who is at fault: it helps the next promise."))
    version = _version()


class WithdrawForm(forms.Form):
    """Why a promise is taken back."""

    reason = _words(_("Why it is withdrawn"), _("Taking a promise back in time is fair; leaving it silent is not."))
    version = _version()

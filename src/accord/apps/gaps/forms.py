"""Forms of gaps: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_lazy as translated

from accord.apps.promises.rules import KIND_LABELS, SURE, Kind
from accord.apps.ui.templatetags.formats import share_words

NEW = "new"
Choices = Sequence[tuple[int, str]]


class AgendaForm(forms.Form):
    """A meeting to choose, or a new one."""

    meeting = forms.ChoiceField(label=_("Meeting"), widget=forms.RadioSelect)
    starts_at = forms.DateTimeField(
        label=_("A new one begins"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Only for a new meeting. Both owners of the gap are invited."),
    )
    title = forms.CharField(label=_("It is called"), max_length=200, required=False, help_text=_("For a new meeting."))
    minutes = forms.IntegerField(label=_("Minutes for this gap"), min_value=1, max_value=240, initial=15)

    def __init__(self, *args: Any, meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((str(pk), words) for pk, words in meetings), (NEW, _("A new meeting"))]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("meeting", choices[0][0])

    def clean(self) -> dict[str, Any]:
        """Ask for a moment when the meeting is new."""
        given = super().clean() or self.cleaned_data
        if given.get("meeting") == NEW and not given.get("starts_at") and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when the new meeting begins."))
        return given

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        if given["meeting"] == NEW:
            return {"starts_at": given["starts_at"], "title": given["title"], "minutes": given["minutes"]}
        return {"meeting_id": int(given["meeting"]), "minutes": given["minutes"]}


class StepForm(forms.Form):
    """A step against a gap is a promise: what, who to whom, by when, how surely; when the number is looked at again."""

    what = forms.CharField(
        label=_("The step"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Something one person can do, e.g. “Agree on a goal for each of the nine initiatives”."),
    )  # fmt: skip
    owner = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    due_date = forms.DateField(label=_("By"), widget=forms.DateInput(format="%Y-%m-%d"))
    made_to = forms.TypedChoiceField(
        label=_("To whom it is promised"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("They can say that it is kept, too, and agree to another day."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of thing"),
        choices=[(code, translated(words)) for code, words in KIND_LABELS.items()],
        initial=Kind.DELIVERY,
        required=False,
    )
    sure = forms.TypedChoiceField(
        label=_("How sure is the owner that it is kept by this day?"),
        choices=[("", _("not said")), *((str(share), share_words(share)) for share in SURE)],
        coerce=float,
        empty_value=None,
        required=False,
        help_text=_("It is scored for teams together, never for a person."),
    )
    measure_again = forms.DateField(
        label=_("Look at the number again on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d"),
        help_text=_("Left blank: a month after the step is due."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]
        self.fields["made_to"].choices = [("", _("nobody in particular")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "what": given["what"], "owner_id": given["owner"], "due_date": given["due_date"],
            "made_to_id": given["made_to"], "kind": given["kind"] or Kind.DELIVERY, "confidence_share": given["sure"],
            "measure_again": given["measure_again"],
        }  # fmt: skip


class AcceptForm(forms.Form):
    """Why one can live with a gap for now, and until when."""

    reason = forms.CharField(label=_("Why we can live with it for now"), max_length=2000, widget=forms.Textarea)
    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d"), help_text=_("Then it comes back to the list.")
    )


class WrongForm(forms.Form):
    """What is wrong with a gap."""

    reason = forms.CharField(
        label=_("What is wrong"), max_length=2000, widget=forms.Textarea,
        help_text=_("e.g. “Three of these were stopped in spring; the records do not say so yet.”"),
    )  # fmt: skip


class AgainForm(forms.Form):
    """When to look at the number again."""

    on = forms.DateField(label=_("Look at the number again on"), widget=forms.DateInput(format="%Y-%m-%d"))

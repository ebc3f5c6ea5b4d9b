"""Forms of a running meeting and its minutes: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.decisions.rules import MOST_OPTION, MOST_WORDS
from accord.apps.meetings.rules.minutes import MOST_TEXT
from accord.apps.meetings.rules.running import MOST_NOTE
from accord.apps.promises.rules import KIND_LABELS, MOST_WHAT, SURE, Kind
from accord.apps.ui.templatetags.formats import share_words

Choices = Sequence[tuple[int, str]]


def _hidden() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _text(label: Any, most: int, *, rows: int, help_text: Any = "", required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=help_text, required=required)


class NoteForm(forms.Form):
    """A note on the item under way, or on the meeting."""

    text = _text(_("Note"), MOST_NOTE, rows=2)
    item = _hidden()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {"text": self.cleaned_data["text"], "item_id": self.cleaned_data["item"]}


class ParkForm(NoteForm):
    """Something for another time."""

    text = _text(
        _("What should not be lost"), MOST_NOTE, rows=2, help_text=_("It is offered to the agenda of the next meeting.")
    )


class NoteEditForm(forms.Form):
    """Other words for a note of one's own."""

    text = _text(_("Note"), MOST_NOTE, rows=4)
    version = _hidden()


class DecideForm(forms.Form):
    """What is decided on the item under way."""

    text = forms.CharField(label=_("What is decided"), max_length=MOST_OPTION, help_text=_("In one line."))
    decider = forms.TypedChoiceField(label=_("Who decides"), coerce=int, empty_value=None, required=False)
    reasons = _text(_("Why"), MOST_WORDS, rows=2, required=False)
    options = _text(
        _("What else could have been decided"), MOST_WORDS, rows=2, required=False, help_text=_("One option per line.")
    )
    review_date = forms.DateField(
        label=_("When to look at it again"), widget=forms.DateInput, required=False,
        help_text=_("On that day it comes back as something to review."),
    )  # fmt: skip
    item = _hidden()
    version = _hidden()

    def __init__(self, *args: Any, people: Choices, waits: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decider"].choices = list(people)  # type: ignore[attr-defined]
        if waits:  # it stands who decides, and between what
            del self.fields["decider"], self.fields["options"]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        options = [line.strip() for line in given.get("options", "").splitlines() if line.strip()]
        if options and given["text"].strip().casefold() not in {one.casefold() for one in options}:
            options = [given["text"].strip(), *options]
        details = {"decider_id": given.get("decider"), "reasons": given["reasons"], "options": options}
        return {"text": given["text"], "decision": {**details, "review_date": given["review_date"]}}


class PromisedForm(forms.Form):
    """Who promises what to whom by when, on the item under way."""

    text = forms.CharField(label=_("What is promised"), max_length=MOST_WHAT)
    owner = forms.TypedChoiceField(label=_("Who promises it"), coerce=int)
    due_date = forms.DateField(label=_("By which day"), widget=forms.DateInput)
    made_to = forms.TypedChoiceField(label=_("To whom"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("What kind of thing"), required=False, initial=Kind.DELIVERY)
    sure = forms.TypedChoiceField(label=_("How sure"), coerce=float, empty_value=None, required=False)
    item = _hidden()
    version = _hidden()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shares = [(str(share), share_words(share)) for share in SURE]
        self.fields["owner"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["made_to"].choices = [("", _now("the chair")), *people]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(code, _now(words)) for code, words in KIND_LABELS.items()]  # type: ignore[attr-defined]
        self.fields["sure"].choices = [("", _now("not said")), *shares]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        promise = {
            "owner_id": given["owner"], "due_date": given["due_date"], "made_to_id": given["made_to"],
            "kind": given["kind"] or Kind.DELIVERY, "confidence_share": given["sure"],
        }  # fmt: skip
        return {"text": given["text"], "promise": promise}


class MinutesForm(forms.Form):
    """The minutes as they should read."""

    text = _text(
        _("Minutes"), MOST_TEXT, rows=24,
        help_text=_("A line that begins with ## is a heading, one that begins with - is a point."),
    )  # fmt: skip
    version = _hidden()

"""Forms of meetings: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.meetings.rules import (
    MOST_MINUTES,
    MOST_PLACE,
    MOST_TITLE,
    MOST_WORDS,
    OUTCOME_LABELS,
    USUAL_ITEM_MINUTES,
    USUAL_MINUTES,
    Outcome,
)
from accord.apps.promises.rules import KIND_LABELS, SURE
from accord.apps.promises.rules import Kind as PromiseKind
from accord.apps.ui.rules import Ref
from accord.apps.ui.templatetags.formats import share_words

Choices = Sequence[tuple[int, str]]


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _minutes(label: Any, usual: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_MINUTES, initial=usual)


def _moment() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Starts"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class MeetingForm(forms.Form):
    """When and where people meet, and who leads the talk."""

    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE, help_text=_("What people call it."))
    starts_at = _moment()
    minutes = _minutes(_("Minutes"), USUAL_MINUTES)
    place = forms.CharField(
        label=_("Place"), max_length=MOST_PLACE, required=False, help_text=_("A room, or a web address.")
    )
    chair = forms.TypedChoiceField(label=_("Chair"), coerce=int, help_text=_("Leads the talk and keeps the outcomes."))
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = list(people)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("title", "starts_at", "minutes", "place")
        return {**{name: given[name] for name in names}, "chair_id": given["chair"]}


class NewMeetingForm(MeetingForm):
    """A new meeting, with who is invited."""

    attendees = forms.TypedMultipleChoiceField(
        label=_("Who is invited"), coerce=int, required=False, help_text=_("More can be invited later.")
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["attendees"].choices = list(people)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {**super().values(), "attendee_ids": self.cleaned_data["attendees"]}


class InviteForm(forms.Form):
    """Who is invited besides."""

    people = forms.TypedMultipleChoiceField(label=_("Who is invited besides"), coerce=int)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(
        label=_("Why it is cancelled"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody invited can read it. Items of the agenda can be carried over."),
    )
    version = _version()


class ItemForm(forms.Form):
    """A topic from the list, or any title, and its time box."""

    topic = forms.ChoiceField(label=_("A topic with evidence"), required=False)
    title = forms.CharField(label=_("Or in your own words"), max_length=MOST_TITLE, required=False)
    minutes = _minutes(_("Minutes"), USUAL_ITEM_MINUTES)

    def __init__(self, *args: Any, topics: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topics:
            self.fields["topic"].choices = [("", _("Choose a topic")), *topics]  # type: ignore[attr-defined]
        else:
            del self.fields["topic"]
            self.fields["title"].label = _now("What is it about?")
            self.fields["title"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for a topic or a title."""
        given = super().clean() or {}
        if not given.get("topic") and not given.get("title") and not self.errors:
            self.add_error("title", _("Choose a topic or write what it is about."))
        return given

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        topic = Ref.parse(given["topic"]) if given.get("topic") else None
        return {"topic": topic, "title": given["title"], "minutes": given["minutes"]}


class ItemEditForm(forms.Form):
    """Other words or another time box."""

    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE, required=False)
    minutes = _minutes(_("Minutes"), USUAL_ITEM_MINUTES)
    version = _version()

    def __init__(self, *args: Any, has_topic: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = not has_topic
        if has_topic:
            self.fields["title"].help_text = _now("Left blank, it is called as its topic.")

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {name: self.cleaned_data[name] for name in ("title", "minutes")}


class OutcomeForm(forms.Form):
    """What came of an item; a promise names who and by when."""

    kind = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect, initial=Outcome.DECISION)
    text = forms.CharField(label=_("In a sentence"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.TypedChoiceField(label=_("Who promises it"), coerce=int, empty_value=None, required=False)
    due_date = forms.DateField(label=_("By which day"), widget=forms.DateInput, required=False)
    made_to = forms.TypedChoiceField(label=_("To whom"), coerce=int, empty_value=None, required=False)
    what_kind = forms.ChoiceField(label=_("What kind of thing"), required=False, initial=PromiseKind.DELIVERY)
    sure = forms.TypedChoiceField(label=_("How sure"), coerce=float, empty_value=None, required=False)
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shares = [(str(share), share_words(share)) for share in SURE]
        self.fields["made_to"].choices = [("", _now("the chair")), *people]  # type: ignore[attr-defined]
        self.fields["what_kind"].choices = [(code, _now(words)) for code, words in KIND_LABELS.items()]  # type: ignore[attr-defined]
        self.fields["sure"].choices = [("", _now("not said")), *shares]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(str(code), _now(words)) for code, words in OUTCOME_LABELS.items()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _now("only for a promise")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        promise = {
            "owner_id": given["owner"], "due_date": given["due_date"], "made_to_id": given["made_to"],
            "kind": given["what_kind"] or PromiseKind.DELIVERY, "confidence_share": given["sure"],
        }  # fmt: skip
        is_promise = given["kind"] == Outcome.PROMISE
        return {"kind": given["kind"], "text": given["text"], "promise": promise if is_promise else None}

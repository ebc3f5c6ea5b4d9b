"""Forms of check-ins: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_lazy as translated

from accord.apps.check_ins.reads import Draft
from accord.apps.check_ins.rules import (
    DAYS_OF_GRACE,
    DAYS_TO_REMINDER,
    EVERY_LABELS,
    MOST_LINE,
    MOST_TEXT,
    STATUS_LABELS,
    SURE,
    WEEKDAY_LABELS,
)
from accord.apps.ui.templatetags.formats import exact_day, share_words

Choices = Sequence[tuple[int, str]]
PHONE_SIGNS = 32  # that fit beside each other on a phone
NEITHER = ("", _("not said"))


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _text(
    label: Any, most: int = MOST_TEXT, *, rows: int = 3, required: bool = False, help_text: Any = ""
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, required=required, help_text=help_text)


def _status() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How does it stand?"),
        choices=[(code, translated(words)) for code, words in STATUS_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it stands: on track, caution or off track.")},
    )


def _sure() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How sure are you?"),
        choices=[*((str(share), share_words(share)) for share in SURE), NEITHER],
        widget=forms.RadioSelect,
        required=False,
    )


def _rows(text: str) -> int:
    """Give a field as many rows as its text takes on a phone, so that all of it is read before it is signed."""
    return min(9, max(2, sum(1 + len(line) // PHONE_SIGNS for line in text.split("\n"))))


class SignForm(forms.Form):
    """Three texts as they were prepared, how it stands, how sure one is of the next thing with a day."""

    progress = _text(_("Progress"))
    problem = _text(_("Problem"))
    chance = _text(_("Next, and any chance"))
    status = _status()
    sure = _sure()
    drafted = forms.CharField(widget=forms.HiddenInput, required=False)
    version = _version()

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in draft.texts.items():
            self.fields[name].widget.attrs["rows"] = _rows(text)
        if draft.suggested:
            status: Any = self.fields["status"]
            status.choices = [
                (
                    code,
                    gettext("%(status)s (suggested)") % {"status": gettext(words)}
                    if code == draft.suggested
                    else gettext(words),
                )
                for code, words in STATUS_LABELS.items()
            ]
            words = {"status": draft.suggested_label.lower(), "because": draft.because}
            status.help_text = gettext("Suggested is %(status)s: %(because)s. You decide.") % words
        if not draft.next_date:
            del self.fields["sure"]
        else:
            words = {"title": draft.next_title, "day": exact_day(draft.next_date)}
            self.fields["sure"].label = gettext("How sure are you of %(day)s?") % words
            self.fields["sure"].help_text = draft.next_title

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        sure = given.get("sure")
        return {name: given[name] for name in ("progress", "problem", "chance", "status")} | {
            "confidence_share": float(sure) if sure else None
        }


class AcknowledgeForm(forms.Form):
    """That it was read; perhaps one line back, or a wish to talk."""

    reply = _text(_("One line back"), MOST_LINE, rows=2)
    wants_talk = forms.BooleanField(
        label=_("I would like to talk about this"),
        required=False,
        help_text=_("It is then offered for the next agenda of both of you."),
    )


class CorrectionForm(forms.Form):
    """What the signed check-in got wrong, and how it stands really."""

    text = _text(
        _("What is different"), MOST_LINE, required=True, help_text=_("What you signed stays; this stands beside it.")
    )
    status = _status()
    sure = _sure()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        sure = given["sure"]
        return {"text": given["text"], "status": given["status"], "confidence_share": float(sure) if sure else None}


class HandOverForm(forms.Form):
    """To whom, and why."""

    person = forms.TypedChoiceField(label=_("To whom"), coerce=int)
    reason = _text(_("Why"), MOST_LINE, rows=2, required=True, help_text=_("They read it."))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", gettext("choose somebody")), *people]  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why one check-in does not take place."""

    reason = _text(
        _("Why"), MOST_LINE, rows=2, required=True, help_text=_("It stays on record as planned and not held.")
    )
    version = _version()


class SeriesForm(forms.Form):
    """Who answers, who acknowledges, in which rhythm, and when the ladder takes its steps."""

    answerer = forms.TypedChoiceField(
        label=_("Who answers"), coerce=int, help_text=_("Usually the one who leads the work in IT.")
    )
    acknowledger = forms.TypedChoiceField(
        label=_("Who acknowledges"), coerce=int, help_text=_("Somebody of the other side who counts on it.")
    )
    every = forms.TypedChoiceField(
        label=_("How often"), coerce=int, choices=[(weeks, translated(words)) for weeks, words in EVERY_LABELS.items()]
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day"), coerce=int, choices=[(day, translated(words)) for day, words in WEEKDAY_LABELS.items()]
    )
    hour = forms.TypedChoiceField(
        label=_("From what hour"), coerce=int, initial=9, choices=[(hour, f"{hour}:00") for hour in range(24)]
    )
    remind_after = forms.IntegerField(
        label=_("Days until the one reminder"), min_value=0, max_value=27, initial=DAYS_TO_REMINDER
    )
    grace = forms.IntegerField(
        label=_("Days after that until the next head is told"), min_value=0, max_value=27, initial=DAYS_OF_GRACE,
        help_text=_("Nobody is told anything twice."),
    )  # fmt: skip
    version = _version()
    fieldsets = (
        (_("Who"), ["answerer", "acknowledger"]),
        (_("When"), ["every", "weekday", "hour"]),
        (_("If it is late"), ["remind_after", "grace"]),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("answerer", "acknowledger"):
            self.fields[name].choices = [("", gettext("choose somebody")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("every", "weekday", "hour", "remind_after", "grace")
        return {name: given[name] for name in names} | {
            "answerer_id": given["answerer"], "acknowledger_id": given["acknowledger"],
        }  # fmt: skip

"""Forms of questions: strings to values; they never save."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from accord.apps.ui.rules import Ref
from accord.apps.voice.rules import (
    JUDGED_LABELS,
    MOST_ANSWER,
    MOST_DONE,
    MOST_QUESTION,
    MOST_REASON,
    THEME_LABELS,
    Judged,
)

Choices = Sequence[tuple[int, str]]
SALT = "voice.form"
LEAST_SECONDS, MOST_SECONDS = 3.0, 24 * 3600.0  # nobody reads and writes faster; no form lies open longer
WITH_NAME, WITHOUT_NAME = "with", "without"


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any, *, most: int, rows: int = 4, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=help_text, required=required)


def _theme() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What it is about"),
        choices=[("", _("not sorted yet")), *((code, _(words)) for code, words in THEME_LABELS.items())],
        required=False,
        help_text=_("So that people find it, and see what is asked most."),
    )


def stamp() -> str:
    """Sign when a form was shown, with a nonce of its own; the browser carries it, nothing is kept here."""
    return signing.dumps([secrets.token_hex(16), round(time.time(), 1)], salt=SALT)


def read_stamp(text: str) -> tuple[str, float] | None:
    """Give nonce and age in seconds of a form, None for what was never signed here."""
    try:
        nonce, shown = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(nonce), time.time() - float(shown)


class AskForm(forms.Form):
    """A question, to whom, and with or without a name; two traps for programs, none of which needs a script."""

    text = _words(
        _("Your question"), _("One question, in your own words."), most=MOST_QUESTION, rows=5
    )  # fmt: skip
    leader = forms.TypedChoiceField(label=_("Whom do you ask?"), coerce=int)
    initiative = forms.TypedChoiceField(
        label=_("Is it about one initiative?"), coerce=int, empty_value=None, required=False
    )
    name = forms.ChoiceField(label=_("Your name"), widget=forms.RadioSelect)
    asker_agrees = forms.BooleanField(
        label=_("Others may read question and answer, without my name"),
        required=False,
        help_text=_("You can decide later, too, once you have read the answer."),
    )
    website = forms.CharField(label=_("Leave this empty"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, leaders: Choices, initiatives: Choices, me: str, takes_anonymous: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose: list[tuple[Any, Any]] = [("", _("Choose a person"))]
        self.fields["leader"].choices = [*choose, *leaders]  # type: ignore[attr-defined]
        self.fields["initiative"].choices = [("", _("No, it is a general question")), *initiatives]  # type: ignore[attr-defined]
        if not initiatives:
            del self.fields["initiative"]
        names = [(WITH_NAME, now("Ask as %(name)s") % {"name": me})] if me else []
        names += [(WITHOUT_NAME, now("Ask without my name"))] if takes_anonymous else []
        self.fields["name"].choices = names  # type: ignore[attr-defined]
        self.fields["name"].initial = names[0][0] if names else None
        self.initial.setdefault("stamp", stamp())

    def clean(self) -> dict[str, Any]:
        """Hold back programs: what nobody sees was filled in, or the form was sent faster than anybody reads."""
        given = super().clean() or {}
        read = read_stamp(given.get("stamp", ""))
        if given.get("website") or read is None or not LEAST_SECONDS <= read[1] <= MOST_SECONDS:
            self.add_error(None, _("Please read it once more, and send it again."))
            renewed = QueryDict(mutable=True)
            renewed.update({**dict(self.data.items()), "stamp": stamp(), "website": ""})
            self.data = renewed
        return given

    @property
    def nonce(self) -> str:
        """Give the nonce of this form as it was shown."""
        read = read_stamp(self.cleaned_data["stamp"])
        return read[0] if read else ""

    def values(self) -> dict[str, Any]:
        """Give the values as the writes take them."""
        given = self.cleaned_data
        return {
            "text": given["text"],
            "leader_id": given["leader"],
            "initiative_id": given.get("initiative"),
            "asker_agrees": given["asker_agrees"],
        }


class KeyForm(forms.Form):
    """The private key of a question."""

    key = forms.CharField(
        label=_("Your key"),
        max_length=200,
        help_text=_("Sixteen letters and digits, such as 7K3M-9QXD-B2TC-HV5N."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class VerdictForm(forms.Form):
    """Whether a question is answered, what is still open, and whether others may read it."""

    judged = forms.ChoiceField(
        label=_("Is your question answered?"),
        choices=[(code, _(words)) for code, words in JUDGED_LABELS.items()],
        widget=forms.RadioSelect,
    )
    follow_up = _words(
        _("What is still open?"), _("You can ask again once; it is answered by a day, too."), most=MOST_QUESTION, rows=3,
        required=False,
    )  # fmt: skip
    asker_agrees = forms.BooleanField(label=_("Others may read question and answer, without my name"), required=False)
    version = _version()

    def __init__(self, *args: Any, asks_again: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_again:
            del self.fields["follow_up"]

    def values(self) -> dict[str, Any]:
        """Give the values as the writes take them."""
        given = self.cleaned_data
        follow_up = given.get("follow_up", "") if given["judged"] != Judged.YES else ""
        return {"judged": given["judged"], "follow_up": follow_up, "asker_agrees": given["asker_agrees"]}


class AnswerForm(forms.Form):
    """An answer, and what the question is about."""

    answer = _words(
        _("Your answer"), _("Plain words. If you do not know yet, say by when you will."), most=MOST_ANSWER, rows=6
    )
    theme = _theme()
    version = _version()


class ReplyForm(forms.Form):
    """An answer to what was asked again."""

    reply = _words(_("Your answer to what was asked again"), "", most=MOST_ANSWER, rows=5)
    version = _version()


class HandOverForm(forms.Form):
    """Who answers instead, and why."""

    leader = forms.TypedChoiceField(label=_("Who should answer"), coerce=int)
    reason = _words(_("Why"), _("They read it. The day by which it is to be answered stays."), most=MOST_REASON, rows=3)
    version = _version()

    def __init__(self, *args: Any, leaders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].choices = [("", _("Choose a person")), *leaders]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = _words(_("Why"), "", most=MOST_REASON, rows=3)

    def __init__(self, *args: Any, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = help_text


class DoneForm(forms.Form):
    """What was done about a question, and which record shows it."""

    done = _words(_("What was done"), _("One sentence; it stands under “We did”."), most=MOST_DONE, rows=2)
    ref = forms.ChoiceField(
        label=_("What shows it"), required=False, help_text=_("A promise, a decision, an initiative or a goal.")
    )
    version = _version()

    def __init__(self, *args: Any, refs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ref"].choices = [("", _("nothing in Accord")), *refs]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {"done": given["done"], "ref": Ref.parse(given["ref"]) if given["ref"] else None}


class SetupForm(forms.Form):
    """How questions are taken."""

    days_to_answer = forms.IntegerField(
        label=_("Days to answer"), min_value=3, max_value=60, help_text=_("By when whoever is asked owes an answer.")
    )
    takes_anonymous = forms.BooleanField(
        label=_("Questions without a name are taken"),
        required=False,
        help_text=_("What is in already is still put through and answered."),
    )
    is_weekly = forms.BooleanField(
        label=_("Put them through on Mondays only"),
        required=False,
        help_text=_("Instead of every night. In a small house a whole week hides better who asked."),
    )
    version = _version()

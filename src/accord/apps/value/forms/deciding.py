"""Forms of stages, releases, challenges, reviews and budgets: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.value.rules import Way
from accord.apps.value.rules.deciding import LEAST_MONTHS, MOST_MONTHS
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, VERDICT_LABELS, WAY_LABELS

Choices = Sequence[tuple[int, str]]
ALL, PART, NONE = "all", "part", "none"


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=area, help_text=help_text, required=required)


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput, help_text=help_text)


def _amount(label: Any, help_text: Any = "", *, required: bool = True, places: int = 2) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=18, decimal_places=places, min_value=Decimal(0), required=required, help_text=help_text
    )


def _currency() -> forms.CharField:
    return forms.CharField(
        label=_("Currency"), min_length=3, max_length=3, help_text=_("Three capital letters, as EUR.")
    )


def _person(label: Any, help_text: Any = "", *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=required, help_text=help_text)


class StageForm(forms.Form):
    """A part of the money, and what must be shown before it is released."""

    title = forms.CharField(
        label=_("Stage"),
        max_length=MOST_TITLE,
        help_text=_("As a step one can see the end of, e.g. “Pilot in two branches”."),
    )
    amount = _amount(_("Amount"))
    currency = _currency()
    must_show = _words(
        _("What must be shown before it is released"),
        _("Something anybody could check, e.g. “half of the invoices are read without a hand”."),
    )
    due_date = _day(_("By about"), _("When it will be asked for, if that is known."))
    version = _version()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("title", "amount", "must_show", "due_date")
        return {**{name: given[name] for name in names}, "currency": given["currency"].upper()}


class AskForm(forms.Form):
    """How much is asked for, and what was shown."""

    amount = _amount(_("How much"))
    shown = _words(
        _("What was shown"),
        _("With numbers and where they can be seen. Whoever decides reads it beside what had to be shown."),
    )


class DecideReleaseForm(forms.Form):
    """All, a part, or nothing; and why."""

    way = forms.ChoiceField(label=_("What is released"), widget=forms.RadioSelect)
    amount = _amount(_("The part that is released"), _("Only if you release a part."), required=False)
    reason = _words(_("Why"), _("Whoever asked reads it, and it is kept with the figures as they stand now."))
    basis = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4_000)
    version = _version()

    def __init__(self, *args: Any, asked: Decimal, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        way: Any = self.fields["way"]
        way.choices = [
            (ALL, _("All of it: %(amount)s") % {"amount": words}),
            (PART, _("A part of it")),
            (NONE, _("Nothing for now")),
        ]

    def clean(self) -> dict[str, Any]:
        """Say at once that the part is missing, beside whatever else is."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == PART and not given.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _now("Say how much of it is released."))
        return given

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        amounts = {ALL: self.asked, PART: given["amount"], NONE: Decimal(0)}
        return {"amount": amounts[given["way"]], "reason": given["reason"], "basis": given["basis"]}


class ConfirmForm(forms.Form):
    """Whether the second person agrees; a no needs a reason."""

    does_confirm = forms.ChoiceField(
        label=_("Your word as the second person"),
        choices=[("yes", _("I confirm it")), ("no", _("I do not confirm it"))],
        widget=forms.RadioSelect,
    )
    reason = _words(_("Why not"), _("Only if you do not confirm it."), required=False)
    basis = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4_000)
    version = _version()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {"does_confirm": given["does_confirm"] == "yes", "reason": given["reason"], "basis": given["basis"]}


class ChallengeForm(forms.Form):
    """Which benefit, what one doubts, who is asked and by when."""

    what = forms.ChoiceField(label=_("Which benefit"))
    question = _words(
        _("What you doubt"), _("One question that can be answered, e.g. “Who gives up the budget for these hours?”")
    )
    answerer = _person(
        _("Who is asked"), _("Whoever owns the benefit, unless you choose somebody else."), required=False
    )
    answer_by_date = _day(_("Answer by"), _("Two weeks from now unless you say otherwise."))

    def __init__(self, *args: Any, benefits: Sequence[tuple[str, str]], people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = list(benefits)  # type: ignore[attr-defined]
        self.fields["answerer"].choices = [("", _("whoever owns the benefit")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        kind, _colon, key = given["what"].partition(":")
        return {
            "line_key": key if kind == "line" else "",
            "claim_id": int(key) if kind == "claim" else None,
            "question": given["question"],
            "answerer_id": given["answerer"],
            "answer_by": given["answer_by_date"],
        }


class AnswerForm(forms.Form):
    """The answer to a challenge."""

    answer = _words(_("Your answer"), _("With numbers and where they can be seen, if there are any."))
    version = _version()


class HandOverForm(forms.Form):
    """Who answers instead."""

    answerer = _person(_("Who answers instead"), required=True)
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answerer"].choices = [("", _("Choose one person")), *people]  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """What becomes of the benefit, and why."""

    verdict = forms.ChoiceField(
        label=_("What is decided"), choices=list(VERDICT_LABELS.items()), widget=forms.RadioSelect,
        help_text=_("“It does not count” takes the benefit out of all figures until a new version of the case is signed."),
    )  # fmt: skip
    reason = _words(_("Why"))
    version = _version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict: Any = self.fields["verdict"]
        verdict.choices = [(code, _now(words)) for code, words in VERDICT_LABELS.items()]


class PlanReviewForm(forms.Form):
    """When its value is looked at, and by whom."""

    due_date = _day(_("When"), required=True)
    owner = _person(_("Who holds it"), _("The sponsor, unless you choose somebody else."))
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("the sponsor")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {"due_date": self.cleaned_data["due_date"], "owner_id": self.cleaned_data["owner"]}


class HoldForm(forms.Form):
    """What came of a review, and why."""

    way = forms.ChoiceField(label=_("What was decided"), choices=(), widget=forms.RadioSelect)
    reason = _words(_("Why"), _("What you saw, and what it rests on."))
    held_date = _day(_("Held on"), _("Today if you leave it."))
    does_cancel = forms.BooleanField(label=_("If it stops: set the initiative to cancelled at once"), required=False)
    version = _version()

    def __init__(self, *args: Any, may_cancel: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way: Any = self.fields["way"]
        way.choices = [(code, _now(words)) for code, words in WAY_LABELS.items()]
        if not may_cancel:
            del self.fields["does_cancel"]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("way", "reason", "held_date")
        does_cancel = bool(given.get("does_cancel")) and given["way"] == Way.STOP
        return {**{name: given[name] for name in names}, "does_cancel": does_cancel}


class RhythmForm(forms.Form):
    """How many months lie between two reviews."""

    months = forms.IntegerField(label=_("Every how many months"), min_value=LEAST_MONTHS, max_value=MOST_MONTHS)
    version = _version()


class BudgetForm(forms.Form):
    """What there is over some time, and what of it is for trying things out."""

    fieldsets = [
        ("", ["title", "department", "from_date", "to_date"]),
        (_("Money"), ["currency", "total_amount", "aside_amount"]),
        (_("Time"), ["total_days", "aside_days"]),
    ]
    title = forms.CharField(label=_("What it is called"), max_length=MOST_TITLE)
    department = forms.TypedChoiceField(label=_("Of which department"), coerce=int, empty_value=None, required=False)
    from_date = _day(_("First day"), required=True)
    to_date = _day(_("Last day"), required=True)
    currency = _currency()
    total_amount = _amount(_("The whole budget"), required=False)
    aside_amount = _amount(_("Of that, set aside for trying things out"), required=False)
    total_days = _amount(_("All working days"), required=False, places=1)
    aside_days = _amount(_("Of those, set aside for trying things out"), required=False, places=1)
    version = _version()

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", _("the whole house")), *departments]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("title", "from_date", "to_date", "total_amount", "aside_amount", "total_days", "aside_days")
        return {
            **{name: given[name] for name in names},
            "department_id": given["department"],
            "currency": given["currency"].upper(),
        }


class UseForm(forms.Form):
    """What money or days of a budget were used for."""

    words = forms.CharField(label=_("What it was used for"), max_length=500)
    date = _day(_("When"), required=True)
    amount = _amount(_("Money"), required=False)
    days = _amount(_("Days"), required=False, places=1)
    initiative = forms.TypedChoiceField(label=_("For which initiative"), coerce=int, empty_value=None, required=False)
    version = _version()

    def __init__(self, *args: Any, initiatives: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].choices = [("", _("for none, or not yet")), *initiatives]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("words", "date", "amount", "days")
        return {**{name: given[name] for name in names}, "initiative_id": given["initiative"]}

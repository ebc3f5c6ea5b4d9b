"""Forms of initiatives: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.initiatives.rules import (
    FLOW_LABELS,
    KIND_LABELS,
    STAGE_HELP,
    STAGE_LABELS,
    VISIBILITY_LABELS,
    Flow,
    Kind,
    Stage,
    Visibility,
)
from accord.apps.initiatives.rules.values import MOST_ADDRESS, MOST_LABEL, MOST_TEXT, MOST_TITLE

Choices = Sequence[tuple[int, str]]


def _said(labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(str(code), _(words)) for code, words in labels.items()]


def _chooser(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, help_text=help_text)


class InitiativeForm(forms.Form):
    """An initiative in plain words and who stands for it."""

    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE, help_text=_("What people call it."))
    summary = forms.CharField(
        label=_("Plain summary"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea,
        help_text=_("What it does and for whom, in words that everyone understands."),
    )
    department = _chooser(_("Department"), _("Who it is for."))
    sponsor = _chooser(_("Sponsor"), _("Who wants it and answers for the benefit."))
    lead = _chooser(_("Lead"), _("Who delivers it."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, departments: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("department", departments), ("sponsor", people), ("lead", people)):
            self.fields[name].choices = [("", _("not known yet")), *choices]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "summary": given["summary"],
            "department_id": given["department"],
            "sponsor_id": given["sponsor"],
            "lead_id": given["lead"],
        }


class NewInitiativeForm(InitiativeForm):
    """A new initiative: where it stands besides, and who may see it."""

    stage = forms.ChoiceField(label=_("Stage"), choices=_said(STAGE_LABELS), initial=Stage.IDEA)
    stage_date = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput, help_text=_("Leave it blank if nobody knows.")
    )
    visibility = forms.ChoiceField(
        label=_("Open to"), choices=_said(VISIBILITY_LABELS), initial=Visibility.EVERYONE, widget=forms.RadioSelect
    )
    field_order = ("title", "summary", "department", "sponsor", "lead", "stage", "stage_date", "visibility")

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return super().values() | {name: given[name] for name in ("stage", "stage_date", "visibility")}


class VisibilityForm(forms.Form):
    """Who may see an initiative."""

    visibility = forms.ChoiceField(label=_("Open to"), choices=_said(VISIBILITY_LABELS), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class StageForm(forms.Form):
    """The next stage and the day it was reached."""

    to = forms.ChoiceField(label=_("It is now"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput, help_text=_("Leave it blank if nobody knows the day.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, moves: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (to.value, f"{_now(STAGE_LABELS[to])}: {_now(STAGE_HELP[to])}") for to in moves
        ]


class StageDateForm(forms.Form):
    """The day a stage began."""

    on = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput, help_text=_("Leave it blank if nobody knows the day.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class GoalForm(forms.Form):
    """The goal an initiative serves."""

    goal = forms.TypedChoiceField(
        label=_("Goal"), coerce=int, help_text=_("Both sides agree afterwards, each by itself.")
    )

    def __init__(self, *args: Any, goals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [("", _("Choose a goal")), *goals]  # type: ignore[attr-defined]


class MilestoneForm(forms.Form):
    """A milestone and the result that will show it is done."""

    title = forms.CharField(
        label=_("Milestone"), max_length=MOST_TITLE, help_text=_("A small step, a few weeks at most.")
    )
    result = forms.CharField(
        label=_("Result that can be shown"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What somebody from the business can look at or try out when it is done."),
    )
    due_date = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput)
    proof_url = forms.CharField(
        label=_("Where it can be seen"), max_length=MOST_ADDRESS, required=False, help_text=_("A web address.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {name: self.cleaned_data[name] for name in ("title", "result", "due_date", "proof_url")}


class FinishForm(forms.Form):
    """What can be shown of a milestone, and since when."""

    done_date = forms.DateField(label=_("Done on"), widget=forms.DateInput)
    result = forms.CharField(
        label=_("Result that can be shown"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof_url = forms.CharField(
        label=_("Where it can be seen"), max_length=MOST_ADDRESS, required=False, help_text=_("A web address.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class MoneyForm(forms.Form):
    """An amount of one month."""

    period = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-03"}),
        help_text=_("As 2026-03."),
    )
    flow = forms.ChoiceField(label=_("Cost or benefit"), choices=_said(FLOW_LABELS), initial=Flow.COST)
    kind = forms.ChoiceField(label=_("How sure"), choices=_said(KIND_LABELS), initial=Kind.PLANNED)
    amount = forms.DecimalField(label=_("Amount"), max_digits=17, decimal_places=2, min_value=0)
    currency = forms.CharField(
        label=_("Currency"), min_length=3, max_length=3, initial="EUR", help_text=_("Three letters, as EUR.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def clean_currency(self) -> str:
        """Take small letters for capital ones."""
        return str(self.cleaned_data["currency"]).upper()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {name: self.cleaned_data[name] for name in ("period", "kind", "flow", "amount", "currency")}


class LinkForm(forms.Form):
    """A web address that tells more."""

    label = forms.CharField(label=_("What it is"), max_length=MOST_LABEL)
    url = forms.CharField(label=_("Web address"), max_length=MOST_ADDRESS, help_text=_("It starts with https://."))


class ExtraForm(forms.Form):
    """The extra fields that are there, and room for one more."""

    name = forms.CharField(label=_("New field"), max_length=MOST_LABEL, required=False)
    value = forms.CharField(label=_("Its value"), max_length=MOST_TEXT, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, data: QueryDict | None = None, *, extra: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(_completed(data, extra) if data is not None else None, **kwargs)
        self.extra = dict(sorted(extra.items()))
        for name, value in self.extra.items():
            long = isinstance(value, str) and len(value) > 80
            self.fields[extra_field(name)] = forms.CharField(
                label=name, required=False, max_length=MOST_TEXT, initial=shown(value),
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput,
            )  # fmt: skip
        self.order_fields([*(extra_field(name) for name in self.extra), "name", "value"])

    def clean(self) -> dict[str, Any]:
        """Ask for a name where a value is given."""
        given = super().clean() or {}
        if given.get("value") and not given.get("name"):
            self.add_error("name", _("Say what the value is."))
        return given

    def values(self) -> dict[str, Any]:
        """Give what changed; a field that was emptied is taken away, numbers and yes or no stay what they are."""
        changed: dict[str, Any] = {}
        for name, old in self.extra.items():
            text = self.cleaned_data[extra_field(name)]
            if text != shown(old):
                changed[name] = _typed(text, old) if text else None
        if self.cleaned_data["name"]:
            changed[self.cleaned_data["name"]] = self.cleaned_data["value"] or None
        return changed


def extra_field(name: str) -> str:
    """Name the form field of an extra field, the same whatever else is there."""
    return f"extra_{sha256(name.encode()).hexdigest()[:12]}"


def _completed(data: QueryDict, extra: Mapping[str, Any]) -> QueryDict:
    """Add the fields that came up since the form was opened, as they are: not sent is not emptied."""
    whole = data.copy()
    for name, value in extra.items():
        if extra_field(name) not in whole:
            whole[extra_field(name)] = shown(value)
    return whole


def shown(value: Any) -> str:
    """Write the value of an extra field into a form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _typed(text: str, old: Any) -> Any:
    if isinstance(old, bool):
        return {"yes": True, "no": False}.get(text.lower(), text)
    if isinstance(old, int | float):
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            return text
    return text

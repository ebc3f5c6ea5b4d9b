"""Forms of promises: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_lazy as translated

from accord.apps.promises.rules import CAUSE_LABELS, KIND_LABELS, MOST_WHAT, MOST_WORDS, SURE, Kind
from accord.apps.ui.templatetags.formats import share_words

OWN = "own"  # the button beside which a chance of one's own is typed
Choices = Sequence[tuple[int, str]]


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=MOST_WORDS, widget=area, help_text=help_text, required=required)


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What kind of thing"),
        choices=[(code, translated(words)) for code, words in KIND_LABELS.items()],
        initial=Kind.DELIVERY,
        required=False,
        help_text=_("What the business gives (people, data, decisions, money) counts as what IT delivers does."),
    )


def _sure() -> forms.ChoiceField:
    shares = [(str(share), share_words(share)) for share in SURE]
    return forms.ChoiceField(
        label=_("How sure is the owner that it is kept by this day?"),
        choices=[*shares, (OWN, _("another chance")), ("", _("not said"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("An honest guess helps others to plan. It is scored for teams together, never for a person."),
    )


def _sure_percent() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Another chance, in percent"), min_value=1, max_value=99, required=False,
        help_text=_("Only if none of the above fits."),
    )  # fmt: skip


def _confidence(given: Mapping[str, Any]) -> float | None:
    """Turn the button, or the percent typed beside it, into a share."""
    if given["sure_percent"] is not None:
        return float(given["sure_percent"]) / 100
    return float(given["sure"]) if given["sure"] not in {"", OWN} else None


class PromiseForm(forms.Form):
    """What is promised, by whom, to whom, by when and how surely."""

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
        help_text=_("They can say that it is kept, too, and agree to another day."),
    )
    kind = _kind()
    sure = _sure()
    sure_percent = _sure_percent()

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
            "kind": given["kind"] or Kind.DELIVERY,
            "confidence_share": _confidence(given),
        }


class EditForm(forms.Form):
    """Other words, another day with its reason, somebody else it is made to."""

    what = forms.CharField(label=_("What is promised"), max_length=MOST_WHAT)
    due_date = forms.DateField(label=_("By which day"), widget=forms.DateInput)
    reason = _words(
        _("Why the day moves"), _("Only if you move the day. The first day stays on record."), required=False
    )
    made_to = forms.TypedChoiceField(label=_("To whom"), coerce=int, empty_value=None, required=False)
    kind = _kind()
    sure = _sure()
    sure_percent = _sure_percent()
    version = _version()

    def __init__(self, *args: Any, people: Choices, asks_sure: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_sure:
            del self.fields["sure"], self.fields["sure_percent"]
        self.fields["made_to"].choices = [("", _("nobody in particular")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        values = {name: given[name] for name in ("what", "due_date")} | {"made_to_id": given["made_to"]}
        if given["kind"]:
            values["kind"] = given["kind"]
        if "sure" in given and (sure := _confidence(given)) is not None:
            values["confidence_share"] = sure
        return values


class ProposalForm(forms.Form):
    """Another day, other words if needed, and why."""

    due_date = forms.DateField(label=_("By which day instead"), widget=forms.DateInput)
    reason = _words(_("Why"), _("What changed. The one who is asked reads it."))
    what = forms.CharField(
        label=_("What is promised"),
        max_length=MOST_WHAT,
        help_text=_("Change it only if less, or something else, is meant."),
    )
    version = _version()

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        return {name: self.cleaned_data[name] for name in ("due_date", "reason", "what")}


class RefusalForm(forms.Form):
    """Why the day has to stay."""

    reason = _words(_("What hangs on it"), "", required=False)


class OfferForm(forms.Form):
    """Who is asked to take a promise over, and why."""

    to = forms.TypedChoiceField(label=_("Who could take it over"), coerce=int)
    reason = _words(_("Why"), _("They read it, e.g. “You run the data team now”."))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Why somebody cannot take a promise over."""

    reason = _words(_("Why not"), _("Optional; it helps the owner to find another way."), required=False)


class KeepForm(forms.Form):
    """What shows that a promise is kept."""

    proof = _words(_("What shows it"), _("A sentence or a web address that others can check."), required=False)
    version = _version()


class MissForm(forms.Form):
    """Why a promise was not kept."""

    cause = forms.ChoiceField(
        label=_("What got in the way"),
        choices=[(code, translated(words)) for code, words in CAUSE_LABELS.items()],
        widget=forms.RadioSelect,
        help_text=_("What happened, not who is at fault: counted together, it shows what to change."),
    )
    reason = _words(_("In your words"), _("A sentence is enough; it helps the next promise."))
    version = _version()


class WithdrawForm(forms.Form):
    """Why a promise is taken back."""

    reason = _words(_("Why it is withdrawn"), _("Taking a promise back in time is fair; leaving it silent is not."))
    version = _version()

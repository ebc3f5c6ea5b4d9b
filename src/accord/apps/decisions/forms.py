"""Forms of decisions: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.decisions.rules import MOST_OPTION, MOST_OPTIONS, MOST_QUESTION, MOST_WORDS, OptionWords

Choices = Sequence[tuple[int, str]]
ROWS, SPARE = 3, 1  # how many rows for options are shown at first, and how many more than there are
OTHER = "other"  # the button beside which something else is written


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=MOST_WORDS, widget=area, help_text=help_text, required=required)


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput, help_text=help_text)


class OptionsWidget(forms.Widget):
    """Rows of an option, what speaks for it and what against."""

    template_name = "decisions/options_widget.html"
    parts = ("text", "pro", "con")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give the rows, some of them empty."""
        context = super().get_context(name, value, attrs)
        rows = [one if isinstance(one, OptionWords) else OptionWords(*one) for one in value or ()]
        wanted = min(MOST_OPTIONS, max(ROWS, len(rows) + SPARE))
        rows += [OptionWords("")] * max(0, wanted - len(rows))
        return {**context, "rows": rows, "most": MOST_OPTION}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[OptionWords]:
        """Read the rows that have something in them."""
        lists = {part: data.getlist(f"{name}-{part}") for part in self.parts}
        rows = zip(*lists.values(), strict=False)
        words = [OptionWords(*row).stripped() for row in rows]
        return [one for one in words if one.text or one.pro or one.con]

    def id_for_label(self, id_: str) -> str:
        """The first box answers to the label."""
        return f"{id_}_0" if id_ else id_


class OptionsField(forms.Field):
    """What can be decided; none are needed."""

    widget = OptionsWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare rows."""
        return list(initial or ()) != list(data or ())


class PeopleWidget(forms.Widget):
    """Names typed or picked from a list, one a box."""

    template_name = "decisions/people_widget.html"
    choices: Choices = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give the names chosen, boxes for more, and the list to pick from."""
        context = super().get_context(name, value, attrs)
        known = dict(self.choices)
        names = [known.get(one, "") if isinstance(one, int) else str(one) for one in value or ()]
        return {**context, "names": [*names, "", ""], "known": list(known.values())}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Read the names that were given."""
        return [one.strip() for one in data.getlist(name) if one.strip()]

    def id_for_label(self, id_: str) -> str:
        """The first box answers to the label."""
        return f"{id_}_0" if id_ else id_


class PeopleField(forms.Field):
    """People by name, as ids; whoever is not on the list is named in the refusal."""

    widget = PeopleWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices: Choices = ()

    def offer(self, choices: Choices) -> None:
        """Say who can be chosen."""
        self.choices = self.widget.choices = list(choices)

    def clean(self, value: Any) -> list[int]:
        """Turn names into ids; a first part that only one person has is enough."""
        found = []
        for name in value or ():
            fits = [pk for pk, label in self.choices if label == name]
            fits = fits or [pk for pk, label in self.choices if label.split(", ", 1)[0].casefold() == name.casefold()]
            if len(fits) != 1:
                raise forms.ValidationError(
                    _now("Choose “%(name)s” from the list: nobody, or more than one, is called so.")
                    % {"name": name[:80]}
                )
            found.append(fits[0])
        return list(dict.fromkeys(found))


def _people(label: Any, help_text: Any = "") -> PeopleField:
    return PeopleField(label=label, required=False, help_text=help_text)


class RaiseForm(forms.Form):
    """A question, who decides it, the options and who is heard before."""

    question = forms.CharField(
        label=_("What is to be decided"),
        max_length=MOST_QUESTION,
        help_text=_("As a question with a clear answer, e.g. “Do we roll out the assistant to all branches?”"),
    )
    decider = forms.TypedChoiceField(
        label=_("Who decides"), coerce=int, help_text=_("One person: where two decide, nobody does.")
    )
    decide_by_date = _day(_("By which day"), _("When others need the answer."))
    options = OptionsField(
        label=_("Options"), required=False, help_text=_("Each with a line for and against, if that helps.")
    )
    consulted = _people(_("Who is heard before"), _("From both sides, if both have to live with it."))
    raised_date = _day(_("The question came up on"), _("Waiting counts from this day; today if you leave it."))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decider"].choices = [("", _("Choose one person")), *people]  # type: ignore[attr-defined]
        self.fields["consulted"].offer(people)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "question": given["question"],
            "decider_id": given["decider"],
            "decide_by": given["decide_by_date"],
            "options": given["options"],
            "consulted_ids": given["consulted"],
            "raised_date": given["raised_date"],
        }


class EditForm(forms.Form):
    """Other words, days, options or people heard."""

    question = forms.CharField(label=_("What is to be decided"), max_length=MOST_QUESTION)
    decide_by_date = _day(_("By which day"))
    options = OptionsField(label=_("Options"), required=False)
    consulted = _people(_("Who is heard before"))
    raised_date = _day(_("The question came up on"), required=True)
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consulted"].offer(people)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("question", "decide_by_date", "options", "raised_date")
        return {**{name: given[name] for name in names}, "consulted_ids": given["consulted"]}


class _Chosen(forms.ChoiceField):
    """One of the options; nothing is ticked where something else is written."""

    def validate(self, value: Any) -> None:
        """Let nothing pass: the write says what is missing."""
        if value:
            super().validate(value)


class DecideForm(forms.Form):
    """Which option, why, and when to look at it again."""

    chosen = _Chosen(label=_("What is decided"), widget=forms.RadioSelect)
    option = forms.CharField(
        label=_("What is decided"), max_length=MOST_OPTION, required=False, help_text=_("In one line.")
    )
    reasons = _words(_("Why"), _("A sentence or two, so that it need not be asked again."))
    review_date = _day(_("Look at it again on"), _("If the reasons may change."))
    version = _version()

    def __init__(self, *args: Any, options: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options:
            chosen: Any = self.fields["chosen"]
            chosen.choices = [*((text, text) for text in options), (OTHER, _("Something else"))]
            self.fields["option"].label = _("Something else, in one line")
            self.fields["option"].help_text = ""
        else:
            del self.fields["chosen"]
            self.fields["option"].required = True

    def clean(self) -> dict[str, Any]:
        """Say at once that nothing was chosen, beside whatever else is missing."""
        given: dict[str, Any] = super().clean() or {}
        if "chosen" in self.fields and given.get("chosen") in {"", None, OTHER} and not given.get("option"):
            self.add_error("chosen", _("Choose one of the options, or write something else in a line."))
        return given

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        chosen = given.get("chosen", OTHER)
        written: str = given["option"].strip()
        option = written if chosen == OTHER or (not chosen and written) else chosen
        return {"option": option, "reasons": given["reasons"], "review_date": given["review_date"]}


class HandOverForm(forms.Form):
    """Who decides instead, and why."""

    decider = forms.TypedChoiceField(label=_("Who decides instead"), coerce=int)
    reason = _words(_("Why"), _("They read it."))
    version = _version()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decider"].choices = [("", _("Choose one person")), *people]  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    """Why it has to be decided again, and by when."""

    reason = _words(_("What has changed"), _("What was decided before is kept, and reopening is counted."))
    decide_by_date = _day(_("By which day"))
    version = _version()


class ReviewForm(forms.Form):
    """That it holds, what was seen, and when to look next."""

    words = _words(_("What was seen"), _("In a line, if there is something to say."), required=False)
    next_date = _day(_("Look at it again on"), _("If it is to be looked at once more."))
    version = _version()


class ReasonForm(forms.Form):
    """Why."""

    reason = _words(_("Why"))
    version = _version()

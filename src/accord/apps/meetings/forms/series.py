"""Forms of series, of who was there, and of calendar addresses: strings to values; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.apps.meetings.models import Series
from accord.apps.meetings.rules import MOST_MINUTES, MOST_PLACE, MOST_TITLE, MOST_WORDS, USUAL_MINUTES, recurrence
from accord.apps.meetings.rules.presence import BOTH_SIDES
from accord.apps.meetings.rules.recurrence import Every, Rule
from accord.apps.ui.rules import Ref

Choices = Sequence[tuple[int, str]]
OPEN, UNTIL, TIMES = "open", "until", "times"
EVERY: list[tuple[str, Any]] = [
    (Every.WEEK.value, _("Every week")),
    (Every.TWO_WEEKS.value, _("Every two weeks")),
    (Every.FOUR_WEEKS.value, _("Every four weeks")),
    (Every.NTH_WEEKDAY.value, _("Every month, on the same weekday of the month")),
    (Every.SAME_DAY.value, _("Every month, on the same day of the month")),
]
OWN_RULE: tuple[str, Any] = (Every.OWN_RULE.value, _("By the rule it has now"))
SIDES = [("business", _("The business")), ("it", _("IT"))]


class SeriesForm(forms.Form):
    """What comes round, when, and who belongs to it."""

    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE, help_text=_("What people call it."))
    about = forms.ChoiceField(label=_("About"), required=False, help_text=_("A goal or an initiative."))
    first_date = forms.DateField(label=_("First day"), widget=forms.DateInput)
    start_time = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=USUAL_MINUTES)
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("It begins at this time of day there, in summer and in winter.")
    )
    every = forms.ChoiceField(label=_("Comes round"), widget=forms.RadioSelect, initial=Every.TWO_WEEKS.value)
    ends = forms.ChoiceField(
        label=_("Until"),
        widget=forms.RadioSelect,
        choices=[(OPEN, _("somebody ends it")), (UNTIL, _("a day")), (TIMES, _("a number of times"))],
        initial=OPEN,
    )
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput, required=False)
    times = forms.IntegerField(label=_("How many times"), required=False, min_value=1, max_value=recurrence.MOST_TIMES)
    place = forms.CharField(
        label=_("Place"), max_length=MOST_PLACE, required=False, help_text=_("A room, or a web address.")
    )
    chair = forms.TypedChoiceField(label=_("Chair"), coerce=int, help_text=_("Leads the talk and keeps the outcomes."))
    people = forms.TypedMultipleChoiceField(label=_("Who belongs to it"), coerce=int, required=False)
    needs_sides = forms.MultipleChoiceField(
        label=_("Who has to be there"),
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=list(BOTH_SIDES),
        help_text=_("Held without one of them, it does not count as dialogue between the sides."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    fieldsets = (
        ("", ["title", "about"]),
        (_("When"), ["first_date", "start_time", "minutes", "zone", "every", "ends", "until", "times"]),
        (_("Who and where"), ["chair", "people", "needs_sides", "place"]),
    )

    def __init__(
        self, *args: Any, people: Choices, about: Sequence[tuple[str, Any]], rule: Rule | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rule = rule
        choices = {
            "chair": list(people),
            "people": list(people),
            "about": [("", _("nothing in particular")), *about],
            "zone": [
                (name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name or name == "UTC"
            ],
            "every": EVERY if rule is None else [*EVERY, OWN_RULE],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the end that was chosen."""
        given = super().clean() or {}
        for ends, name, said in [(UNTIL, "until", _("Give the last day.")), (TIMES, "times", _("Say how many times."))]:
            if given.get("ends") == ends and not given.get(name) and name not in self.errors:
                self.add_error(name, said)
        return given

    def rule(self) -> Rule | None:
        """Give the rule that was chosen, as far as it can be told; None if its parts are not there yet."""
        given = self.cleaned_data
        first, every, ends = given.get("first_date"), given.get("every"), given.get("ends")
        if (
            not first
            or not every
            or not ends
            or (ends == UNTIL and not given.get("until"))
            or (ends == TIMES and not given.get("times"))
        ):
            return None
        until, count = (given["until"] if ends == UNTIL else None), (given["times"] if ends == TIMES else None)
        if every == Every.OWN_RULE and self._rule is not None:
            return Rule(self._rule.parts, until, count)
        return recurrence.rule_of(Every(every), first, until=until, count=count)

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        names = ("title", "first_date", "start_time", "minutes", "zone", "place", "needs_sides")
        return {
            **{name: given[name] for name in names},
            "rule": str(self.rule()),
            "chair_id": given["chair"],
            "people_ids": [pk for pk in given["people"] if pk != given["chair"]],
            "about": Ref.parse(given["about"]) if given["about"] else None,
        }


def series_initial(series: Series) -> dict[str, Any]:
    """Give the values of a series as its form shows them."""
    rule = recurrence.known_rule(series.rule)
    names = ("title", "first_date", "start_time", "minutes", "zone", "place", "needs_sides", "version")
    return {
        **{name: getattr(series, name) for name in names},
        "about": str(series.about) if series.about else "",
        "chair": series.chair_id,
        "people": list(series.people.values_list("pk", flat=True)),
        "every": recurrence.every_of(rule, series.first_date).value,
        "ends": UNTIL if rule.until else TIMES if rule.count else OPEN,
        "until": rule.until,
        "times": rule.count,
    }


def own_rule(series: Series) -> Rule | None:
    """Give the rule of a series if it is none of those the form offers."""
    rule = recurrence.known_rule(series.rule)
    return rule if recurrence.every_of(rule, series.first_date) == Every.OWN_RULE else None


class EndForm(forms.Form):
    """Why a series is ended."""

    reason = forms.CharField(
        label=_("Why it is ended"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody of the series can read it. Dates that were changed by themselves stay."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class DeputyForm(forms.Form):
    """Who spoke on somebody's behalf."""

    deputy = forms.TypedChoiceField(label=_("Who spoke on their behalf?"), coerce=int)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = list(people)  # type: ignore[attr-defined]


class FeedForm(forms.Form):
    """Which meetings a calendar shows."""

    what = forms.ChoiceField(label=_("Which meetings"))

    def __init__(self, *args: Any, departments: Choices, series: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            ("own", _("My own meetings")),
            (_("One series"), [(f"series:{pk}", name) for pk, name in series]),
            (_("A department"), [(f"department:{pk}", name) for pk, name in departments]),
        ]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        kind, _colon, number = str(self.cleaned_data["what"]).partition(":")
        return {f"{kind}_id": int(number)} if number else {}

"""Whom to ask about what, until when: people are found by typing a part of their name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.expectations.rules.rounds import MOST_NOTE
from accord.apps.expectations.rules.words import SIDE_LABELS, Side

Directory = Mapping[int, str]  # who can be asked: id and "name, department"
MATCHES_SAID = 4


class Nobody(ValueError):
    """A name that finds nobody, or several people; the message is for people."""


def _with_zone(words: Any) -> str:
    zone = _now("Time zone: %(zone)s.") % {"zone": timezone.get_current_timezone_name()}
    return f"{words} {zone}"


def moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    """Make a field for a day and a time of the organisation's clock, whose zone it names."""
    return forms.DateTimeField(
        label=label,
        help_text=lazy(_with_zone, str)(help_text),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Give a day and a time, for example 2027-03-12 17:00.")},
    )


def find_person(typed: str, directory: Directory) -> int:
    """Find the one person whom a name, or a part of it, stands for. Raises Nobody."""
    wanted = typed.strip().casefold()
    exact = [pk for pk, label in directory.items() if label.casefold() == wanted]
    found = exact or [pk for pk, label in directory.items() if _fits(wanted, label.casefold())]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Nobody(_now("Nobody here is called “%(typed)s”. Look at the spelling.") % {"typed": typed[:60]})
    named = "; ".join(directory[pk] for pk in found[:MATCHES_SAID])
    if len(found) > MATCHES_SAID:
        named = _now("%(names)s and others") % {"names": named}
    raise Nobody(_now("Several people fit: %(names)s. Type a little more.") % {"names": named})


def _fits(wanted: str, label: str) -> bool:
    """Tell whether each typed word begins a word of the label."""
    words = label.replace(",", " ").replace("-", " ").split()
    return all(
        any(word.startswith(part) for word in words) for part in wanted.replace(",", " ").replace("-", " ").split()
    )


class SeveralForm(forms.Form):
    """Until when answers are taken, and a note: the same for rounds about several initiatives."""

    deadline_at = moment_field(
        _("Answers until"),
        help_text=_("Then everything is revealed to all sides at once; earlier if all have answered."),
    )
    note = forms.CharField(
        label=_("What they should know"),
        max_length=MOST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Everybody asked reads it, for example which use is meant. Name no figures: they pull answers along."
        ),
    )


class AskForm(SeveralForm):
    """One round: who answers for which side, until when, in which currency."""

    currency = forms.CharField(
        label=_("Amounts are in"),
        max_length=10,
        help_text=_("Three letters, for example EUR."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, directory: Directory, initial: dict[str, Any] | None = None
    ) -> None:
        self.directory = directory
        self.unknown: dict[str, str] = {}
        self.by_part: list[str] = []  # who was found by a part of their name only, and should be looked at
        super().__init__(self._found(data) if data is not None else None, initial=initial)
        choices = list(directory.items())
        for side, label in SIDE_LABELS.items():
            self.fields[side] = forms.TypedMultipleChoiceField(
                label=_now(label), coerce=int, required=False, choices=choices
            )
            self.fields[f"{side}_more"] = forms.CharField(
                label=_now("Add somebody for %(side)s") % {"side": _now(label)}, required=False, max_length=300
            )

    def _found(self, data: QueryDict) -> QueryDict:
        """Turn typed names into chosen people; what finds nobody stays as typed."""
        found = data.copy()
        for side in SIDE_LABELS:
            typed = found.get(f"{side}_more", "").strip()
            if not typed:
                continue
            try:
                chosen = str(find_person(typed, self.directory))
            except Nobody as question:
                self.unknown[f"{side}_more"] = str(question)
                continue
            found[f"{side}_more"] = ""
            if self.directory[int(chosen)].casefold() != typed.casefold():
                self.by_part.append(self.directory[int(chosen)])
            if chosen not in found.getlist(side):
                found.appendlist(side, chosen)
        return found

    def clean(self) -> dict[str, Any]:
        """Ask back at names that find nobody."""
        for name, question in self.unknown.items():
            self.add_error(name, question)
        return super().clean() or {}

    def clean_currency(self) -> str:
        """Take small letters, too."""
        return str(self.cleaned_data["currency"]).strip().upper()

    def sides(self) -> list[SideFields]:
        """Give each side with who is chosen for it now."""
        return [self._side(side) for side in Side]

    def _side(self, side: Side) -> SideFields:
        value = self[side].value() or []
        known = {str(pk) for pk in self.directory}
        chosen = [int(one) for one in map(str, value) if one in known]
        people = [(pk, self.directory[pk]) for pk in dict.fromkeys(chosen)]
        return SideFields(side.value, _now(SIDE_LABELS[side]), people, self[f"{side}_more"], self.unknown)

    def as_typed(self) -> dict[str, Any]:
        """Give what was typed so that a fresh form can show it."""
        typed: dict[str, Any] = {name: self.data.get(name, "") for name in self.fields}
        return {**typed, **{side.value: self[side.value].value() for side in Side}}

    def asked(self) -> list[tuple[int, str]]:
        """Give who is asked as the write takes it: (person, side)."""
        return [(pk, side.value) for side in Side for pk in self.cleaned_data[side]]


class SideFields:
    """One side of the form: the people chosen, and a box to find one more."""

    def __init__(
        self, side: str, label: str, people: Sequence[tuple[int, str]], more: Any, unknown: Mapping[str, str]
    ) -> None:
        self.side, self.label, self.people, self.more = side, label, people, more
        self.question = unknown.get(f"{side}_more", "")

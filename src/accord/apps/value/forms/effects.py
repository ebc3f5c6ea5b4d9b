"""Forms of series, claims and credits: strings to values; they never save."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.sockets import reader_for
from accord.apps.ui.rules import Refused
from accord.apps.value.rules.effects.checks import MOST_SOURCE, MOST_UNIT, RHYTHMS
from accord.apps.value.rules.effects.reading import ReadTable, read_table, split_text
from accord.apps.value.rules.effects.words import DIRECTIONS, EACH
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE, Direction, Rhythm, Role

Pairs = Sequence[tuple[str, str]]
MOST_PASTED = 2_000_000


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def _words(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 2) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=area, help_text=help_text, required=required)


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput, help_text=help_text)


class TableForm(forms.Form):
    """Values pasted as lines, or brought as a file."""

    text = forms.CharField(
        label=_("Values"), required=False, max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "mono"}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("CSV or a spreadsheet, with the same lines.")
    )

    def clean(self) -> dict[str, Any]:
        """Read the lines or the file; what cannot be read is named with its line."""
        given: dict[str, Any] = super().clean() or {}
        place = "file" if given.get("file") else "text"
        if not given.get(place) or place in self.errors:
            return {**given, "table": ReadTable()}
        try:
            table = _read_file(given["file"]) if place == "file" else read_table(split_text(given["text"]))
        except Refused as refusal:
            self.add_error(place, refusal.message)
            return {**given, "table": ReadTable()}
        for trouble in table.troubles:
            self.add_error(place, _now(trouble.text) % trouble.values if trouble.values else _now(trouble.text))
        return {**given, "table": table}

    def one(self) -> tuple[tuple[date, float], ...]:
        """Give the values of the one series that was brought; none is fine."""
        table: ReadTable = self.cleaned_data["table"]
        return table.series[0].points if table.series else ()

    def _refuse_several(self) -> None:
        table = self.cleaned_data.get("table") or ReadTable()
        if len(table.series) > 1:
            self.add_error("text", _now("This holds %(n)s series. Bring several at once from the list of series.") % {
                "n": len(table.series)})  # fmt: skip


def _read_file(file: Any) -> ReadTable:
    with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        path = Path(kept.name)
        return read_table(reader_for(path, file.name).open(path, Choices()).records())


def _is_count() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It is a count"), required=False,
        help_text=_("How many errors, tickets, cases or orders there were in each period. Then it is studied as a count."),
    )  # fmt: skip


class SeriesForm(TableForm):
    """A new series kept for comparing."""

    title = forms.CharField(
        label=_("What is it"), max_length=MOST_TITLE,
        help_text=_("With whom or where, e.g. “Scrap rate, plant North”."),
    )  # fmt: skip
    unit = forms.CharField(label=_("Unit"), max_length=MOST_UNIT, required=False, help_text=_("e.g. %, EUR, days"))
    source = forms.CharField(label=_("Where it comes from"), max_length=MOST_SOURCE, required=False)
    is_count = _is_count()
    field_order = ("title", "unit", "source", "is_count", "text", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("One line each: day, month or year, then the value, e.g. 2025-03; 4.2")

    def clean(self) -> dict[str, Any]:
        """Refuse a table with more than one series."""
        self.cleaned_data = super().clean()
        self._refuse_several()
        return self.cleaned_data


class SeriesEditForm(forms.Form):
    """What a series is called, and whether it counts; of a goal's measure only the latter."""

    title = forms.CharField(label=_("What is it"), max_length=MOST_TITLE)
    unit = forms.CharField(label=_("Unit"), max_length=MOST_UNIT, required=False)
    source = forms.CharField(label=_("Where it comes from"), max_length=MOST_SOURCE, required=False)
    is_count = _is_count()
    out_of = forms.ChoiceField(
        label=_("Out of how many"), required=False,
        help_text=_("The series of how many there could have been, such as people or orders; only for a count."),
    )  # fmt: skip
    version = _version()

    def __init__(self, *args: Any, series: Pairs, is_measure: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out_of: Any = self.fields["out_of"]
        out_of.choices = [("", _("Nobody has said")), *series]
        for name in ("title", "unit", "source") if is_measure else ():
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given: dict[str, Any] = {n: self.cleaned_data[n] for n in ("title", "unit", "source") if n in self.fields}
        out_of = self.cleaned_data["out_of"]
        return {**given, "is_count": self.cleaned_data["is_count"], "out_of_id": int(out_of) if out_of else None}


class PointsForm(TableForm):
    """All values of a series."""

    version = _version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "All of them, one line each: day and value. A line that is taken away is a value that is taken out."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a table with more than one series."""
        self.cleaned_data = super().clean()
        self._refuse_several()
        return self.cleaned_data


class ClaimForm(forms.Form):
    """What an initiative moves, from when on, by how much and what that is worth."""

    moved = forms.ChoiceField(label=_("What it moves"), help_text=_("A measure of a goal, or a series kept here."))
    direction = forms.ChoiceField(
        label=_("Which way is better"), widget=forms.RadioSelect,
        initial=Direction.UP,
    )  # fmt: skip
    from_date = _day(_("From which day on"), _("The first day on which it can be seen."), required=True)
    why_then = _words(
        _("Why just then"),
        _("If a bad run was the reason, values would have come back by themselves: say so, it is taken into account."),
    )
    announced_date = _day(
        _("Known to people since"), _("What changed between this day and the start counts as before.")
    )
    other_events = _words(
        _("What else happened"), _("Prices, season, other projects: whatever could have moved it, too.")
    )
    is_by_lot = forms.BooleanField(
        label=_("Who got it first was drawn by lot"), required=False,
        help_text=_("The strongest evidence there is: those who did not get it yet are a fair comparison."),
    )  # fmt: skip
    promised_change = forms.FloatField(
        label=_("How far it is to move"),
        required=False,
        help_text=_("In the unit of the measure, per period, e.g. 12."),
    )
    unit_amount = forms.DecimalField(
        label=_("What one unit is worth"), required=False, max_digits=20, decimal_places=4,
        help_text=_("Money for one unit of the measure in each period named below. Leave it empty if it has no price."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, e.g. EUR.")
    )
    rhythm = forms.ChoiceField(label=_("Counted"), initial=Rhythm.MONTHLY)
    line_key = forms.ChoiceField(label=_("The benefit of the case"), required=False)
    version = _version()
    fieldsets: Any = (
        (_("The measure"), ["moved", "direction", "from_date"]),
        (_("Before you believe a number"), ["why_then", "announced_date", "other_events", "is_by_lot"]),
        (_("What was promised, and what it is worth"),
         ["promised_change", "unit_amount", "currency", "rhythm", "line_key"]),
    )  # fmt: skip

    def __init__(self, *args: Any, series: Pairs = (), lines: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        direction: Any = self.fields["direction"]
        direction.choices = [(str(code), _now(said)) for code, said in DIRECTIONS.items()]
        rhythm: Any = self.fields["rhythm"]
        rhythm.choices = [(str(code), _now(EACH[code])) for code in RHYTHMS]
        if series:
            moved: Any = self.fields["moved"]
            moved.choices = [("", _("Choose a measure or series")), *series]
        else:
            del self.fields["moved"]
        if lines:
            line: Any = self.fields["line_key"]
            line.choices = [("", _("None in particular")), *lines]
        else:
            del self.fields["line_key"]
        shown = set(self.fields)
        self.fieldsets = tuple((legend, [n for n in names if n in shown]) for legend, names in type(self).fieldsets)

    def values(self) -> dict[str, Any]:
        """Give the values of the claim as the write takes them."""
        names = ("from_date", "announced_date", "direction", "promised_change", "unit_amount", "rhythm", "why_then",
                 "other_events", "is_by_lot", "line_key")  # fmt: skip
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**given, "currency": self.cleaned_data["currency"].upper()}

    def target(self) -> dict[str, int]:
        """Give what it moves as the write takes it."""
        kind, _mark, pk = self.cleaned_data["moved"].partition(":")
        return {f"{kind}_id": int(pk)}


class ComparisonForm(forms.Form):
    """What a claim is judged against."""

    units = forms.MultipleChoiceField(
        label=_("Did not have it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Other sites, teams, products or regions, alike before it began. Nine or more allow a rank that chance alone would hardly give."),
    )  # fmt: skip
    predictors = forms.MultipleChoiceField(
        label=_("Moves along with it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Something it is driven by but that this initiative cannot touch, such as volume or temperature."),
    )  # fmt: skip
    why = _words(_("Why these"), _("In a line: why they would have gone the same way."))
    version = _version()

    def __init__(self, *args: Any, series: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("units", "predictors"):
            field: Any = self.fields[name]
            field.choices = list(series)

    @property
    def rows(self) -> list[tuple[str, str, bool, bool]]:
        """Give each series as (id, name, is one that did not have it, moves along), the chosen ones first."""
        chosen = [{str(pk) for pk in self[name].value() or ()} for name in ("units", "predictors")]
        field: Any = self.fields["units"]
        rows = [(pk, str(name), pk in chosen[0], pk in chosen[1]) for pk, name in field.choices]
        return sorted(rows, key=lambda row: not (row[2] or row[3]))

    def clean(self) -> dict[str, Any]:
        """Refuse a series in both places."""
        given: dict[str, Any] = super().clean() or {}
        if set(given.get("units", ())) & set(given.get("predictors", ())):
            self.add_error("predictors", _now("A series stands in one place or the other, not in both."))
        return given

    def roles(self) -> dict[int, str]:
        """Give the role of each series."""
        given = self.cleaned_data
        return {int(pk): str(Role.UNIT) for pk in given["units"]} | {
            int(pk): str(Role.PREDICTOR) for pk in given["predictors"]
        }


class CreditForm(forms.Form):
    """Which share is credited, and why."""

    share = forms.DecimalField(
        label=_("Share that is credited, in per cent"), min_value=0, max_value=100, max_digits=4, decimal_places=1,
        help_text=_("Of what the study found. 100 credits all of it, 0 none."),
    )  # fmt: skip
    reason = _words(_("Why"), _("Whoever reads the ledger reads this."), required=True, rows=3)
    study = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        share: Decimal = self.cleaned_data["share"]
        return {"share": share / 100, "reason": self.cleaned_data["reason"], "study_id": self.cleaned_data["study"]}


class CreditReasonForm(forms.Form):
    """Why a signature is withdrawn."""

    reason = _words(_("Why"), _("From then on the share of the grade counts again."), required=True, rows=3)

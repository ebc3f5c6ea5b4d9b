"""The target for series: every value is a row, found again by the name of its series and its day, taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.rules.tables import Table
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import (
    Field,
    FieldType,
    Kept,
    Kind,
    Load,
    LoadRow,
    Part,
    Reach,
    RowKey,
    Target,
    Written,
    parts,
    targets,
)
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Thing, things
from accord.apps.value import permissions
from accord.apps.value.models import Point, Series
from accord.apps.value.reads.effects.points import point_titles
from accord.apps.value.reads.effects.series import KIND
from accord.apps.value.rules.effects.arranging import arranged, guessed
from accord.apps.value.rules.effects.checks import MOST_SOURCE, MOST_UNIT, why_not_points
from accord.apps.value.rules.words import MOST_TITLE
from accord.apps.value.writes.effects import imports as writes

POINT = "value.point"
NAME = Field(
    "series", gettext_lazy("Series"), required=True, most=MOST_TITLE,
    synonyms=("name", "name of the series", "title", "state", "region", "country", "site", "plant", "team", "store", "shop",
              "product", "indicator", "measure", "geo", "standort", "werk"),
    help=gettext_lazy("Of what it is a value: a site, a team, a region."),
)  # fmt: skip
DAY = Field(
    "day", gettext_lazy("Day"), FieldType.DATE, required=True, begins=True,
    synonyms=("date", "month", "period", "quarter", "year", "time", "time period", "datum", "monat", "jahr", "quartal"),
    help=gettext_lazy("A day, a month (2024-01, Jan-03), a quarter (Q1 2024) or a year: its first day counts."),
)  # fmt: skip
VALUE = Field(
    "value", gettext_lazy("Value"), FieldType.NUMBER, required=True,
    synonyms=("amount", "observation", "obs value", "figure", "number", "actual", "wert"),
)  # fmt: skip
UNIT = Field("unit", gettext_lazy("Unit"), most=MOST_UNIT, synonyms=("unit of measure", "einheit"))
SOURCE = Field("source", gettext_lazy("Where it comes from"), most=MOST_SOURCE, synonyms=("data source", "quelle"))


def plug_in() -> None:
    """Plug in the target and its part."""
    targets.plug(
        Target("series", gettext_lazy("Series of values over time"), POINT, match, "value:series", name_field="series",
               group_field="day", reach=_reach, arrange=_arranged, guess=guessed)
    )  # fmt: skip
    parts.plug(
        Part("series", "series", 20, (NAME, DAY, VALUE, UNIT, SOURCE), prepare=prepare, take_back=take_back, now=now,
             sift=sift, settle=settle)
    )  # fmt: skip
    things.plug(
        Thing(POINT, gettext_lazy("Value of a series"), lambda viewer, ids: point_titles(viewer=viewer, ids=ids))
    )


def _reach(viewer: Viewer) -> Reach:
    if permissions.edits_all_series(viewer):
        return Reach.ALL
    return Reach.OWN if permissions.can_add_series(viewer) else Reach.NONE


def _arranged(table: Table) -> Table:
    return arranged(table, [_("Series"), _("Day"), _("Value")])


# --- which value a row means -----------------------------------------------------------------------------------------


def match(keys: Sequence[RowKey]) -> Mapping[int, int]:
    """Find each row's value by the name of its series and its day."""
    wanted = {key.number: (fold(str(key.values.get("series", ""))), _day(key.values)) for key in keys}
    ids = {fold(title): pk for pk, title in _titles(measure=None) if title}
    series = {pk for title, _on in wanted.values() if (pk := ids.get(title))}
    days = [on for _title, on in wanted.values() if on]
    if not series or not days:
        return {}
    there = Point.objects.filter(series__in=series, date__gte=min(days), date__lte=max(days))
    points = {(pk, on): point for point, pk, on in there.values_list("pk", "series", "date")}
    found = {
        number: points.get((ids.get(title, 0), on)) for number, (title, on) in wanted.items() if on is not None
    }  # fmt: skip
    return {number: pk for number, pk in found.items() if pk is not None}


def _titles(**only: Any) -> list[tuple[int, str]]:
    return list(Series.objects.filter(removed_at=None, **only).order_by("-pk").values_list("pk", "title"))


def _day(values: Mapping[str, Any]) -> date | None:
    text = str(values.get("day", ""))
    return date.fromisoformat(text) if len(text) == 10 else None


def sift(keys: Sequence[RowKey]) -> Mapping[int, list[tuple[Kind, str, Mapping[str, Any]]]]:
    """Leave out rows whose day comes twice or lies in the future, whose value cannot be kept, or whose name is a goal's."""
    goals = {fold(title) for _pk, title in _titles(measure__isnull=False)} - {
        fold(t) for _pk, t in _titles(measure=None)
    }
    today = timezone.localdate()
    found: dict[int, list[tuple[Kind, str, Mapping[str, Any]]]] = {}
    for key in keys:
        if why := _why_not(key, goals, today):
            name, sentence = why
            said = {"field": str(_LABELS[name]), "text": str(key.values.get(name, "")), "why": sentence}
            found[key.number] = [(Kind.LEFT_OUT, name, said)]
    return found


_LABELS = {one.name: one.label for one in (NAME, DAY, VALUE)}


def _why_not(key: RowKey, goals: Collection[str], today: date) -> tuple[str, str] | None:
    day, value = _day(key.values), key.values.get("value")
    if fold(str(key.values.get("series", ""))) in goals:
        return "series", _("a measure of a goal is called so, and its values are kept there. Call it otherwise.")
    if day is None or value is None:
        return None
    if "#" in key.key:
        return "day", _("this series has a value of that day further up.")
    if reason := why_not_points([(day, float(value))], today=today):
        return "day" if "day" in reason.values and day > today else "value", _(reason.text) % reason.values
    return None


def settle(
    values: Mapping[str, Any], present: Mapping[str, Any]
) -> tuple[Mapping[str, Any], list[tuple[Kind, str, Mapping[str, Any]]]]:
    """Let a row change the value and nothing else."""
    return {"value": values["value"]} if "value" in values else {}, []


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give what stands here, for comparison."""
    rows = Point.objects.filter(pk__in=ids, series__removed_at=None).values_list("pk", "series__title", "value")
    return {pk: {"series": title, "value": value} for pk, title, value in rows}


# --- writing and taking back -----------------------------------------------------------------------------------------


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Read the rows; they are written in the transaction of the batch."""
    known = load.before.get(POINT, {})
    rows = [_row(row, load.source, known.get(row.number)) for row in load.rows]
    before = {str(name): pk for name, pk in load.before.get(KIND, {}).items()}

    def write() -> list[Written]:
        done = writes.import_points(rows=rows, before=before, by=load.by, at=load.at, batch=load.batch)
        series = [Written(Ref(KIND, one.pk), is_new, memo={"name": fold(one.title)}) for one, is_new in done.series]
        return [*series, *(_point(one) for one in done.points)]

    return write


def _row(row: LoadRow, source: str, known: int | None) -> writes.PointRow:
    values = row.values
    return writes.PointRow(
        number=row.number, title=str(values["series"]).strip(), date=date.fromisoformat(values["day"]),
        value=float(values["value"]), unit=str(values.get("unit", "")), source=str(values.get("source", "")) or source,
        point_id=row.record_id, id=known,
    )  # fmt: skip


def _point(one: writes.WrittenPoint) -> Written:
    memo = {"series": one.series_id, "date": one.date.isoformat(), "new": one.new, "old": one.old}
    return Written(Ref(POINT, one.point_id), one.old is None, one.number, memo)


def take_back(written: Sequence[Written], by: Viewer, at: Any, batch: Ref) -> list[Kept]:
    """Take the values back, and the series that are left without any."""
    points = [
        writes.WrittenPoint(
            point_id=one.ref.id, series_id=one.memo["series"], date=date.fromisoformat(one.memo["date"]),
            new=one.memo["new"], old=one.memo["old"],
        )
        for one in written if one.ref.kind == POINT
    ]  # fmt: skip
    made = [one.ref.id for one in written if one.ref.kind == KIND and one.created]
    kept = writes.take_back_points(points=points, series_ids=made, by=by, at=at, batch=batch)
    return [Kept(Ref(KIND, pk), reason) for pk, reason in kept.items()]

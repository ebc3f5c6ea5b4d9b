"""The part of an imported portfolio that initiatives own: title, summary, stage and its dated history, people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.rules.dates import exact_day, last_day
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Kept, Kind, Load, LoadRow, Part, RowKey, Span, Target, Written, parts, targets
from accord.apps.initiatives import reads, writes
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.initiatives.plugs.portfolio_fields import DATED, FIELDS, LABELS, STATED
from accord.apps.initiatives.rules import (
    STAGE_LABELS,
    DatedStage,
    InitiativeChange,
    InitiativeRow,
    Stage,
    amount_of,
    stated_values,
)
from accord.apps.initiatives.sockets import followers
from accord.apps.ui.reads import own_ids
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

INITIATIVE = "initiatives.initiative"
DEPARTMENT = "people.department"
PIECE = 500
REACHED: dict[str, tuple[Stage, ...]] = {
    Stage.IDEA: (),
    Stage.APPROVED: (Stage.APPROVED,),
    Stage.BUILDING: (Stage.APPROVED, Stage.BUILDING),
    Stage.TESTING: (Stage.APPROVED, Stage.BUILDING),
    Stage.LIVE: (Stage.APPROVED, Stage.BUILDING, Stage.LIVE),
    Stage.CANCELLED: (Stage.APPROVED, Stage.BUILDING),
    Stage.RETIRED: (Stage.APPROVED, Stage.BUILDING, Stage.LIVE, Stage.RETIRED),
    Stage.UNKNOWN: (Stage.APPROVED, Stage.BUILDING, Stage.LIVE, Stage.RETIRED),
}
UNDER_WAY = frozenset({Stage.APPROVED, Stage.BUILDING, Stage.TESTING})


def plug_in() -> None:
    """Plug in the target and the part."""
    targets.plug(
        Target(
            "portfolio",
            gettext_lazy("AI portfolio"),
            INITIATIVE,
            match,
            "initiatives:initiatives",
            computed=reads.SHOWN_ONLY,
            leave=leave,
            stay=stay,
        )
    )
    parts.plug(
        Part(
            "initiatives", "portfolio", 20, FIELDS, prepare=prepare, take_back=take_back, now=now, settle=settle,
            checks=(against_stage,),
            spans=(Span("lead_time", gettext_lazy("From start to live"), "initiated_on", "implemented_on"),),
        )
    )  # fmt: skip


# --- what a row says ---------------------------------------------------------------------------------------------------


def against_stage(values: Mapping[str, Any]) -> Iterable[tuple[Kind, str, Mapping[str, Any]]]:
    """Name the dates of stages that the row's own stage says have not been reached."""
    stage = values.get("stage", Stage.UNKNOWN)
    for name, of in DATED.items():
        if name in values and of not in REACHED[stage]:
            said = {"field": str(LABELS[name]), "day": values[name], "stage": str(_(STAGE_LABELS[stage]))}
            yield Kind.AGAINST_STAGE, name, said


def stages_of(values: Mapping[str, Any], as_of: date) -> tuple[DatedStage, ...]:
    """Turn a row's stage and dates into a history; where it stands is asserted as of the file's day.

    What is under way is asserted even when its last dated step says the same: the file vouches for it up to its day
    and no further, so that an old file does not make work look as if it stood still until today.
    """
    current = Stage(values.get("stage", Stage.UNKNOWN))
    steps = [_step(of, values[name]) for name, of in DATED.items() if name in values and of in REACHED[current]]
    if not steps or steps[-1].stage != current or current in UNDER_WAY:
        steps.append(DatedStage(current, asserted_on=as_of))
    return tuple(steps)


def _step(stage: Stage, value: str) -> DatedStage:
    """Date a step to the day, or, where only the month or year is known, say by when it had happened."""
    day = exact_day(value)
    return DatedStage(stage, on=day) if day else DatedStage(stage, asserted_on=last_day(value))


# --- what stands here --------------------------------------------------------------------------------------------------


def match(keys: Sequence[RowKey]) -> Mapping[int, int]:
    """Find each row's initiative by its key, or by title and department where the record never had a key."""
    wanted = {key.key: key.number for key in keys}
    rows = Initiative.objects.filter(external_key__in=wanted).order_by("-pk").values_list("external_key", "pk")
    found = {wanted[key]: pk for key, pk in rows}
    own = {pk: wanted[key] for key, pk in own_ids(keys=list(wanted)).items()}
    for pk in Initiative.objects.filter(pk__in=own, external_key="").values_list("pk", flat=True):
        found.setdefault(own[pk], pk)
    rest = {
        _name_of(key.values): key.number for key in reversed(keys) if key.number not in found and "#" not in key.key
    }
    titles = {str(key.values.get("title", "")) for key in keys if key.number in rest.values()}
    unkeyed = Initiative.objects.filter(external_key="", title__in=titles).order_by("-pk")
    for pk, title, department in unkeyed.values_list("pk", "title", "department__name"):
        if (number := rest.get((fold(title), fold(department or "")))) is not None:
            found[number] = pk
    return found


def _name_of(values: Mapping[str, Any]) -> tuple[str, str]:
    return fold(str(values.get("title", ""))), fold(str(values.get("department", "")))


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give the present values of initiatives, and their histories, for comparison."""
    names = ("title", "summary", "stage", "extra", "sponsor_id", "lead_id", "department__name", "rating",
             "planned_end_on", "ended_on", "cost_amount", "cost_currency", "benefit_amount", "benefit_currency")  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    for one in Initiative.objects.filter(pk__in=ids).values("pk", *names):
        found[one["pk"]] = {
            "title": one["title"], "summary": one["summary"], "stage": one["stage"], "extra": one["extra"],
            "sponsor": one["sponsor_id"], "lead": one["lead_id"], "department": one["department__name"] or "",
            "history": {}, **_stated_now(one),
        }  # fmt: skip
    steps = StageChange.objects.filter(initiative__in=ids).order_by("pk")
    for pk, stage, day, asserted in steps.values_list("initiative_id", "stage", "date", "asserted_on"):
        found[pk]["history"].setdefault(stage, []).append((day, asserted))
    return found


def _stated_now(one: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was said last of plan and money, as rows carry it; None where nothing was."""
    days = {name: one[name].isoformat() if one[name] else None for name in ("planned_end_on", "ended_on")}
    money = {
        name: None if one[f"{name}_amount"] is None
        else {"amount": str(one[f"{name}_amount"]), "currency": one[f"{name}_currency"], "side": ""}
        for name in ("cost", "benefit")
    }  # fmt: skip
    return {**days, **money, "rating": one["rating"] or None}


def _stated(values: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    """Bring what a row says of plan and money to the form of what stands here; whose figure it is does not count."""
    said = stated_values(values)
    found: dict[str, Any] = {name: said[name].isoformat() for name in ("planned_end_on", "ended_on") if name in said}
    for name in ("cost", "benefit"):
        if f"{name}_amount" in said:
            old = present.get(name) or {}
            currency = said[f"{name}_currency"] or old.get("currency", "")
            same = amount_of(old) == said[f"{name}_amount"] and currency == old.get("currency", "")
            found[name] = old if same else {"amount": str(said[f"{name}_amount"]), "currency": currency, "side": ""}
    return found | ({"rating": said["rating"]} if "rating" in said else {})


def settle(
    values: Mapping[str, Any], present: Mapping[str, Any]
) -> tuple[Mapping[str, Any], list[tuple[Kind, str, Mapping[str, Any]]]]:
    """Keep dates out of the comparison: a file adds later stages, but never rewrites the history of what is here."""
    stage, old = values.get("stage", Stage.UNKNOWN), present.get("stage", Stage.UNKNOWN)
    history: Mapping[str, list[tuple[date | None, date | None]]] = present.get("history", {})
    settled = {name: value for name, value in values.items() if name not in DATED and name not in STATED}
    settled |= _stated(values, present)
    if stage == Stage.UNKNOWN:
        settled.pop("stage", None)
    problems: list[tuple[Kind, str, Mapping[str, Any]]] = []
    for name, of in DATED.items():
        if name not in values or of not in REACHED[stage] or (stage != old and _is_later(of, old)):
            continue
        step = _step(of, values[name])
        if (step.on, step.asserted_on) not in history.get(of, []):
            here = next((day for day, _asserted in history.get(of, []) if day), None)
            said = {"field": str(LABELS[name]), "day": values[name], "here": here.isoformat() if here else _("nothing")}
            problems.append((Kind.OTHER_DATE, name, said))
    return settled, problems


def _is_later(stage: Stage, than: str) -> bool:
    order = list(Stage)
    return than == Stage.UNKNOWN or order.index(stage) > order.index(Stage(than))


# --- writing and taking back -------------------------------------------------------------------------------------------


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the new initiatives; the returned function changes those that are here already."""
    new = [row for row in load.rows if row.record_id is None]
    changed = [row for row in load.rows if row.record_id is not None]
    stages: dict[int, str] = {}
    for piece in _pieces([row.record_id for row in changed if row.record_id is not None]):
        stages.update(Initiative.objects.filter(pk__in=piece).values_list("pk", "stage"))

    departments = load.ids.get(DEPARTMENT, {})
    with gathering(into=load.inserts):
        ids = writes.import_initiatives(
            rows=[_new(row, load, departments) for row in new], by=load.by, at=load.at, batch=load.batch
        )
    changes = [_change(row, load, departments, stages) for row in changed]
    mine = load.ids.setdefault(INITIATIVE, {})
    mine.update(zip((row.number for row in new), ids, strict=True))
    mine.update((row.number, row.record_id) for row in changed if row.record_id is not None)

    def write() -> Iterable[Written]:
        writes.change_imported(changes=changes, by=load.by, at=load.at, batch=load.batch)
        return [Written(Ref(INITIATIVE, mine[row.number]), row.record_id is None, row.number) for row in load.rows]

    return write


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]


def _new(row: LoadRow, load: Load, departments: Mapping[Any, int]) -> InitiativeRow:
    values = row.values
    return InitiativeRow(
        title=values["title"], id=load.before.get(INITIATIVE, {}).get(row.number), summary=values.get("summary", ""), department_id=_department(values, departments),
        sponsor_id=values.get("sponsor"), lead_id=values.get("lead"), external_key=row.key, extra=row.extra,
        stages=stages_of(values, load.as_of), stated=stated_values(values), source=load.source,
    )  # fmt: skip


def _department(values: Mapping[str, Any], departments: Mapping[Any, int]) -> int | None:
    name = values.get("department")
    return departments[fold(name)] if name else None


def _change(row: LoadRow, load: Load, departments: Mapping[Any, int], stages: Mapping[int, str]) -> InitiativeChange:
    assert row.record_id is not None  # noqa: S101 - rows to change have a record
    values: dict[str, Any] = {name: row.values[name] for name in ("title", "summary") if name in row.changes}
    values |= {f"{name}_id": row.values[name] for name in ("sponsor", "lead") if name in row.changes}
    if "department" in row.changes:
        values["department_id"] = _department(row.values, departments)
    if extra := {code: value for code, value in row.extra.items() if f"extra.{code}" in row.changes}:
        values["extra"] = extra
    said = stated_values(row.values)
    values |= {name: value for name, value in said.items() if value != "" and _field_of(name) in row.changes}
    steps: tuple[DatedStage, ...] = ()
    if "stage" in row.changes:
        old = stages.get(row.record_id, Stage.UNKNOWN)
        current = Stage(row.values["stage"])
        steps = tuple(
            step for step in stages_of(row.values, load.as_of) if step.stage == current or _is_later(step.stage, old)
        )
    return InitiativeChange(
        id=row.record_id,
        values={**values, **({"external_key": row.key} if row.key else {})},
        stages=steps,
        source=load.source,
    )


def _field_of(name: str) -> str:
    """Name the field of a file that an initiative's own field comes from."""
    return name.removesuffix("_amount").removesuffix("_currency")


def leave(ids: Sequence[int], on: date, by: Viewer, at: datetime, batch: Ref) -> None:
    """Mark initiatives that their list names no more since a day; apps above that follow lists are told."""
    writes.leave_list(ids=ids, on=on, by=by, at=at, batch=batch)
    for follower in followers:
        follower.leave(ids, on, by, at, batch)


def stay(ids: Sequence[int], by: Viewer, at: datetime, batch: Ref) -> None:
    """Take the mark away: the list names them again, or the file that left them out was taken back."""
    writes.stay_in_list(ids=ids, by=by, at=at, batch=batch)
    for follower in followers:
        follower.stay(ids, by, at, batch)


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Take back the initiatives that were added and the changes that were made, except what was changed since."""
    created = [one.ref.id for one in written if one.created]
    changed = [one.ref.id for one in written if not one.created]
    anyway = {one.ref.id for one in written if one.anyway}
    kept = dict(writes.take_back(ids=created, by=by, at=at, batch=batch, anyway=anyway).kept)
    kept |= writes.take_back_changes(ids=changed, by=by, at=at, batch=batch, anyway=anyway).kept
    return [Kept(Ref(INITIATIVE, pk), reason) for pk, reason in kept.items()]

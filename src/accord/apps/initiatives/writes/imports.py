"""Many initiatives at once: what an import writes, changes and takes back, each in a few statements.

The caller holds the one short transaction of the batch and has checked the rows; these writes check who.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, ProtectedError, Q
from django.utils.translation import gettext as _

from accord.apps.batches.reads.since import touched_since
from accord.apps.initiatives.events import (
    ImportedChangesTakenBack,
    InitiativeImported,
    InitiativeImportedAgain,
    InitiativeTakenBack,
)
from accord.apps.initiatives.models import GoalLink, Initiative, Link, Milestone, Money, StageChange, Statement
from accord.apps.initiatives.permissions import check_import
from accord.apps.initiatives.rules import DatedStage, InitiativeChange, InitiativeRow, Stage
from accord.apps.initiatives.writes.checking import INITIATIVE
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, changes_between
from accord.apps.trail.models import Detail, Entry
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import at_once, insert_many

PIECE = 2_000  # ids in one statement
STATED = ("planned_end_on", "ended_on", "cost_amount", "cost_currency", "benefit_amount", "benefit_currency", "rating")
CHANGEABLE = (
    "title", "summary", "department_id", "sponsor_id", "lead_id", "visibility", "external_key", "extra", *STATED,
)  # fmt: skip
# what the file said besides stands on the record and on the batch's rows, which open from the trail
TOLD_WHEN_NEW = ("title", "department_id", "sponsor_id", "lead_id", "visibility")
STORED = {*CHANGEABLE, "stage", "stage_date", "version"}
_LINKS = {"department_id": "people.department", "sponsor_id": "people.person", "lead_id": "people.person"}
_WORDS = {"title", "summary", "external_key", "extra"}
_DAYS, _AMOUNTS = {"stage_date", "planned_end_on", "ended_on"}, {"cost_amount", "benefit_amount"}


@dataclass(frozen=True)
class TakenBack:
    """What a take-back did: the ids it undid, and those it kept with the reason in words."""

    done: tuple[int, ...]
    kept: Mapping[int, str]


@at_once
def import_initiatives(*, rows: Sequence[InitiativeRow], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Create the rows' initiatives with their stage histories; gives their ids in the order of the rows.

    Links (department, sponsor, lead) are ids that exist. Raises NotAllowed.
    """
    check_import(by)
    made = insert_many(records=[_initiative(row, at) for row in rows])
    steps = [
        _stage_change(one.pk, stage, row.source, at, batch)
        for one, row in zip(made, rows, strict=True)
        for stage in row.stages or (DatedStage(Stage.UNKNOWN),)
    ]
    insert_many(records=steps)
    events = [
        InitiativeImported(subject=Ref(INITIATIVE, one.pk), changes=_as_new(one, row, by))
        for one, row in zip(made, rows, strict=True)
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return [one.pk for one in made]


def _initiative(row: InitiativeRow, at: datetime) -> Initiative:
    last = row.stages[-1] if row.stages else DatedStage(Stage.UNKNOWN)
    return Initiative(
        pk=row.id, title=row.title, summary=row.summary, stage=last.stage, stage_date=_since(row.stages), department_id=row.department_id,
        sponsor_id=row.sponsor_id, lead_id=row.lead_id, visibility=row.visibility, extra=dict(row.extra),
        external_key=row.external_key, created_at=at, **row.stated,
    )  # fmt: skip


def _since(stages: Sequence[DatedStage]) -> date | None:
    """Say since when the last stage holds: its last dated step, even if a file vouches for it again later."""
    return next((step.on for step in reversed(stages) if step.on and step.stage == stages[-1].stage), None)


def _stage_change(initiative_id: int, stage: DatedStage, source: str, at: datetime, batch: Ref) -> StageChange:
    return StageChange(
        initiative_id=initiative_id, stage=stage.stage, date=stage.on, asserted_on=stage.asserted_on,
        source=source[:200], recorded_at=at, batch=str(batch),
    )  # fmt: skip


def _as_new(one: Initiative, row: InitiativeRow, by: Viewer) -> tuple[Change, ...]:
    values = {name: _told(name, getattr(one, name)) for name in TOLD_WHEN_NEW}
    values["stages"] = _told_stages(row.stages)
    return tuple(
        Change(field=name.removesuffix("_id"), new=value, person_id=by.pk if name in _WORDS else None)
        for name, value in values.items()
        if value
    )


def _told(name: str, value: Any) -> Any:
    return str(Ref(_LINKS[name], value)) if name in _LINKS and value is not None else value


def _told_stages(stages: Iterable[DatedStage]) -> list[str]:
    return [f"{stage.stage} {stage.on or (f'as of {stage.asserted_on}' if stage.asserted_on else '')}".strip()
            for stage in stages]  # fmt: skip


@transaction.atomic
def change_imported(*, changes: Sequence[InitiativeChange], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Change initiatives that are there already; gives the ids of those that really changed.

    Extra fields are merged, stages that are not in the history yet are appended. Raises NotAllowed.
    """
    check_import(by)
    ids = [change.id for change in changes]
    now = {one.pk: one for piece in _pieces(ids) for one in Initiative.objects.filter(pk__in=piece)}
    histories = _histories(ids)
    changed: list[Initiative] = []
    steps: list[StageChange] = []
    events: list[InitiativeImportedAgain] = []
    for change in changes:
        one = now.get(change.id)
        if one is None:
            continue
        new = _new_stages(change.stages, histories.get(one.pk, set()))
        told = _apply(one, change, new, by)
        if told:
            changed.append(one)
            steps += [_stage_change(one.pk, stage, change.source, at, batch) for stage in new]
            events.append(InitiativeImportedAgain(subject=Ref(INITIATIVE, one.pk), changes=told))
    _store(changed)
    insert_many(records=steps)
    trail.record_many(events, by=by, at=at, batch=batch)
    return [one.pk for one in changed]


def _store(changed: Sequence[Initiative]) -> None:
    """Store changed initiatives with one prepared statement, run once for each: nobody waits for ``bulk_update``."""
    connection = transaction.get_connection()
    quote = connection.ops.quote_name
    fields = [field for field in Initiative._meta.concrete_fields if field.attname in STORED]
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(Initiative._meta.db_table)} SET {columns} WHERE id = %s"  # noqa: S608 - our own names
    values = [
        [*(field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields), one.pk]
        for one in changed
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)


def _apply(one: Initiative, change: InitiativeChange, new: Sequence[DatedStage], by: Viewer) -> tuple[Change, ...]:
    values = {name: value for name, value in change.values.items() if name in CHANGEABLE}
    if "extra" in values:
        values["extra"] = {**one.extra, **values["extra"]}
    if new:
        values |= {"stage": new[-1].stage.value, "stage_date": _since(new)}
    before = {name: _plain(_told(name, getattr(one, name))) for name in values}
    after = {name: _plain(_told(name, value)) for name, value in values.items()}
    told = changes_between(before, after, personal=dict.fromkeys(_WORDS & set(values), by.pk))
    if not told and not new:
        return ()
    for name, value in values.items():
        setattr(one, name, value)
    one.version += 1
    told = tuple(Change(field=c.field.removesuffix("_id"), old=c.old, new=c.new, person_id=c.person_id) for c in told)
    return (*told, Change(field=VERSION, old=one.version - 1, new=one.version))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _histories(ids: Sequence[int]) -> dict[int, set[tuple[str, date | None, date | None]]]:
    found: dict[int, set[tuple[str, date | None, date | None]]] = {}
    for piece in _pieces(ids):
        rows = StageChange.objects.filter(initiative__in=piece).values_list(
            "initiative_id", "stage", "date", "asserted_on"
        )
        for pk, stage, day, asserted in rows:
            found.setdefault(pk, set()).add((stage, day, asserted))
    return found


def _new_stages(
    stages: Sequence[DatedStage], there: set[tuple[str, date | None, date | None]]
) -> tuple[DatedStage, ...]:
    return tuple(stage for stage in stages if (stage.stage.value, stage.on, stage.asserted_on) not in there)


@transaction.atomic
def take_back(*, ids: Collection[int], by: Viewer, at: datetime, batch: Ref, anyway: Collection[int] = ()) -> TakenBack:
    """Delete initiatives a batch created and nobody touched since; the others are kept, with the reason.

    Touched means: changed, moved, or something hangs on it (a goal, a milestone, money, a link, what a later file says, evidence). The trail
    keeps all that was recorded. Raises NotAllowed.
    """
    check_import(by)
    kept: dict[int, str] = {}
    done: list[int] = []
    for piece in _pieces(list(ids)):
        rows = {pk: (title, hung) for pk, title, hung in _with_hung(piece)}
        free = [pk for pk in rows if pk not in anyway]
        changed = _changed_since(free, batch)
        kept |= {pk: _("It has been changed since.") for pk in free if pk in changed}
        kept |= {pk: _("Something has been added to it since.") for pk in free if rows[pk][1] and pk not in kept}
        free = [pk for pk in rows if pk not in kept]
        held = _delete(free)
        kept |= dict.fromkeys(held, _("Other records rest on it by now."))
        gone = [pk for pk in free if pk not in held]
        events = [
            InitiativeTakenBack(subject=Ref(INITIATIVE, pk), changes=(Change(field="title", old=rows[pk][0]),))
            for pk in gone
        ]
        trail.record_many(events, by=by, at=at, batch=batch)
        done += gone
    return TakenBack(tuple(done), kept)


def _changed_since(ids: Sequence[int], batch: Ref) -> set[int]:
    """List the initiatives that somebody, or another file, has changed after this one."""
    return {ref.id for ref in touched_since(batch=batch, refs=[Ref(INITIATIVE, pk) for pk in ids])}


def _with_hung(ids: Sequence[int]) -> Any:
    hung = Q()
    for model in (GoalLink, Milestone, Money, Link, Statement):
        hung |= Q(Exists(model._default_manager.filter(initiative=OuterRef("pk"))))
    rows = Initiative.objects.filter(pk__in=ids).annotate(
        hung=models.Case(models.When(hung, then=True), default=False, output_field=models.BooleanField())
    )
    return rows.order_by("pk").values_list("pk", "title", "hung")


def _delete(ids: Sequence[int]) -> set[int]:
    """Delete what nothing protects; gives the ids that something does protect."""
    held: set[int] = set()
    while True:
        try:
            with transaction.atomic():
                Initiative.objects.filter(pk__in=[pk for pk in ids if pk not in held]).delete()
        except ProtectedError as error:
            found = {getattr(record, "initiative_id", None) for record in error.protected_objects} - {None} - held
            if not found:
                raise
            held |= {int(pk) for pk in found if pk is not None}
        else:
            return held


@transaction.atomic
def take_back_changes(
    *, ids: Collection[int], by: Viewer, at: datetime, batch: Ref, anyway: Collection[int] = ()
) -> TakenBack:
    """Undo what a batch changed on initiatives that were there before, where nobody changed them since.

    Old values come from the trail; what was erased there stays as it is. Raises NotAllowed.
    """
    check_import(by)
    kept: dict[int, str] = {}
    done: list[int] = []
    for piece in _pieces(list(ids)):
        changed = _changed_since([pk for pk in piece if pk not in anyway], batch)
        kept |= {pk: _("It has been changed since.") for pk in piece if pk in changed}
        mine = _entries_of([pk for pk in piece if pk not in changed], batch)
        done += _restore(mine, by=by, at=at, batch=batch)
    return TakenBack(tuple(done), kept)


def _entries_of(ids: Sequence[int], batch: Ref) -> dict[int, int]:
    """Map each initiative to the entry of the trail by which the batch last changed it."""
    about = Entry.objects.filter(
        subject_kind=INITIATIVE, subject_id__in=ids, batch=str(batch), code=InitiativeImportedAgain.code
    )
    return dict(about.order_by().values_list("subject_id").annotate(last=Max("pk")))


def _restore(entries: Mapping[int, int], *, by: Viewer, at: datetime, batch: Ref) -> list[int]:
    olds: dict[int, dict[str, Any]] = {pk: {} for pk in entries}
    subjects = {entry: pk for pk, entry in entries.items()}
    for detail in Detail.objects.filter(entry__in=subjects, erased_at=None).exclude(field=VERSION):
        olds[subjects[detail.entry_id]][detail.field] = detail.old
    StageChange.objects.filter(initiative__in=olds, batch=str(batch)).delete()
    restored = []
    events = []
    for one in Initiative.objects.filter(pk__in=olds):
        told = tuple(
            Change(field=name, old=_plain(_now(one, name)), new=old, person_id=by.pk if name in _WORDS else None)
            for name, old in olds[one.pk].items()
        )
        for name, old in olds[one.pk].items():
            _set(one, name, old)
        one.version += 1
        step = Change(field=VERSION, old=one.version - 1, new=one.version)
        events.append(ImportedChangesTakenBack(subject=Ref(INITIATIVE, one.pk), changes=(*told, step)))
        restored.append(one)
    _store(restored)
    trail.record_many(events, by=by, at=at, batch=batch)
    return [one.pk for one in restored]


def _now(one: Initiative, name: str) -> Any:
    link = f"{name}_id"
    return _told(link, getattr(one, link)) if link in _LINKS else getattr(one, name)


def _set(one: Initiative, name: str, old: Any) -> None:
    if f"{name}_id" in _LINKS:
        setattr(one, f"{name}_id", Ref.parse(old).id if old else None)
    elif name in _DAYS:
        setattr(one, name, date.fromisoformat(old) if old else None)
    elif name in _AMOUNTS:
        setattr(one, name, Decimal(old) if old else None)
    else:
        setattr(one, name, old)


def _pieces(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while piece := list(islice(rest, PIECE)):
        yield piece

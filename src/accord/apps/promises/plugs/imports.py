"""The target for lists of promises, such as action items: found again by words, owner and day; settled ones stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.rules.dates import exact_day
from accord.apps.batches.rules.words import fold
from accord.apps.batches.sockets import Kept, Kind, Load, LoadRow, Part, RowKey, Target, Written, parts, targets
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department
from accord.apps.promises import writes
from accord.apps.promises.models import Promise, Proposal
from accord.apps.promises.plugs import import_fields as fields
from accord.apps.promises.rules import STATE_LABELS, Answer, State
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

PROMISE = "promises.promise"
DAYS = ("due_date", "first_due_date", "kept_on")
CHANGING = ("due_date", "made_to", "state", "kept_on")
Named = tuple[Kind, str, Mapping[str, Any]]


def plug_in() -> None:
    """Plug in the target and its part."""
    targets.plug(
        Target("promises", gettext_lazy("Promises"), PROMISE, match, "promises:promises", name_field="what",
               group_field="due_date")
    )  # fmt: skip
    parts.plug(
        Part("promises", "promises", 20, fields.FIELDS, prepare=prepare, take_back=take_back, now=now, sift=sift,
             settle=settle)
    )  # fmt: skip


# --- which promise a row means ---------------------------------------------------------------------------------------


def match(keys: Sequence[RowKey]) -> Mapping[int, int]:
    """Find each row's promise: of the same words and owner, on the same day or first day; or the only open one."""
    wanted: dict[str, list[RowKey]] = {}
    for key in keys:
        wanted.setdefault(_what(key.values), []).append(key)
    here: dict[str, list[Promise]] = {}
    for one in Promise.objects.order_by("pk").only("what", "owner_id", "due_date", "first_due_date", "state"):
        if (what := fold(one.what)) in wanted:
            here.setdefault(what, []).append(one)
    found: dict[int, int] = {}
    for what, rows in wanted.items():
        free = list(here.get(what, ()))
        for row in rows:
            if its := next((one for one in free if _is_owner(row, one) and _on_its_day(row, one)), None):
                found[row.number] = its.pk
                free.remove(its)
        rest = [row for row in rows if row.number not in found]
        still = [one for one in free if one.state == State.OPEN]
        if len(rest) == 1 and len(still) == 1 and _is_owner(rest[0], still[0]):
            found[rest[0].number] = still[0].pk
    return found


def _what(values: Mapping[str, Any]) -> str:
    return fold(str(values.get("what", "")))


def _is_owner(row: RowKey, one: Promise) -> bool:
    return row.values.get("owner") in {None, one.owner_id}


def _on_its_day(row: RowKey, one: Promise) -> bool:
    said = {row.values.get("due_date"), row.values.get("first_due_date")} - {None}
    return bool(said & {one.due_date.isoformat(), one.first_due_date.isoformat()})


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Give the present values of promises for comparison, and whether another day waits for an answer."""
    rows = list(Promise.objects.filter(pk__in=ids))
    waits = set(Proposal.objects.filter(promise__in=ids, state=Answer.OPEN).values_list("promise_id", flat=True))
    titles = _titles_of({one.about for one in rows if one.about})
    return {
        one.pk: {
            "what": one.what, "owner": one.owner_id, "made_to": one.made_to_id, "due_date": one.due_date.isoformat(),
            "state": one.state, "kept_on": timezone.localdate(one.kept_at).isoformat() if one.kept_at else None,
            "about": titles.get(one.about, "") if one.about else "", "_waits": one.pk in waits,
        }
        for one in rows
    }  # fmt: skip


def _titles_of(refs: Collection[Ref]) -> dict[Ref | None, str]:
    found: dict[Ref | None, str] = {}
    for kind, model in (("initiatives.initiative", Initiative), ("goals.goal", Goal)):
        ids = [ref.id for ref in refs if ref.kind == kind]
        rows = model._default_manager.filter(pk__in=ids).values_list("pk", "title") if ids else ()
        found |= {Ref(kind, pk): title for pk, title in rows}
    return found


# --- what can be taken -----------------------------------------------------------------------------------------------


def sift(keys: Sequence[RowKey]) -> Mapping[int, list[Named]]:
    """Name days that are no days, records nobody knows, and what keeps a row from being a promise at all."""
    departments = {fold(name) for name in Department.objects.values_list("name", flat=True)}
    known = match(keys)
    present = now(list(known.values()))
    about = _Titles([key.values["about"] for key in keys if key.values.get("about")])
    found: dict[int, list[Named]] = {}
    for key in keys:
        here = present.get(known.get(key.number, 0), {})
        named = _days(key.values) + _belongings(key.values, here, departments, about)
        found[key.number] = [*named, *_lacking(key.values, here, {name for _kind, name, _said in named})]
    return {number: named for number, named in found.items() if named}


def _days(values: Mapping[str, Any]) -> list[Named]:
    return [
        _not_taken(n, values[n], _("the day is not known.")) for n in DAYS if n in values and not exact_day(values[n])
    ]


def _belongings(
    values: Mapping[str, Any], here: Mapping[str, Any], departments: set[str], about: _Titles
) -> list[Named]:
    named = []
    if (name := values.get("department")) and fold(name) not in departments:
        named.append(_not_taken("department", name, _("there is no such department.")))
    if (title := values.get("about")) and fold(title) != fold(here.get("about", "")) and (why := about.why_not(title)):
        named.append(_not_taken("about", title, why))
    if values.get("state") == State.UNTOLD and not here:
        named.append(_not_taken("state", STATE_LABELS[State.UNTOLD], _("only lists brought in again say so.")))
    return named


def _lacking(values: Mapping[str, Any], here: Mapping[str, Any], gone: set[str]) -> Iterable[Named]:
    """Name what a promise cannot do without: who, a day, and, once it is kept, since when."""
    if not here and not {"owner", "department"} & (set(values) - gone):
        yield _missing("owner")
    if "due_date" in gone:
        yield _missing("due_date")
    kept_here = here.get("state") == State.KEPT
    if values.get("state") == State.KEPT and not kept_here and not ({"kept_on"} & (set(values) - gone)):
        yield _missing("kept_on")


def _missing(name: str) -> Named:
    return Kind.MISSING, name, {"field": str(fields.BY_NAME[name].label)}


def _not_taken(name: str, text: object, why: str) -> Named:
    return Kind.NOT_TAKEN, name, {"field": str(fields.BY_NAME[name].label), "text": str(text), "why": why}


class _Titles:
    """The initiatives and goals that rows are about, by their titles."""

    def __init__(self, said: Collection[str]) -> None:
        wanted = {fold(title) for title in said}
        self._refs: dict[str, list[Ref]] = {}
        for kind, model in (("initiatives.initiative", Initiative), ("goals.goal", Goal)):
            for pk, title in model._default_manager.order_by("pk").values_list("pk", "title") if wanted else ():
                if fold(title) in wanted:
                    self._refs.setdefault(fold(title), []).append(Ref(kind, pk))

    def why_not(self, title: str) -> str:
        """Say why a title means no record, "" if it means one."""
        count = len(self._refs.get(fold(title), ()))
        if not count:
            return _("no initiative or goal is called so.")
        return _("several initiatives or goals are called so.") if count > 1 else ""

    def find(self, title: str) -> Ref | None:
        """Find the one record that a title means."""
        refs = self._refs.get(fold(title), [])
        return refs[0] if len(refs) == 1 else None


def settle(values: Mapping[str, Any], present: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Named]]:
    """Keep what a file must not change: what was settled, who promised, what it is about, a day that is being talked about."""
    settled = {name: values[name] for name in ("due_date", "made_to", "state", "kept_on") if name in values}
    if "kept_on" in settled:
        settled.setdefault("state", State.KEPT)
    if settled.get("state") != State.KEPT:
        settled.pop("kept_on", None)
    stays = _("the promise stays with what it says here.")
    named = [
        _not_taken(name, _said(name, values), stays)
        for name in ("owner", "about")
        if name in values and fold(str(values[name])) != fold(str(present.get(name)))
    ]
    differs = [name for name in CHANGING if name in settled and name in present and settled[name] != present[name]]
    if present.get("state") != State.OPEN and differs:
        why = _("it is settled here. Reopen it first.")
        return {}, [*named, *(_not_taken(name, _said(name, settled), why) for name in differs)]
    if present.get("_waits") and "due_date" in differs:
        named.append(
            _not_taken("due_date", settled.pop("due_date"), _("another day is proposed and waits for an answer."))
        )
    return settled, named


def _said(name: str, values: Mapping[str, Any]) -> str:
    if name in {"owner", "made_to"}:
        return _("another person")
    return str(values[name])


# --- writing and taking back -----------------------------------------------------------------------------------------


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Gather the new promises; the returned function changes those that are here already."""
    new = [row for row in load.rows if row.record_id is None]
    departments = {fold(name): pk for pk, name in Department.objects.order_by("-pk").values_list("pk", "name")}
    about = _Titles([row.values["about"] for row in new if row.values.get("about")])
    before = load.before.get(PROMISE, {})
    with gathering(into=load.inserts):
        ids = writes.import_promises(
            rows=[_new(row, departments, about, before.get(row.number)) for row in new],
            by=load.by, at=load.at, batch=load.batch,
        )  # fmt: skip
    mine = dict(zip((row.number for row in new), ids, strict=True))
    mine |= {row.number: row.record_id for row in load.rows if row.record_id is not None}
    changes = {row.record_id: _change(row) for row in load.rows if row.record_id is not None}

    def write() -> Iterable[Written]:
        writes.change_promises(changes=changes, source=load.source, by=load.by, at=load.at, batch=load.batch)
        return [Written(Ref(PROMISE, mine[row.number]), row.record_id is None, row.number) for row in load.rows]

    return write


def _new(row: LoadRow, departments: Mapping[str, int], about: _Titles, known: int | None) -> writes.PromiseRow:
    values = row.values
    due = _day(values, "due_date")
    assert due is not None  # noqa: S101 - rows without a day are refused in the check
    kept_on = _day(values, "kept_on")
    state = values.get("state", State.KEPT if kept_on else State.OPEN)
    return writes.PromiseRow(
        what=values["what"], owner_id=values.get("owner"), made_to_id=values.get("made_to"), due_date=due,
        department_id=departments.get(fold(values.get("department", ""))), first_due_date=_day(values, "first_due_date") or due,
        about=about.find(values["about"]) if values.get("about") else None, state=state,
        kept_on=kept_on if state == State.KEPT else None, id=known,
    )  # fmt: skip


def _change(row: LoadRow) -> writes.PromiseChange:
    values = row.values
    state = values.get("state", State.KEPT if values.get("kept_on") else State.OPEN)
    settles = bool({"state", "kept_on"} & row.changes)
    return writes.PromiseChange(
        due_date=_day(values, "due_date") if "due_date" in row.changes else None,
        made_to_id=values["made_to"] if "made_to" in row.changes else None,
        state=state if settles else None, kept_on=_day(values, "kept_on") if settles else None,
    )  # fmt: skip


def _day(values: Mapping[str, Any], name: str) -> date | None:
    return exact_day(values[name]) if values.get(name) else None


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Remove the promises that were written down and undo what was changed on others, except what was changed since."""
    undone = writes.take_promises_back(
        added=[one.ref.id for one in written if one.created], changed=[one.ref.id for one in written if not one.created],
        by=by, at=at, batch=batch, anyway={one.ref.id for one in written if one.anyway},
    )  # fmt: skip
    return [Kept(Ref(PROMISE, pk), reason) for pk, reason in undone.kept.items()]

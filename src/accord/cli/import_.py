"""`accord import`: reads a portfolio file, says what it found, and writes it when told to.

Exit code 0: clean; 1: rows have problems; 2: refused. A preview leaves nothing behind.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from accord.apps.batches.models import Batch
    from accord.apps.people.models import Person

CLEAN, PROBLEMS, REFUSED = 0, 1, 2
ORDERS = {"day-first": True, "month-first": False}


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--commit", "write", is_flag=True, help="Write what the preview shows, all or nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the file was right; default what the file says of it, else today.",
)
@click.option("--profile", metavar="NAME", help="Map the columns as in an earlier import of this name.")
@click.option("--dates", type=click.Choice(list(ORDERS)), help="What comes first where the values do not say.")
@click.option("--repair-years", is_flag=True, help="Read days of 1905 as the years a spreadsheet made them of.")
@click.option("--list", "list_name", metavar="NAME", help="It is the next state of this list; made if there is none.")
@click.option("--key", "key_by", multiple=True, metavar="FIELD", help="The list's rows are found again by this field.")
@click.option("--part", "is_part", is_flag=True, help="The file holds only part of the list: nothing leaves it.")
@click.option("--what", metavar="KIND", help="What it lists: portfolio, people, goals, promises; found out by itself.")
@click.option("--by", "email", metavar="EMAIL", help="Who brings it in; default the first administrator.")
@click.option("--undo", type=int, metavar="BATCH", help="Take a written import back.")
@click.option("--again", type=int, metavar="BATCH", help="Bring in again what was taken back.")
def command(
    *,
    file: Path | None,
    write: bool,
    as_json: bool,
    as_of: datetime | None,
    profile: str | None,
    dates: str | None,
    repair_years: bool,
    list_name: str | None,
    key_by: tuple[str, ...],
    is_part: bool,
    what: str | None,
    email: str | None,
    undo: int | None,
    again: int | None,
) -> None:
    """Read a FILE and show what is in it; write it with --commit; take it back with --undo; undo that with --again."""
    from accord.cli.django_ready import ready

    ready()
    from accord.apps.ui.rules import Refused

    code = CLEAN
    try:
        by = _person(email)
        if file is not None and undo is None:
            answers = Answers(as_of, profile, ORDERS.get(dates or ""), repair_years, list_name, key_by, is_part, what)
            batch = _read(file, by, answers)
            code = _finish(batch, by, write=write, as_json=as_json)
        elif undo is not None and file is None:
            _undo(undo, by, as_json=as_json)
        elif again is not None and file is None:
            _again(again, by, as_json=as_json)
        else:
            raise click.UsageError("Give a FILE, or --undo or --again with the number of an import.")
    except Refused as refusal:
        _refuse(refusal.message, as_json=as_json)
    sys.exit(code)


def _refuse(sentence: str, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"refused_because": sentence}, ensure_ascii=False))
    click.echo(f"Refused: {sentence}", err=True)
    sys.exit(REFUSED)


def _person(email: str | None) -> Person:
    from django.db import DatabaseError

    from accord.apps.people.models import Person
    from accord.apps.ui.rules import NotFound, Role

    try:
        people = list(Person.objects.filter(is_active=True).order_by("pk").only("pk", "name", "email", "roles"))
    except DatabaseError:
        raise NotFound("There is no organisation in this home yet. Make one with `accord init`.") from None
    if email:
        found = next((one for one in people if (one.email or "").casefold() == email.casefold()), None)
    else:
        found = next((one for one in people if Role.ADMINISTRATOR in one.roles), None)
    if found is None:
        raise NotFound(
            f"Nobody here has the mail address {email}."
            if email
            else "There is no administrator here yet. Run `accord init`."
        )
    return found


@dataclass(frozen=True)
class Answers:
    """What was said on the command line about a file."""

    as_of: datetime | None
    profile: str | None
    day_first: bool | None
    repair_years: bool
    list_name: str | None
    key_by: tuple[str, ...]
    is_part: bool
    what: str | None


def _read(file: Path, by: Person, said: Answers) -> Batch:
    """Stage and check a file; whatever goes wrong on the way, nothing of it stays."""
    from django.utils import timezone

    from accord.apps.batches import sockets, writes
    from accord.apps.batches.reads.opening import fitting_target
    from accord.apps.batches.rules.columns import Column
    from accord.apps.batches.rules.plans import Plan
    from accord.apps.batches.rules.said_day import said_day
    from accord.apps.ui.rules import NotFound

    if not file.is_file():
        raise NotFound(f"There is no file {file}.")
    now = timezone.now()
    day = said.as_of.date() if said.as_of else timezone.localdate()
    target = said.what or fitting_target(path=file, name=file.name)
    if sockets.target(target) is None:
        raise NotFound(f"Nothing called {target} can be brought in: {', '.join(one.kind for one in sockets.targets)}.")
    batch = writes.stage(path=file, name=file.name, target=target, as_of=day, by=by, at=now)
    try:
        if said.profile:
            batch = writes.use_profile(batch_id=batch.pk, name=said.profile, by=by, at=now)
        if said.list_name:
            writes.use_list(
                batch_id=batch.pk, source_list=said.list_name, key_by=said.key_by or None, is_part=said.is_part,
                by=by, at=now,
            )  # fmt: skip
        plan = _with_answers(Plan.from_json(batch.plan), batch, said.day_first, repair_years=said.repair_years)
        if said.as_of is None and (named := said_day([Column.from_json(one) for one in batch.columns])):
            day = named[1]
        writes.save_plan(batch_id=batch.pk, plan=plan, as_of=day, by=by, at=now)
        return writes.check_rows(batch_id=batch.pk, by=by, at=now)
    except BaseException:
        writes.discard(batch_id=batch.pk, by=by, at=now)
        raise


def _with_answers(plan: Any, batch: Batch, day_first: bool | None, *, repair_years: bool) -> Any:
    for place, column in enumerate(batch.columns):
        if day_first is not None and plan.columns[place].day_first is None:
            plan = plan.with_column(place, day_first=day_first)
        if repair_years and column["serial_years"]:
            plan = plan.with_column(place, repair_years=True)
    return plan


def _finish(batch: Batch, by: Person, *, write: bool, as_json: bool) -> int:
    from django.utils import timezone

    from accord.apps.batches import writes

    try:
        if write:
            batch = writes.commit(batch_id=batch.pk, by=by, at=timezone.now())
        if as_json:
            click.echo(json.dumps(_as_json(batch, written=write), ensure_ascii=False, indent=2))
        else:
            from accord.cli.import_words import show

            show(batch, written=write)
    finally:
        if batch.state != "committed":
            writes.discard(batch_id=batch.pk, by=by, at=timezone.now())
    return PROBLEMS if batch.result["problems"] else CLEAN


def _as_json(batch: Batch, *, written: bool) -> dict[str, Any]:
    result = batch.result
    spans: dict[str, Any] = next(iter(result["spans"].values()), {})
    return {
        "file": batch.name,
        "batch": batch.pk if written else None,
        "written": written,
        "encoding": batch.encoding,
        "delimiter": batch.delimiter,
        "as_of": batch.as_of.isoformat(),
        "columns": len(batch.headers),
        "rows": result["rows"],
        **result["verdicts"],
        "list": batch.source_list.name if batch.source_list else None,
        "left_the_list": batch.left_count,
        "older": result.get("older", 0),
        "rows_with_problems": result["rows_with_problems"],
        "problems": result["problems"],
        "stages": result["words"].get("stage", {}),
        "stage_codes": result["codes"].get("stage", {}),
        "risk": {**result["words"].get("impact", {}), **result["figures"]},
        "dates": {
            **spans,
            "serial_years": sum(column["serial_years"] for column in batch.columns),
            "repaired_years": result["repaired_years"],
        },
        "mapping": [
            {"column": header, "to": column["to"], "confidence": column["confidence"]}
            for header, column in zip(batch.headers, batch.plan, strict=True)
        ],
        "notes": [{"kind": kind, **values} for kind, values in batch.notes],
    }


def _undo(batch_id: int, by: Person, *, as_json: bool) -> None:
    from django.utils import timezone

    from accord.apps.batches import reads, writes

    batch = writes.take_back(batch_id=batch_id, by=by, at=timezone.now())
    view = reads.batch_view(viewer=by, batch_id=batch_id)
    if as_json:
        kept = [
            {"record": ref, "title": one.title, "reason": one.reason}
            for (ref, _why), one in zip(batch.kept, view.kept, strict=True)
        ]
        click.echo(json.dumps({"batch": batch_id, "state": batch.state, "kept": kept}, ensure_ascii=False, indent=2))
        return
    click.echo(f"Import {batch_id} ({batch.name}) is taken back.")
    for one in view.kept:
        click.echo(f"  kept: {one.title}. {one.reason}")


def _again(batch_id: int, by: Person, *, as_json: bool) -> None:
    from django.utils import timezone

    from accord.apps.batches import writes

    batch = writes.bring_again(batch_id=batch_id, by=by, at=timezone.now())
    if as_json:
        kept = [{"record": ref, "reason": reason} for ref, reason in batch.kept]
        click.echo(json.dumps({"batch": batch_id, "state": batch.state, "kept": kept}, ensure_ascii=False, indent=2))
        return
    click.echo(f"Import {batch_id} ({batch.name}) is written again.")
    for ref, reason in batch.kept:
        click.echo(f"  left as it is: {ref}. {reason}")

"""`accord measure` in the home: measures the records, keeps what is new, and says what changed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from accord.apps.readings.models import Measurement
    from accord.practices import Reading
    from accord.tables import Snapshot

NOT_READY = "There is no organisation in {home} yet. Make one with `accord init`, or start `accord demo`."
EMPTY = "There are no initiatives in {home} yet: nothing to measure. Bring in your portfolio with `accord import FILE`."
LOOKED_BACK = "Looked back to {day}: nothing was written down, because readings of {last} are there already."


def measure_home(practices: tuple[str, ...], as_of: date | None, as_json: bool) -> None:
    """Measure the home's records and print the readings, what is new in them, and which gaps opened or closed.

    Exit 0 when everything was measured; 1 with a sentence when the home is not ready, empty, or the request makes no
    sense. A day before the last measurement is looked at without writing anything down.
    """
    from accord.cli.django_ready import ready

    ready()
    from django.utils import timezone

    from accord.apps.readings.models import Measurement

    _check_home()
    last = Measurement.objects.order_by("-pk").first()
    if as_of is not None and last is not None and as_of < last.as_of:
        _look_back(practices, as_of, last.as_of, as_json)
        return
    _measure(practices, as_of, timezone.now(), as_json)


def _check_home() -> None:
    from django.conf import settings
    from django.db import DatabaseError

    from accord.apps.initiatives.models import Initiative
    from accord.apps.people.models import Person

    try:
        is_ready, is_full = Person.objects.exists(), Initiative.objects.exists()
    except DatabaseError:
        is_ready, is_full = False, False
    if not is_full:
        said = EMPTY if is_ready else NOT_READY
        raise click.ClickException(said.format(home=settings.ACCORD_HOME))


def _measure(practices: Sequence[str], as_of: date | None, at: datetime, as_json: bool) -> None:
    from accord.apps.readings import writes
    from accord.apps.ui.rules import Refused

    gaps_before = _gaps()
    try:
        run = writes.measure(by=None, at=at, as_of=as_of, only=practices or None, progress=_progress(as_json))
    except Refused as refused:
        fields = getattr(refused, "fields", {})
        raise click.ClickException(" ".join([refused.message, *fields.values()])) from refused
    except KeyError as unknown:
        raise click.ClickException(str(unknown.args[0])) from unknown
    snapshot, readings = _readings(run.as_of, run.practices)
    opened, closed = _moved(gaps_before, _gaps())
    if as_json:
        more = {"measurement": run.pk, "changed": run.changed, "gaps_opened": opened, "gaps_closed": closed}
        _print_json(snapshot, readings, more)
        return
    from accord.cli.readings_table import show

    show(snapshot, readings)
    for sentence in changes_words(run, opened, closed):
        click.echo(sentence)


def changes_words(run: Measurement, opened: Sequence[str], closed: Sequence[str]) -> list[str]:
    """Say what a measurement changed, one sentence a line."""
    said = [f"Measured {run.measured} readings; {run.changed} say something new."]
    said += [f"Gap opened: {gap}" for gap in opened]
    said += [f"Gap closed: {gap}" for gap in closed]
    said.append(
        f"At this strictness Accord expects at most {run.expected_false:.2g} false gaps a year over {run.pairs} readings."
    )
    return said


def _look_back(practices: Sequence[str], as_of: date, last: date, as_json: bool) -> None:
    try:
        snapshot, readings = _readings(as_of, list(practices) or None)
    except KeyError as unknown:
        raise click.ClickException(str(unknown.args[0])) from unknown
    sentence = LOOKED_BACK.format(day=as_of, last=last)
    if as_json:
        _print_json(snapshot, readings, {"measurement": None, "note": sentence})
        return
    from accord.cli.readings_table import show

    show(snapshot, readings)
    click.echo(sentence)


def _readings(day: date, practices: Sequence[str] | None) -> tuple[Snapshot, Sequence[Reading]]:
    """Give the records' readings as the engine knows them; the same that were stored."""
    from accord.apps.readings import writes
    from accord.practices import measure_all

    snapshot = writes.snapshot_of(day)
    return snapshot, measure_all(snapshot, practices)


def _print_json(snapshot: Snapshot, readings: Sequence[Reading], more: dict[str, Any]) -> None:
    from accord.cli.readings_table import as_text

    click.echo(json.dumps({**json.loads(as_text(snapshot, readings)), **more}, ensure_ascii=False, indent=2))


def _progress(is_quiet: bool) -> Any:
    """Tell on the error stream what is being measured, if somebody is watching."""

    def told(done: int, total: int, note: str) -> None:
        if not is_quiet and sys.stderr.isatty():
            click.echo(f"{note} …", err=True)

    return told


def _gaps() -> dict[tuple[str, str, int], bool]:
    """Give every gap and whether it is closed; none in a house without gaps."""
    from django.apps import apps

    if not apps.is_installed("accord.apps.gaps"):
        return {}
    from accord.apps.gaps.models import Gap

    rows = Gap.objects.order_by("pk").values_list("practice", "subject_kind", "subject_id", "state")
    return {(practice, kind, number): state == "closed" for practice, kind, number, state in rows}


def _moved(
    before: dict[tuple[str, str, int], bool], after: dict[tuple[str, str, int], bool]
) -> tuple[list[str], list[str]]:
    """Name the gaps that opened (or fell back) and those that closed."""
    opened = [key for key, is_closed in after.items() if not is_closed and before.get(key, True)]
    closed = [key for key, is_closed in after.items() if is_closed and before.get(key) is False]
    names = _names([*opened, *closed])
    return [names[key] for key in opened], [names[key] for key in closed]


def _names(keys: Sequence[tuple[str, str, int]]) -> dict[tuple[str, str, int], str]:
    from accord.apps.initiatives.models import Initiative
    from accord.apps.people.models import Department
    from accord.apps.readings.reads.subjects import side_label
    from accord.apps.readings.rules import SIDE_NUMBERS
    from accord.practices import practice

    numbers = {kind: [number for _p, of, number in keys if of == kind] for kind in ("department", "initiative")}
    departments = dict(Department.objects.filter(pk__in=numbers["department"]).values_list("pk", "name"))
    initiatives = dict(Initiative.objects.filter(pk__in=numbers["initiative"]).values_list("pk", "title"))
    subjects = {
        ("organisation", 0): "the whole organisation",
        **{("side", number): side_label(number) for number in SIDE_NUMBERS.values()},
        **{("department", pk): name for pk, name in departments.items()},
        **{("initiative", pk): title for pk, title in initiatives.items()},
    }
    return {
        (code, kind, number): f"{code} {practice(code).title} – {subjects.get((kind, number), kind)}"
        for code, kind, number in keys
    }

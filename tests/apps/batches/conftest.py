"""A small target of its own for these tests: files of departments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from accord.apps.batches.sockets import (
    Choice,
    Field,
    FieldType,
    Figure,
    Kept,
    Load,
    Part,
    RowKey,
    Span,
    Target,
    Written,
    parts,
    targets,
)
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.people.rules import Side
from accord.apps.ui.rules import Ref, Viewer
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
AS_OF = date(2026, 2, 1)
KIND = "people.department"

FIELDS = (
    Field("title", "Name", required=True, synonyms=("unit", "unit name"), most=200),
    Field(
        "side", "Side", FieldType.CHOICE, synonyms=("stands on",),
        choices=(
            Choice(Side.BUSINESS, "Business", ("biz", "line*")),
            Choice(Side.IT, "IT", ("technology",)),
            Choice("unknown", "Not known", ("",)),
        ),
    ),
    Field("opened", "Opened", FieldType.DATE, synonyms=("date opened",)),
    Field("closed", "Closed", FieldType.DATE, synonyms=("date closed",)),
    Field("head", "Head", FieldType.PERSON),
    Field("group", "Group", FieldType.TEXT),
    Field("code", "Code", FieldType.KEY, synonyms=("unit id",)),
)  # fmt: skip


def match(keys: Sequence[RowKey]) -> dict[int, int]:
    known = dict(Department.objects.exclude(external_key="").values_list("external_key", "pk"))
    return {key.number: known[key.key] for key in keys if key.key in known}


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    rows = Department.objects.filter(pk__in=ids).values_list("pk", "name", "side", "head_id")
    return {pk: {"title": name, "side": side, "head": head} for pk, name, side, head in rows}


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    def write() -> Iterator[Written]:
        for row in load.rows:
            values = {"name": row.values["title"], "side": _side(row.values.get("side"))}
            if row.values["title"] == "Explode":
                raise RuntimeError("boom")
            if row.record_id is None:
                made = people.add_department(**values, external_key=row.key, by=load.by, at=load.at, batch=load.batch)
                yield Written(Ref(KIND, made.pk), created=True, row=row.number)
            else:
                old = Department.objects.get(pk=row.record_id)
                people.edit_department(department_id=old.pk, values=values, by=load.by, at=load.at, batch=load.batch)
                memo = {"name": old.name, "side": old.side, "version": old.version + 1}
                yield Written(Ref(KIND, old.pk), created=False, row=row.number, memo=memo)

    return write


def _side(code: str | None) -> str:
    return code if code in set(Side) else Side.BUSINESS


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    kept = []
    for one in written:
        record = Department.objects.get(pk=one.ref.id)
        if record.version != one.memo.get("version", 1):
            kept.append(Kept(one.ref, "It has been changed since."))
        elif one.created:
            people.remove_department(department_id=record.pk, by=by, at=at, batch=batch)
        else:
            values = {name: one.memo[name] for name in ("name", "side")}
            people.edit_department(department_id=record.pk, values=values, by=by, at=at, batch=batch)
    return kept


TARGET = Target("units", "Departments", KIND, match, "people:departments", group_field="group")
PART = Part(
    "units", "units", 10, FIELDS, prepare=prepare, take_back=take_back, now=now,
    spans=(Span("life", "Opened to closed", "opened", "closed"),),
    figures=(Figure("it", "On the side of IT", lambda values: values.get("side") == "it"),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def units() -> Iterator[None]:
    """Plug the target in for one test."""
    targets.plug(TARGET)
    parts.plug(PART)
    yield
    targets.unplug(TARGET)
    parts.unplug(PART)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: text in an encoding, or bytes."""

    def write(content: str | bytes, *, encoding: str = "utf-8", name: str = "units.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def staged(cast: Cast, file_of: Callable[..., Path]) -> Callable[..., Batch]:
    """Stage a file and check it, as the programme office would."""

    def stage(content: str | bytes, *, check: bool = True, **how: Any) -> Batch:
        batch = writes.stage(
            path=file_of(content, **how), name="units.csv", target="units", as_of=AS_OF, by=cast.office, at=AT
        )
        return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT) if check else batch

    return stage

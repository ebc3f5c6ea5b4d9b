"""Taking an erased person's name, mail address and key out of everything files brought: rows, examples, mappings, bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from accord.apps.batches.models import Batch, Profile, Row, Writing
from accord.apps.batches.writes.incoming import drop_file
from accord.apps.people.models import Person
from accord.apps.trail.models import Detail
from accord.apps.ui.rules import Viewer

PERSON, PEOPLE = "people.person", "people"
SHORTEST = 3  # a shorter name would be found in every other word
PIECE = 500
GONE = "…"
ROW = ("cells", "repairs", "values", "words", "extra", "problems", "changes", "title", "key", "list_key")
BATCH = ("columns", "plan", "notes", "facts", "result", "kept")
PROFILE = ("plan", "headers")
Record = TypeVar("Record", bound=models.Model)
Cleaned = Callable[[Any], Any]


# no event: the app that erases the person says so
def erase_person(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Take a person's names, addresses and keys out of all that was staged, and their own rows whole.

    Other words that merely contain them stay. The kept files of such batches are deleted. Must run before the person's
    record is emptied. Returns how many records were changed.
    """
    empty = _empty_own_rows(person_id)
    names = _names_of(person_id)
    if not names:
        return empty
    cleaned = _cleaner(names)
    touched: set[int] = set()
    done = 0
    for row in _holding(Row, ROW, names):
        if _clean(row, ROW, cleaned):
            touched.add(row.batch_id)
            done += 1
    for batch in _holding(Batch, BATCH, names):
        done += _clean(batch, BATCH, cleaned)
        touched.add(batch.pk)
    done += sum(_clean(profile, PROFILE, cleaned) for profile in _holding(Profile, PROFILE, names))
    done += sum(_clean(writing, ("memo",), cleaned) for writing in _holding(Writing, ("memo",), names))
    _drop_files(touched)
    return done + empty


def _names_of(person_id: int) -> list[str]:
    """Find what the person is and was called, by what they were reached, and by which key a source knew them."""
    now = Person.objects.filter(pk=person_id).values_list("name", "email", "external_key").first() or ()
    told = Detail.objects.filter(person_id=person_id, field__in=("name", "email", "external_key"), erased_at=None)
    before = [value for pair in told.values_list("old", "new") for value in pair if isinstance(value, str)]
    return sorted(
        {name.strip() for name in (*now, *before) if name and len(name.strip()) >= SHORTEST}, key=len, reverse=True
    )


def _cleaner(names: Sequence[str]) -> Cleaned:
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)", re.IGNORECASE)

    def cleaned(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(GONE, value)
        if isinstance(value, list):
            return [cleaned(item) for item in value]
        if isinstance(value, dict):
            return {cleaned(name): cleaned(item) for name, item in value.items()}
        return value

    return cleaned


def _holding(model: type[Record], fields: Iterable[str], names: Sequence[str]) -> Iterator[Record]:
    """Find the records in which some name stands, written as JSON writes it on either database."""
    places = list(fields)
    texts = {f"{name}_text": Cast(name, models.TextField()) for name in places}
    wanted = Q()
    for name in names:
        for form in {name, json.dumps(name)[1:-1], json.dumps(name, ensure_ascii=False)[1:-1]}:
            for place in places:
                wanted |= Q(**{f"{place}_text__icontains": form})
    yield from model._default_manager.alias(**texts).filter(wanted).order_by("pk").iterator(PIECE)


def _clean(record: models.Model, fields: Iterable[str], cleaned: Cleaned) -> bool:
    changed = {name: new for name in fields if (new := cleaned(old := getattr(record, name))) != old}
    if changed:
        type(record)._default_manager.filter(pk=record.pk).update(**changed)
    return bool(changed)


def _empty_own_rows(person_id: int) -> int:
    """Empty the rows of lists of people that were about this person: nothing in them is about anybody else."""
    written = Writing.objects.filter(kind=PERSON, record_id=person_id).values_list("batch", "row_number")
    own = Q(batch__target=PEOPLE, record_id=person_id)
    for batch, number in written:
        own |= Q(batch=batch, batch__target=PEOPLE, number=number)
    rows = list(Row.objects.filter(own))
    for row in rows:
        blank: dict[str, Any] = {
            "cells": [""] * len(row.cells), "repairs": {}, "values": {}, "words": {}, "extra": {}, "problems": [],
            "changes": {}, "title": "", "key": f"erased-{row.number}", "list_key": f"erased-{row.number}",
        }  # fmt: skip
        Row.objects.filter(pk=row.pk).update(**blank)
    Writing.objects.filter(kind=PERSON, record_id=person_id).update(memo={})
    _forget_examples({row.batch_id for row in rows})
    _drop_files({row.batch_id for row in rows})
    return len(rows)


def _forget_examples(batches: Iterable[int]) -> None:
    """Take the examples of lists of people out: a title or number of theirs may stand among them."""
    for batch in Batch.objects.filter(pk__in=batches):
        columns = [{**column, "examples": [], "values": {}} for column in batch.columns]
        facts = {name: value for name, value in batch.facts.items() if name != "picture"}
        Batch.objects.filter(pk=batch.pk).update(columns=columns, facts=facts)


def _drop_files(batches: Iterable[int]) -> None:
    """Delete the bytes of files that name the person, so that nobody reads them in again."""
    for batch in Batch.objects.filter(pk__in=batches).exclude(path=""):
        drop_file(name=batch.path)
        Batch.objects.filter(pk=batch.pk).update(path="")

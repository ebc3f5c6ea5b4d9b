"""Erasing a person from the index, in the transaction that erases the person: afterwards no word of theirs is in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accord.apps.search.models import Indexed
from accord.apps.search.reads.matching import matches
from accord.apps.search.writes.rows import alone, note_stale, pack, rows_of, take_out
from accord.apps.search.writes.updating import phrase, texts_of
from accord.apps.trail.models import Detail
from accord.apps.ui.rules import Ref, Viewer

PERSON = "people.person"


# no event: the erasure of a person is recorded by the write that erases the person
def erase_person(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Take out every text that names the person or holds their words; what may stay of it is read again at once.

    Returns how many texts were taken out.
    """
    with transaction.atomic():
        alone()
        said = Detail.objects.filter(person_id=person_id).values_list("entry__subject_kind", "entry__subject_id")
        refs = set(texts_of({Ref(kind, number) for kind, number in said} | {Ref(PERSON, person_id)}))
        for name in Indexed.objects.filter(kind=PERSON, record_id=person_id).values_list("title", flat=True):
            refs |= {ref for _pk, ref in matches(asked=phrase(name))}
        rows = rows_of(refs)
        take_out(rows)
        note_stale(refs)
        pack()
    return len(rows)

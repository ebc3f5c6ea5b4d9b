"""Erasing what a person said in their own words about cases; what was signed stays the organisation's."""

from __future__ import annotations

from datetime import datetime

from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Viewer
from accord.apps.value.events.cases import SignatureWithdrawn
from accord.apps.value.models import Involvement, Signature


# no event: the erasure of a person is recorded by the write that erases the person
def erase_case_words(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase why a person withdrew a signature and what they noted of being asked; that they signed stays under a number.

    What a case says belongs to its three sides and stays, or nobody could tell any more what was signed. Runs in the
    transaction that erases the person. Returns how many records were touched.
    """
    withdrawn = Entry.objects.filter(actor_id=person_id, code=SignatureWithdrawn.code).values_list("subject_id", "at")
    reasons = sum(
        Signature.objects.filter(of=version, withdrawn_at=moment).exclude(reason="").update(reason="")
        for version, moment in withdrawn
    )
    return reasons + Involvement.objects.filter(person=person_id).exclude(words="").update(words="")

"""Erasing a person's own words and name from decisions; what was decided stays the organisation's."""

from __future__ import annotations

from datetime import datetime

from accord.apps.decisions.models import Consulted, Decision, Reopening
from accord.apps.ui.rules import Viewer


# no event: the erasure of a person is recorded by the write that erases the person
def erase_words(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase the reasons a person wrote and that they were consulted; questions, options and sides stay.

    Runs in the transaction that erases the person. Returns how many records were touched.
    """
    return (
        Decision.objects.filter(recorded_by=person_id).exclude(reasons="").update(reasons="")
        + Decision.objects.filter(reviewed_by=person_id).exclude(review="").update(review="")
        + Decision.objects.filter(reason_by=person_id).exclude(reason="").update(reason="")
        + Reopening.objects.filter(reopened_by=person_id).exclude(reason="").update(reason="")
        + Reopening.objects.filter(recorded_by=person_id).exclude(reasons="").update(reasons="")
        + Consulted.objects.filter(person=person_id).update(person=None)
    )

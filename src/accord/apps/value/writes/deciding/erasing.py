"""Erasing a person's own words from releases, challenges, reviews and uses; what was decided stays the organisation's."""

from __future__ import annotations

from datetime import datetime

from accord.apps.ui.rules import Viewer
from accord.apps.value.models import BudgetUse, Challenge, Release, Review


# no event: the erasure of a person is recorded by the write that erases the person
def erase_deciding_words(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase what a person wrote of what was shown, asked, answered and why; amounts, days and verdicts stay.

    Runs in the transaction that erases the person. Returns how many records were touched.
    """
    return (
        Release.objects.filter(asked_by=person_id).exclude(shown="").update(shown="")
        + Release.objects.filter(decided_by=person_id).exclude(reason="").update(reason="")
        + Challenge.objects.filter(asked_by=person_id).exclude(question="").update(question="")
        + Challenge.objects.filter(answered_by=person_id).exclude(answer="").update(answer="")
        + Challenge.objects.filter(decided_by=person_id).exclude(reason="").update(reason="")
        + Review.objects.filter(held_by=person_id).exclude(reason="").update(reason="")
        + BudgetUse.objects.filter(recorded_by=person_id).exclude(words="").update(words="")
    )

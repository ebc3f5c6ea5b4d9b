"""Erasing a person's own words from the ledger; amounts and numbers stay the organisation's."""

from __future__ import annotations

from datetime import datetime

from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Closing, Posting
from accord.apps.value.rules import Source


# no event: the erasure of a person is recorded by the write that erases the person
def erase_ledger_words(*, person_id: int, by: Viewer | None, at: datetime) -> int:
    """Erase what a person wrote beside postings by hand and why they opened a month again.

    Runs in the transaction that erases the person. Returns how many records were touched.
    """
    return Posting.objects.filter(posted_by=person_id, source=Source.HAND).exclude(words="").update(
        words=""
    ) + Closing.objects.filter(opened_by=person_id).exclude(reason="").update(reason="")

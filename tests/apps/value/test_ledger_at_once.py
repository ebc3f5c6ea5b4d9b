"""People who post, take back and close a month at the same moment: the books never show what a closed month did not hold."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest

from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, Ref
from accord.apps.value import writes
from accord.apps.value.models import Closing, Posting
from accord.apps.value.reads.ledger.imports import PostingRow
from tests.apps.value.conftest import AT
from tests.apps.value.test_cases_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MAY = date(2026, 5, 1)


def poster(initiative, by, number):
    """Post one number into May; that it is closed, or there already, is a fine answer."""

    def post():
        with suppress(Invalid):
            writes.post(
                initiative_id=initiative.pk, entry="actual", flow="cost", month=MAY, on=MAY, amount=Decimal("1.01"),
                currency="EUR", books="SAP", posting_id=number, by=by, at=AT,
            )  # fmt: skip

    return post


def test_a_month_closes_over_exactly_what_was_posted_before(initiative, cast):
    writes.post(
        initiative_id=initiative.pk, entry="actual", flow="cost", month=MAY, on=MAY, amount=Decimal("1"), currency="EUR",
        by=cast.cfo, at=AT,
    )  # fmt: skip

    at_once(*(poster(initiative, cast.cfo, str(n)) for n in range(5)),
            lambda: writes.close_month(month=MAY, by=cast.cfo, at=AT))  # fmt: skip

    told = Entry.objects.get(code="value.month.closed").details.get(field="postings").new
    assert int(told) == Posting.objects.filter(month=MAY, removed_at=None).count()
    assert Closing.objects.filter(month=MAY, opened_at=None).count() == 1


def test_one_number_is_posted_and_one_posting_taken_back_once(initiative, cast):
    at_once(*[poster(initiative, cast.cfo, "4711")] * 3)
    first = Posting.objects.get(posting_id="4711")

    at_once(*[lambda: writes.correct_posting(posting_id=first.pk, reason="Wrong", by=cast.cfo, at=AT)] * 3)

    assert Posting.objects.filter(corrects=first).count() == 1
    row = PostingRow(
        initiative_id=initiative.pk, entry="actual", flow="cost", month=MAY, amount=Decimal("2"), currency="EUR",
        books="SAP", posting_id="4711",
    )  # fmt: skip
    assert (
        "posted already"
        in writes.import_postings(rows=[row], by=cast.cfo, at=AT, batch=Ref("batches.batch", 1)).refused[0]
    )

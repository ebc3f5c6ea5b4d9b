"""A controller's export becomes postings: with a preview, refusals that say why, found again by number, taken back."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.batches import writes as batches
from accord.apps.batches.models import Row
from accord.apps.value.models import Posting
from accord.apps.value.writes.ledger import months
from accord.apps.value.writes.ledger import postings as writes
from tests.apps.value.conftest import AT

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 3)
HEAD = "Project;Posting period;Posting date;Value type;Amount;Currency;Ledger;Document number;Text\n"
ROWS = (
    "Invoice reader;2026-04;30.04.2026;Actual;12.500,00;EUR;SAP 1000;4711;Licences\n"
    "Invoice reader;05/2026;13.05.2026;Commitment;-300,10;EUR;SAP 1000;4712;Credit note\n"
    "invoice  READER;;14.05.2026;;0,01;EUR;SAP 1000;4713;Rounding\n"
)


@pytest.fixture
def bring(cast, initiative, tmp_path):
    """Stage and check a file of postings."""

    def stage(text, name="postings.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        batch = batches.stage(path=path, name=name, target="postings", as_of=TODAY, by=cast.office, at=AT)
        return batches.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

    return stage


@pytest.fixture
def commit(cast):
    return lambda batch: batches.commit(batch_id=batch.pk, by=cast.office, at=AT)


def why(batch):
    """List what is said of the rows that are left out."""
    rows = Row.objects.filter(batch=batch, verdict="refused").order_by("number")
    return [row.problems[-1]["values"].get("why", row.problems[-1]["kind"]) for row in rows]


class TestFile:
    def test_becomes_postings_to_the_cent_with_their_numbers(self, bring, commit, initiative):
        batch = bring(HEAD + ROWS)
        assert batch.result["verdicts"] == {"new": 3, "changed": 0, "same": 0, "refused": 0}, why(batch)
        commit(batch)
        found = Posting.objects.order_by("posting_id").values_list(
            "initiative", "entry", "flow", "month", "date", "amount", "currency", "books", "posting_id", "words", "source"
        )  # fmt: skip
        april, may, pk = date(2026, 4, 1), date(2026, 5, 1), initiative.pk
        assert list(found) == [
            (pk, "actual", "cost", april, date(2026, 4, 30), Decimal("12500.00"), "EUR", "SAP 1000", "4711", "Licences", "file"),
            (pk, "committed", "cost", may, date(2026, 5, 13), Decimal("-300.10"), "EUR", "SAP 1000", "4712", "Credit note", "file"),
            (pk, "actual", "cost", may, date(2026, 5, 14), Decimal("0.01"), "EUR", "SAP 1000", "4713", "Rounding", "file"),
        ]  # fmt: skip

    def test_brought_again_changes_nothing(self, bring, commit):
        commit(bring(HEAD + ROWS))
        again = bring(HEAD + ROWS, "again.csv")
        assert again.result["verdicts"] == {"new": 0, "changed": 0, "same": 3, "refused": 0}, why(again)
        commit(again)
        assert Posting.objects.count() == 3

    def test_refuses_another_amount_under_a_known_number(self, bring, commit):
        commit(bring(HEAD + ROWS))
        batch = bring(HEAD + ROWS.replace("12.500,00", "12.500,01"), "again.csv")
        assert batch.result["verdicts"] == {"new": 0, "changed": 0, "same": 2, "refused": 1}
        assert why(batch) == [
            "it is posted already, with “12500.00”. Answer it with a counter-posting, under a number of its own."
        ]
        commit(batch)
        assert sum(Posting.objects.values_list("amount", flat=True)) == Decimal("12199.91")

    def test_says_why_a_row_is_left_out(self, bring, cast, commit):
        months.close_month(month=date(2026, 3, 1), by=cast.cfo, at=AT)
        batch = bring(
            HEAD
            + "Nobody knows it;2026-04;30.04.2026;Actual;1,00;EUR;SAP;1;\n"
            + "Invoice reader;2026-03;31.03.2026;Actual;1,00;EUR;SAP;2;\n"
            + "Invoice reader;spring;30.04.2026;Actual;1,00;EUR;SAP;3;\n"
            + "Invoice reader;2026-04;30.04.2026;Actual;1,00;;SAP;4;\n"
            + "Invoice reader;2026-04;30.04.2026;Actual;1,00;EUR;SAP;;\n"
            + "Invoice reader;2026-04;30.04.2026;Actual;0,00;EUR;SAP;6;\n"
            + "Invoice reader;2026-04;30.04.2026;Actual;1,00;EUR;SAP;7;\n"
            + "Invoice reader;2026-04;30.04.2026;Actual;2,00;EUR;SAP;7;\n"
        )
        assert why(batch) == [
            "no initiative has this title or key.", "March 2026 is closed.", "the month cannot be read. Write it as 2026-05.",
            "the currency is not said. Say it for the whole column under Columns, or in a column of its own.", "missing_value",
            "A posting has an amount: less than zero for a credit note, never zero.", "this number stands in the file twice.",
        ]  # fmt: skip
        commit(batch)
        assert list(Posting.objects.values_list("posting_id", "amount")) == [("7", Decimal("1.00"))]

    def test_is_taken_back_as_a_whole_and_brought_again_under_the_same_ids(self, bring, commit, cast):
        batch = commit(bring(HEAD + ROWS))
        ids = set(Posting.objects.values_list("pk", flat=True))
        batches.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert not Posting.objects.filter(removed_at=None).exists()
        batches.bring_again(batch_id=batch.pk, by=cast.office, at=AT)
        assert set(Posting.objects.filter(removed_at=None).values_list("pk", flat=True)) == ids

    def test_keeps_what_is_of_a_closed_month_or_was_answered(self, bring, commit, cast):
        batch = commit(bring(HEAD + ROWS))
        months.close_month(month=date(2026, 4, 1), by=cast.cfo, at=AT)
        answered = Posting.objects.get(posting_id="4713")
        writes.correct_posting(posting_id=answered.pk, reason="Booked twice", by=cast.cfo, at=AT)
        batches.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert set(Posting.objects.filter(removed_at=None).values_list("posting_id", flat=True)) == {"4711", "4713", ""}

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_goes_out_and_comes_in_the_same(self, bring, commit, cast, client_of, initiative, kind):
        commit(bring(HEAD + ROWS))
        writes.post(
            initiative_id=initiative.pk, entry="actual", flow="benefit", month=date(2026, 5, 1), on=date(2026, 5, 20),
            amount=Decimal("77.70"), currency="EUR", words="=1+1", by=cast.cfo, at=AT,
        )  # fmt: skip
        found = Posting.objects.get(posting_id="4712")
        writes.correct_posting(posting_id=found.pk, reason="Not due", by=cast.cfo, at=AT)
        answer = client_of(cast.office).get("/value/postings/", {"format": kind})
        batch = bring(b"".join(answer.streaming_content), f"postings.{kind}")
        assert batch.result["verdicts"] == {"new": 0, "changed": 0, "same": 5, "refused": 0}, why(batch)

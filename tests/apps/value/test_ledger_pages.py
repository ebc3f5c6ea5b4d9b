"""The pages of the ledger: who sees what, every number opens, closed months and forms say what is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.value.models import Posting
from accord.apps.value.reads.ledger.month import period_rows
from accord.apps.value.reads.ledger.one import initiative_ledger
from accord.apps.value.writes.ledger import months
from accord.apps.value.writes.ledger import postings as writes
from tests.apps.value.conftest import AT

pytestmark = pytest.mark.one_database
POSTED = {
    "entry": "actual", "flow": "cost", "amount": "1250.50", "currency": "eur", "month": "2026-05", "on": "2026-05-12",
    "books": "SAP 1000", "posting_id": "4711", "words": "Licences",
}  # fmt: skip


@pytest.fixture
def posted(cast, initiative):
    return writes.post(
        initiative_id=initiative.pk, entry="actual", flow="cost", month=date(2026, 5, 1), on=date(2026, 5, 3),
        amount=Decimal("99.99"), currency="EUR", words="=SUM(A1) licences", by=cast.cfo, at=AT,
    )  # fmt: skip


class TestLedger:
    def test_teaches_while_nothing_is_there(self, cast, client_of):
        page = client_of(cast.employee).get("/value/")
        assert "No money is open to you here" in page.content.decode()

    def test_shows_lines_with_their_total_and_opens_every_one(self, cast, initiative, posted, client_of):
        Money.objects.create(
            initiative=initiative, period=date(2026, 4, 1), kind="planned", flow="cost", amount=Decimal("1000.01"),
            currency="EUR",
        )  # fmt: skip
        text = client_of(cast.cfo).get("/value/").content.decode()
        assert text.count("1,000.01") == 2  # the line and the total
        assert text.count(">99.99<") == 2
        assert f"/value/initiatives/{initiative.pk}/" in text
        assert "unsigned" in text

    @pytest.mark.parametrize("by", ["goal", "department"])
    def test_groups_with_a_picture_each(self, by, cast, initiative, posted, client_of):
        text = client_of(cast.cfo).get(f"/value/?by={by}").content.decode()
        assert ("Pay suppliers in ten days" if by == "goal" else "Marketing") in text
        assert text.count("99.99") >= 2

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_goes_out_as_a_file(self, kind, cast, initiative, posted, client_of):
        answer = client_of(cast.cfo).get(f"/value/?format={kind}")
        assert "value-ledger" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content)

    def test_prints_every_line(self, cast, initiative, posted, client_of):
        assert "Total of 1 initiative" in client_of(cast.cfo).get("/value/sheet/").content.decode()


class TestInitiative:
    @pytest.mark.parametrize("by", ["month", "quarter", "year"])
    def test_opens_each_period_to_its_rows(self, by, cast, initiative, posted, a_signed_case, client_of):
        a_signed_case(initiative, cast)
        client = client_of(cast.cfo)
        text = client.get(f"/value/initiatives/{initiative.pk}/?by={by}").content.decode()
        assert "The plan is version 1 of the case" in text
        assert f"/value/initiatives/{initiative.pk}/months/" in text
        rows = client.get(f"/value/initiatives/{initiative.pk}/months/2026-06/?by={by}").content.decode()
        assert "Building it" in rows
        assert "100,000.00" in rows

    def test_says_so_while_no_case_is_signed(self, cast, initiative, client_of):
        text = client_of(cast.department_head).get(f"/value/initiatives/{initiative.pk}/").content.decode()
        assert "No case has been signed yet" in text
        assert "Nothing in the books yet" in text

    def test_is_not_there_for_who_may_not_see_its_money(self, cast, initiative, client_of):
        for person in (cast.employee, cast.operations_head):
            assert client_of(person).get(f"/value/initiatives/{initiative.pk}/").status_code == 404
            assert client_of(person).get(f"/value/initiatives/{initiative.pk}/months/2026-05/").status_code == 404

    def test_knows_no_month_that_is_none(self, cast, initiative, client_of):
        for month in ("2026-13", "soon", "2026-5"):
            assert client_of(cast.cfo).get(f"/value/initiatives/{initiative.pk}/months/{month}/").status_code == 404


class TestPostings:
    def test_posts_by_hand_and_refuses_the_same_number_twice(self, cast, initiative, client_of):
        client = client_of(cast.cfo)
        given = POSTED | {"initiative": initiative.pk}
        assert client.post("/value/postings/new/", given).status_code == 302
        again = client.post("/value/postings/new/", given)
        assert again.status_code == 422
        assert "“4711” of SAP 1000 is posted already: 1250.50 EUR in May 2026." in again.content.decode()
        assert Posting.objects.get().currency == "EUR"

    def test_says_at_the_field_what_is_wrong(self, cast, initiative, client_of):
        months.close_month(month=date(2026, 5, 1), by=cast.cfo, at=AT)
        client, given = client_of(cast.cfo), POSTED | {"initiative": initiative.pk}
        assert "May 2026 is closed" in client.post("/value/postings/new/", given).content.decode()
        half = given | {"month": "2026-06", "posting_id": ""}
        assert "or neither" in client.post("/value/postings/new/", half).content.decode()
        nothing = given | {"month": "2026-06", "amount": "0"}
        assert "never zero" in client.post("/value/postings/new/", nothing).content.decode()

    def test_is_taken_back_by_its_opposite(self, cast, posted, client_of):
        client = client_of(cast.cfo)
        assert client.post(f"/value/postings/{posted.pk}/answer/", {"reason": "Wrong initiative"}).status_code == 302
        assert "taken back" in client.get(f"/value/postings/{posted.pk}/").content.decode()
        assert "0.00 EUR" in client.get("/value/postings/").content.decode()

    def test_lists_narrows_and_exports_harmlessly(self, cast, posted, client_of):
        client = client_of(cast.cfo)
        assert "99.99 EUR" in client.get("/value/postings/?month=2026-05&q=licences").content.decode()
        assert "No posting matches" in client.get("/value/postings/?flow=benefit").content.decode()
        lines = b"".join(client.get("/value/postings/?format=csv").streaming_content).decode()
        assert "'=SUM(A1) licences" in lines
        assert client_of(cast.operations_head).get(f"/value/postings/{posted.pk}/").status_code == 404

    def test_refuses_who_may_not_post(self, cast, initiative, client_of):
        given = POSTED | {"initiative": initiative.pk}
        assert client_of(cast.department_head).post("/value/postings/new/", given).status_code == 403
        assert not Posting.objects.exists()


class TestMonths:
    def test_are_closed_and_opened_again_by_finance(self, cast, posted, client_of):
        client = client_of(cast.cfo)
        assert client.post("/value/months/2026-05/closing/").status_code == 302
        assert "Frank Ledger" in client.get("/value/months/").content.decode()
        assert client.post("/value/months/2026-05/opening/", {"reason": ""}).status_code == 422
        assert client.post("/value/months/2026-05/opening/", {"reason": "A late invoice"}).status_code == 302
        assert "A late invoice" in client.get("/value/months/").content.decode()
        assert client_of(cast.cio).post("/value/months/2026-05/closing/").status_code == 403

    def test_show_the_sums_of_what_one_may_see(self, cast, posted, client_of):
        assert "99.99 EUR" in client_of(cast.department_head).get("/value/months/").content.decode()
        assert "99.99" not in client_of(cast.employee).get("/value/months/").content.decode()


def test_the_section_shows_the_value_on_the_initiative(cast, initiative, posted, client_of):
    text = client_of(cast.cfo).get(f"/initiatives/{initiative.pk}/").content.decode()
    assert 'id="value"' in text
    assert "Write the case" in text
    assert 'id="value"' not in client_of(cast.employee).get(f"/initiatives/{initiative.pk}/").content.decode()
    assert Initiative.objects.count() == 1


def test_sorts_months_by_how_much_is_posted_and_says_so(cast, initiative, client_of):
    for month, n in ((1, 1), (2, 3), (3, 2)):
        Posting.objects.bulk_create(
            Posting(
                initiative=initiative, entry="actual", flow="cost", month=date(2026, month, 1), date=date(2026, month, 9),
                amount=1, currency="EUR", posted_at=AT,
            )
            for _each in range(n)
        )  # fmt: skip
    words = client_of(cast.cfo).get("/value/months/?sort=-postings").content.decode()

    found = [words.index(f"?month=2026-0{month}") for month in (2, 3, 1)]
    assert found == sorted(found)
    assert '<th scope="col" class="num" aria-sort="descending"><a href="?sort=postings">' in words


def spend(cast, initiative, month, amount, **more):
    writes.post(
        initiative_id=initiative.pk, entry="actual", flow=more.pop("flow", "cost"), month=month, on=month,
        amount=Decimal(amount), currency=more.pop("currency", "EUR"), by=cast.cfo, at=AT, **more,
    )  # fmt: skip


class TestToDate:
    @pytest.fixture
    def book(self, cast, initiative, a_signed_case):
        a_signed_case(initiative, cast)  # 100,000 to build in June, then 1,500 to run each month from September on
        spend(cast, initiative, date(2026, 6, 1), "90000.00")
        spend(cast, initiative, date(2026, 10, 1), "1700.10")
        return lambda by, as_of: (
            initiative_ledger(viewer=cast.cfo, initiative_id=initiative.pk, by=by, as_of=as_of).main
        )

    def test_goes_as_far_as_anything_came(self, book):
        rows = {row.period: row.cost for row in book("month", date(2027, 2, 10)).rows}
        assert rows[date(2026, 8, 1)].difference_to_date == Decimal("10000.00")  # nothing planned, nothing came
        assert rows[date(2026, 10, 1)].difference_to_date == Decimal("11299.90")  # 103,000 planned, 91,700.10 spent
        assert rows[date(2026, 11, 1)].difference_to_date is None
        assert rows[date(2026, 11, 1)].actual_to_date is None

    def test_does_not_hold_a_period_against_its_plan_before_it_is_over(self, book):
        found = book("quarter", date(2026, 11, 22))
        last = next(row for row in found.rows if row.period == date(2026, 10, 1))
        assert last.is_running
        assert (last.cost.difference, last.cost.difference_to_date) == (None, None)
        assert last.cost.actual_to_date == Decimal("91700.10")
        # the total stands for the quarters that are over: 100,000 + 1,500 planned, 90,000 spent; nothing came in the third
        assert (found.cost.difference, found.cost.until) == (Decimal("11500.00"), "Q3 2026")

    def test_compares_nothing_with_a_plan_that_is_not_there(self, cast, initiative):
        spend(cast, initiative, date(2026, 3, 1), "5.00")
        found = initiative_ledger(viewer=cast.cfo, initiative_id=initiative.pk, by="month", as_of=date(2026, 5, 1)).main
        assert [row.cost.difference_to_date for row in found.rows] == [None]


class TestPeriod:
    def test_comes_to_what_the_ledger_says(self, cast, initiative, a_signed_case):
        a_signed_case(initiative, cast)
        spend(cast, initiative, date(2026, 9, 1), "0.10")
        spend(cast, initiative, date(2026, 9, 1), "999999999999.99", flow="benefit")
        spend(cast, initiative, date(2026, 9, 1), "7.00", currency="USD")
        Money.objects.create(
            initiative=initiative, period=date(2026, 9, 1), kind="actual", flow="cost", amount=Decimal("3.33"),
            currency="EUR",
        )  # fmt: skip
        rows = period_rows(viewer=cast.cfo, initiative_id=initiative.pk, period=date(2026, 7, 1), by="quarter")
        told = {(what, currency): amount for what, currency, amount in rows.comes_to}
        book = initiative_ledger(viewer=cast.cfo, initiative_id=initiative.pk, by="quarter", as_of=date(2026, 12, 1))
        cells = {one.currency: next(r for r in one.rows if r.period == date(2026, 7, 1)) for one in book.currencies}
        assert told == {
            ("Planned cost", "EUR"): cells["EUR"].cost.planned,
            ("Actual cost", "EUR"): cells["EUR"].cost.actual,
            ("Actual benefit", "EUR"): cells["EUR"].benefit.actual,
            ("Actual cost", "USD"): cells["USD"].cost.actual,
        }
        assert told["Actual cost", "EUR"] == Decimal("0.10")  # the monthly total does not count beside a posting

    def test_is_closed_once_all_its_months_are(self, cast, initiative, posted):
        def is_closed():
            return period_rows(
                viewer=cast.cfo, initiative_id=initiative.pk, period=date(2026, 4, 1), by="quarter"
            ).is_closed

        for month, before in ((4, False), (5, False), (6, False)):
            assert is_closed() is before
            months.close_month(month=date(2026, month, 1), by=cast.cfo, at=AT)
        assert is_closed()


def test_says_who_spent_more_than_was_released(cast, initiative, posted, client_of):
    spend(cast, Initiative.objects.create(title="Refunded", created_at=AT), date(2026, 5, 1), "-5.00")
    client = client_of(cast.cfo)
    text = client.get("/value/").content.decode().replace("\xa0", " ")
    assert "1 initiative has spent 100 EUR more than was released to it." in text
    text = client.get("/value/?spent=beyond").content.decode()
    assert "Invoice reader" in text
    assert "Refunded" not in text

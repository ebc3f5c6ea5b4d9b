"""The pages of the ledger: who sees what, every number opens, closed months and forms say what is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.value.models import Posting
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

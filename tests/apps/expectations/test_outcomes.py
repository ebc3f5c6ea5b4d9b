"""What really happened: found, recorded, corrected, taken back and put back, each by whom may, with a clear word at the field."""

import csv
import html
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO
from accord.apps.goals import writes as goals
from tests.apps.expectations.conftest import AT
from tests.apps.expectations.revealing import subject

pytestmark = pytest.mark.django_db
NEW = "/expectations/outcomes/new/"


@pytest.fixture
def churn(cast):
    return subject(cast, "Churn early warning")


@pytest.fixture
def outcome(cast, churn):
    return writes.record_outcome(about_kind=INITIATIVE, about_id=churn.pk, question="cost", amount=Decimal(520_000),
                                 currency="EUR", source="Ledger, closed in May", by=cast.cfo, at=AT)  # fmt: skip


def address(one, question="", kind=INITIATIVE):
    return f"{NEW}?about={kind}:{one.pk}" + (f"&question={question}" if question else "")


def text(answer, status=200):
    assert answer.status_code == status
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


class TestRecording:
    def test_finds_the_subject_first(self, cast, churn, client_of):
        page = text(client_of(cast.cfo).get(f"{NEW}?q=churn+WARN"))
        assert f"?about=initiatives.initiative:{churn.pk}" in page
        assert "Nothing found" in text(client_of(cast.cfo).get(f"{NEW}?q=zzz"))

    def test_finds_for_a_sponsor_only_what_is_theirs(self, cast, churn, client_of):
        subject(cast, "Churn of somebody else", cast.operations)
        page = text(client_of(cast.operations_head).get(f"{NEW}?q=churn"))
        assert "Churn of somebody else" in page
        assert "Churn early warning" not in page

    def test_asks_what_is_known_with_its_definition(self, cast, churn, outcome, client_of):
        page = text(client_of(cast.cfo).get(address(churn)))
        assert "The first month in which everything it has brought so far" in page
        assert "question=payoff" in page
        assert "question=cost" not in page  # it is recorded already

    def test_says_when_all_is_known(self, cast, churn, outcome, client_of):
        money = {"amount": Decimal(1), "currency": "EUR"}
        for question, value in (("payoff", {"payoff_date": AT.date()}), ("benefit", money)):
            writes.record_outcome(
                about_kind=INITIATIVE, about_id=churn.pk, question=question, by=cast.cfo, at=AT, **value
            )
        assert "All three are recorded" in text(client_of(cast.cfo).get(address(churn)))

    def test_records_a_month(self, cast, churn, client_of):
        answer = client_of(cast.department_head).post(
            address(churn, "payoff"), {"payoff_date": "Mar 2026", "source": ""}
        )
        assert answer.status_code == 302
        found = Outcome.objects.get()
        assert (found.question, found.payoff_date, found.recorded_by) == (
            "payoff",
            date(2026, 3, 1),
            cast.department_head,
        )

    def test_records_an_amount_as_people_write_it(self, cast, churn, client_of):
        given = {"amount": "1.2m", "currency": "eur", "source": "Controlling"}
        assert client_of(cast.cio).post(address(churn, "benefit"), given).status_code == 302
        found = Outcome.objects.get()
        assert (found.amount, found.currency, found.source) == (Decimal(1_200_000), "EUR", "Controlling")

    def test_records_what_became_of_a_goal(self, cast, client_of):
        goal = goals.add_goal(title="Less waste", business_owner_id=cast.operations_head.pk, by=cast.office, at=AT)
        client = client_of(cast.operations_head)
        assert client.post(address(goal, "cost", GOAL), {"amount": "5k", "currency": "EUR"}).status_code == 302
        assert client.get(f"{NEW}?about={PORTFOLIO}").status_code in {403, 404}

    @pytest.mark.parametrize(
        ("question", "given", "says"),
        [
            ("payoff", {"payoff_date": "soon"}, "Write a month such as 2026-03"),
            ("payoff", {"payoff_date": "2399-01"}, "This month is still to come: an outcome has happened."),
            ("payoff", {"payoff_date": ""}, "This field is required."),
            ("cost", {"amount": "-5", "currency": "EUR"}, "An amount cannot be below zero here."),
            ("cost", {"amount": "1e300", "currency": "EUR"}, "Write an amount such as 250k"),
            ("cost", {"amount": "9" * 18, "currency": "EUR"}, "This amount is too large to be meant."),
            ("cost", {"amount": "5 dollars", "currency": "EUR"}, "Amounts are in EUR here."),
            ("cost", {"amount": "5", "currency": "EURO"}, "three capital letters"),
            ("cost", {"amount": "", "currency": "EUR"}, "This field is required."),
        ],
    )
    def test_asks_back_at_the_field_and_keeps_what_was_typed(self, question, given, says, cast, churn, client_of):
        page = text(client_of(cast.cfo).post(address(churn, question), {**given, "source": "From the ledger"}), 422)
        assert says in page
        assert "From the ledger" in page
        assert not Outcome.objects.exists()

    def test_says_that_it_is_recorded_already(self, cast, churn, client_of):
        client, given = client_of(cast.cfo), {"amount": "5k", "currency": "EUR"}
        assert client.post(address(churn, "cost"), given).status_code == 302
        page = text(client.post(address(churn, "cost"), given))
        assert "What is known now?" in page
        assert Outcome.objects.count() == 1

    @pytest.mark.parametrize("name", ["employee", "marketer", "operations_head", "chro"])
    def test_refuses_whom_it_is_not_for(self, name, cast, churn, client_of):
        client = client_of(getattr(cast, name))
        assert client.get(address(churn, "cost")).status_code == 403
        assert client.post(address(churn, "cost"), {"amount": "5", "currency": "EUR"}).status_code == 403
        assert not Outcome.objects.exists()

    def test_sends_strangers_to_sign_in(self, churn, client_of):
        assert client_of(None).post(address(churn, "cost"), {"amount": "5"}).status_code == 302
        assert not Outcome.objects.exists()


class TestList:
    def test_shows_what_happened_and_who_says_so(self, cast, outcome, client_of):
        page = text(client_of(cast.cfo).get("/expectations/outcomes/"))
        for words in ("Churn early warning", "Closed cost", "520 k EUR", "Ledger, closed in May", "Frank Ledger"):
            assert words in page

    def test_narrows_and_searches(self, cast, outcome, client_of):
        client = client_of(cast.cio)
        assert "520 k EUR" in text(
            client.get("/expectations/outcomes/?question=cost&about=initiatives.initiative&q=churn")
        )
        for query in ("question=payoff", "q=zzz", "about=goals.goal"):
            assert "No outcome matches" in text(client.get(f"/expectations/outcomes/?{query}"))

    def test_gives_a_file(self, cast, outcome, client_of):
        answer = client_of(cast.cio).get("/expectations/outcomes/?format=csv")
        row = next(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
        assert (row["About"], row["Amount"], row["Currency"]) == ("Churn early warning", "520000.00", "EUR")

    def test_shows_others_only_what_is_theirs(self, cast, outcome, client_of):
        assert "Nothing has turned out yet" in text(client_of(cast.employee).get("/expectations/outcomes/"))
        assert "520 k EUR" in text(client_of(cast.delivery_lead).get("/expectations/outcomes/"))

    def test_takes_as_many_queries_for_many(self, cast, outcome, client_of, django_assert_num_queries):
        client = client_of(cast.cio)
        client.get("/expectations/outcomes/")
        for number in range(8):
            one = subject(cast, f"More {number}")
            writes.record_outcome(about_kind=INITIATIVE, about_id=one.pk, question="payoff", payoff_date=AT.date(),
                                  by=cast.cfo, at=AT)  # fmt: skip
        with django_assert_num_queries(6):
            client.get("/expectations/outcomes/")


class TestCorrecting:
    def test_corrects(self, cast, outcome, client_of):
        client = client_of(cast.cfo)
        where = f"/expectations/outcomes/{outcome.pk}/edit/"
        assert "520000" in text(client.get(where))
        given = {"amount": "530k", "currency": "EUR", "source": "Ledger", "version": "1"}
        assert client.post(where, given).status_code == 302
        outcome.refresh_from_db()
        assert (outcome.amount, outcome.source, outcome.version) == (Decimal(530_000), "Ledger", 2)

    def test_shows_what_somebody_else_changed_meanwhile(self, cast, outcome, client_of):
        writes.correct_outcome(outcome=outcome, values={"amount": Decimal(1)}, by=cast.cio, at=AT + timedelta(days=1))
        given = {"amount": "530k", "currency": "EUR", "source": "Mine", "version": "1"}
        page = text(client_of(cast.cfo).post(f"/expectations/outcomes/{outcome.pk}/edit/", given), 409)
        assert "Mine" in page
        outcome.refresh_from_db()
        assert outcome.amount == 1

    def test_takes_back_and_puts_back(self, cast, outcome, client_of):
        client = client_of(cast.cfo)
        answer = client.post(f"/expectations/outcomes/{outcome.pk}/removal/")
        page = text(client.get(answer["Location"]))
        assert "The outcome has been taken back." in page
        assert "520 k EUR" not in page
        client.post(f"/expectations/outcomes/{outcome.pk}/restoring/")
        client.post(f"/expectations/outcomes/{outcome.pk}/restoring/")  # twice does no harm
        back = Outcome.objects.get(removed_at=None)
        assert (back.amount, back.currency, back.source) == (Decimal(520_000), "EUR", "Ledger, closed in May")

    @pytest.mark.parametrize(("name", "status"), [("employee", 404), ("chro", 403), (None, 302)])
    def test_refuses_whom_it_is_not_for(self, name, status, cast, outcome, client_of):
        client = client_of(getattr(cast, name) if name else None)
        for part in ("edit", "removal"):
            assert client.post(f"/expectations/outcomes/{outcome.pk}/{part}/", {"amount": "1"}).status_code == status
        client.post(f"/expectations/outcomes/{outcome.pk}/restoring/")
        outcome.refresh_from_db()
        assert (outcome.amount, outcome.removed_at) == (Decimal(520_000), None)

    def test_puts_nothing_back_for_whom_it_is_not_for(self, cast, outcome, client_of):
        writes.remove_outcome(outcome=outcome, by=cast.cfo, at=timezone.now())
        client_of(cast.employee).post(f"/expectations/outcomes/{outcome.pk}/restoring/")
        assert not Outcome.objects.filter(removed_at=None).exists()
        assert "taken back" not in text(client_of(cast.employee).get(f"/expectations/outcomes/?removed={outcome.pk}"))

"""The pages of goals, opened by each role and by the stranger."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accord.apps.goals import writes
from accord.apps.goals.models import Actual, Goal, Measure
from tests.apps.goals.conftest import AT

GOALS = "/goals/"


def place(name, *args):
    return reverse(f"goals:{name}", args=args)


def form_of(goal, **changes):
    values = {
        "title": goal.title, "why": goal.why, "horizon": goal.horizon, "business_owner": goal.business_owner_id,
        "it_owner": goal.it_owner_id, "department": goal.department_id, "parent": goal.parent_id,
        "review_date": goal.review_date, "version": goal.version,
    }  # fmt: skip
    return {name: "" if value is None else value for name, value in {**values, **changes}.items()}


@pytest.fixture
def value(measure):
    return Actual.objects.filter(measure=measure).latest("date")


@pytest.fixture
def addresses(goal, measure, value):
    """Every address of goals: whether it is opened (GET) or only posted to."""
    one, of, at = (goal.pk,), (goal.pk, measure.pk), (goal.pk, measure.pk, value.pk)
    opened = {"goals": (), "add": (), "goal": one, "edit": one, "review": one, "closing": one, "add_measure": one,
              "edit_measure": of, "add_actual": of, "edit_actual": at}  # fmt: skip
    posted = {"reopening": one, "agreement": (goal.pk, "it"), "measure_removal": of, "actual_removal": at}
    return [(place(n, *a), True) for n, a in opened.items()] + [(place(n, *a), False) for n, a in posted.items()]


class TestDoors:
    def test_send_the_stranger_to_sign_in(self, addresses, client_of):
        stranger = client_of(None)
        for address, opens in addresses:
            for answer in [stranger.post(address), *([stranger.get(address)] if opens else [])]:
                assert answer.status_code == 302
                assert answer["Location"].startswith("/account/login/")

    def test_know_no_other_goal(self, addresses, goal, cast, client_of):
        office = client_of(cast.office)
        for address, opens in addresses:
            if str(goal.pk) in address:
                wrong = address.replace(f"/goals/{goal.pk}/", "/goals/999999/")
                assert (office.get(wrong) if opens else office.post(wrong)).status_code == 404

    def test_let_only_owners_and_the_office_change(self, addresses, goal, cast, client_of):
        may = {cast.operations_head, cast.cio, cast.office, cast.administrator}
        changing = [
            address
            for address, opens in addresses
            if opens and address not in {GOALS, place("add"), place("goal", goal.pk)}
        ]
        for person in cast.signed_in:
            client = client_of(person)
            answers = {client.get(address).status_code for address in changing}
            assert answers == ({200} if person in may else {403}), person.name

    def test_refuse_to_others_what_is_posted(self, addresses, cast, client_of):
        employee = client_of(cast.employee)
        before = (Goal.objects.count(), Measure.objects.count(), Actual.objects.count())
        for address, opens in addresses:
            if not opens:
                assert employee.post(address).status_code == 403
                assert employee.get(address).status_code == 405
        assert (Goal.objects.count(), Measure.objects.count(), Actual.objects.count()) == before

    def test_let_leaders_heads_and_the_office_add(self, cast, client_of):
        refused = {cast.delivery_lead, cast.marketer, cast.employee}
        for person in cast.signed_in:
            client = client_of(person)
            assert client.get(place("add")).status_code == (403 if person in refused else 200)
            assert (place("add") in client.get(GOALS).content.decode()) == (person not in refused)


class TestGoals:
    def test_show_everyone_the_tree_with_owners_and_way(self, goal, measure, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get(GOALS).content.decode()
            for said in ("Settle claims within five days", "Olga Plant", "Ida Byte", "nobody has agreed yet", "40 %"):
                assert said in page.replace("\u00a0", " ").replace("40%", "40 %"), said

    @pytest.mark.parametrize(
        ("query", "found"),
        [("q=claims", True), ("q=nothing", False), ("horizon=near", True), ("horizon=far", False),
         ("standing=waiting", True), ("standing=joint", False), ("standing=ownerless", False), ("state=active", True),
         ("state=closed", False)],
    )  # fmt: skip
    def test_can_be_narrowed(self, goal, cast, client_of, query, found):
        page = client_of(cast.cfo).get(f"{GOALS}?{query}").content.decode()
        assert ("Settle claims within five days" in page) == found

    @pytest.mark.parametrize("sort", ["title", "-title", "review", "-review", "horizon", "-horizon"])
    def test_sort_both_ways(self, goal, cast, client_of, sort):
        assert client_of(cast.cfo).get(f"{GOALS}?sort={sort}").status_code == 200

    def test_come_as_a_file_without_formulas(self, goal, cast, client_of):
        writes.add_goal(title="=1+1", by=cast.office, at=AT)
        file = b"".join(client_of(cast.employee).get(f"{GOALS}?format=csv").streaming_content).decode()
        assert "Settle claims within five days" in file
        assert "'=1+1" in file

    def test_show_the_way_as_a_picture_and_what_has_gone_quiet(self, cast, client_of):
        long_ago = timezone.now() - timedelta(days=300)
        goal = writes.add_goal(
            title="Old", review_date=long_ago.date(), it_owner_id=cast.cio.pk, by=cast.office, at=long_ago
        )
        measure = writes.add_measure(goal=goal, values={"name": "Days"}, by=cast.cio, at=long_ago)
        client = client_of(cast.cfo)
        page = client.get(GOALS).content.decode()
        assert "nothing new since" in page
        assert "spark" not in page
        for days in (3, 1):
            on = timezone.localdate() - timedelta(days=days)
            writes.record_actual(measure=measure, on=on, value=float(days), by=cast.cio, at=timezone.now())
        page = client.get(GOALS).content.decode()
        assert "nothing new since" not in page
        assert "spark" in page

    def test_teach_when_there_are_none(self, cast, client_of):
        assert "Add the first goal" in client_of(cast.cio).get(GOALS).content.decode()
        employee = client_of(cast.employee).get(GOALS).content.decode()
        assert "No goals yet" in employee
        assert "Add the first goal" not in employee

    def test_ask_the_database_as_often_for_many(self, goal, measure, cast, client_of):
        client = client_of(cast.cio)
        client.get(GOALS)

        def asked(address):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            return len(seen)

        few = [asked(GOALS), asked(f"{GOALS}?sort=title")]
        for number in range(15):
            below = writes.add_goal(title=f"Part {number}", parent_id=goal.pk, by=cast.office, at=AT)
            writes.add_measure(goal=below, values={"name": "Share"}, by=cast.office, at=AT)
        assert [asked(GOALS), asked(f"{GOALS}?sort=title")] == few

    def test_keep_markup_in_a_title_as_text(self, cast, client_of):
        writes.add_goal(title="<script>alert(1)</script>", by=cast.office, at=AT)
        assert "<script>alert(1)" not in client_of(cast.cio).get(GOALS).content.decode()


class TestGoal:
    def test_offers_to_agree_to_the_owner_alone(self, goal, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get(place("goal", goal.pk)).content.decode()
            assert (place("agreement", goal.pk, "it") in page) == (person == cast.cio)
            assert (place("agreement", goal.pk, "business") in page) == (person == cast.operations_head)

    def test_offers_to_change_to_those_who_may(self, goal, measure, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get(place("goal", goal.pk)).content.decode()
            assert (place("edit", goal.pk) in page) == (
                person in {cast.operations_head, cast.cio, cast.office, cast.administrator}
            )

    def test_shows_the_series_as_picture_and_table(self, goal, measure, cast, client_of):
        page = client_of(cast.employee).get(place("goal", goal.pk)).content.decode()
        assert "<svg" in page
        assert "Show the numbers" in page

    def test_is_added_and_told(self, cast, client_of):
        client = client_of(cast.department_head)
        answer = client.post(place("add"), {"title": "Answer mail in a day", "horizon": "mid", "it_owner": cast.cio.pk})
        goal = Goal.objects.get()
        assert answer["Location"] == place("goal", goal.pk)
        assert (goal.title, goal.it_owner, goal.horizon) == ("Answer mail in a day", cast.cio, "mid")
        assert "Mark Brand added the goal Answer mail in a day" in client.get(answer["Location"]).content.decode()

    def test_keeps_what_was_typed_when_refused(self, cast, client_of):
        typed = {"title": "Answer mail", "horizon": "near", "business_owner": cast.cio.pk, "why": "Because of Monday"}
        answer = client_of(cast.office).post(place("add"), typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "The owner for the business cannot belong to an IT department." in page
        assert "Because of Monday" in page
        assert not Goal.objects.exists()

    def test_shows_the_second_of_two_what_changed_and_keeps_both(self, goal, cast, client_of):
        opened = form_of(goal)
        client_of(cast.cio).post(place("edit", goal.pk), {**opened, "why": "Ida's reason"})
        answer = client_of(cast.operations_head).post(place("edit", goal.pk), {**opened, "title": "Olga's title"})
        page = answer.content.decode()
        assert answer.status_code == 409
        for said in ("Olga&#x27;s title", "Ida&#x27;s reason", 'value="2"'):
            assert said in page
        again = {**opened, "title": "Olga's title", "why": "Ida's reason", "version": 2}
        assert client_of(cast.operations_head).post(place("edit", goal.pk), again).status_code == 302
        kept = Goal.objects.get(pk=goal.pk)
        assert (kept.title, kept.why) == ("Olga's title", "Ida's reason")

    def test_does_not_offer_itself_as_what_it_is_part_of(self, goal, top, cast, client_of):
        page = client_of(cast.cio).get(place("edit", top.pk))
        assert page.status_code == 403
        form = client_of(cast.office).get(place("edit", top.pk)).context["form"]
        assert top.pk not in [value for value, _words in form.fields["parent"].choices]


class TestAgreement:
    def test_is_given_and_withdrawn_by_one_button(self, goal, cast, client_of):
        client = client_of(cast.cio)
        answer = client.post(place("agreement", goal.pk, "it"), {"version": goal.version})
        assert answer["Location"] == place("goal", goal.pk)
        assert Goal.objects.get(pk=goal.pk).it_agreed_by == cast.cio
        client.post(place("agreement", goal.pk, "it"), {"withdraw": "1"})
        assert Goal.objects.get(pk=goal.pk).it_agreed_at is None

    def test_leads_back_to_my_turn_and_nowhere_else(self, goal, cast, client_of):
        client = client_of(cast.cio)
        assert client.post(place("agreement", goal.pk, "it"), {"next": "/"})["Location"] == "/"
        away = client.post(place("agreement", goal.pk, "it"), {"next": "https://x.org/", "withdraw": "1"})
        assert away["Location"] == place("goal", goal.pk)

    def test_asks_to_read_again_what_changed(self, goal, cast, client_of):
        writes.edit_goal(goal=goal, values={"why": "Another"}, by=cast.office, at=AT)
        answer = client_of(cast.cio).post(place("agreement", goal.pk, "it"), {"version": 1})
        assert answer.status_code == 409
        assert "Read it again" in answer.content.decode()
        assert Goal.objects.get(pk=goal.pk).it_agreed_at is None

    def test_is_refused_for_the_other_side(self, goal, cast, client_of):
        assert client_of(cast.cio).post(place("agreement", goal.pk, "business")).status_code == 403
        assert client_of(cast.cio).post(place("agreement", goal.pk, "hr")).status_code == 422


class TestReviewAndClosing:
    def test_record_the_review(self, goal, cast, client_of):
        today = timezone.localdate()
        coming = date(today.year + 1, 1, 1)
        answer = client_of(cast.cio).post(place("review", goal.pk), {"next_review": coming})
        assert answer.status_code == 302
        assert Goal.objects.get(pk=goal.pk).review_date == coming
        assert client_of(cast.cio).post(place("review", goal.pk), {"next_review": "2020-01-01"}).status_code == 422

    def test_close_with_a_reason_and_reopen(self, goal, cast, client_of):
        client = client_of(cast.cio)
        assert client.post(place("closing", goal.pk), {"reason": ""}).status_code == 422
        client.post(place("closing", goal.pk), {"reason": "Reached"})
        assert "This goal is closed." in client.get(place("goal", goal.pk)).content.decode()
        assert "Settle claims" not in client.get(GOALS).content.decode()
        assert client.post(place("closing", goal.pk), {"reason": "Again"}).status_code == 409
        client.post(place("reopening", goal.pk))
        assert Goal.objects.get(pk=goal.pk).state == "active"


class TestMeasures:
    def test_are_added_changed_and_removed(self, goal, cast, client_of):
        client = client_of(cast.operations_head)
        client.post(place("add_measure", goal.pk), {"name": "Cost", "direction": "down", "baseline_value": "9.5"})
        measure = Measure.objects.get()
        assert (measure.name, measure.baseline_value, measure.direction) == ("Cost", 9.5, "down")
        changed = {"name": "Cost per claim", "direction": "down", "version": 1}
        client.post(place("edit_measure", goal.pk, measure.pk), changed)
        assert Measure.objects.get().name == "Cost per claim"
        assert client.post(place("edit_measure", goal.pk, measure.pk), changed | {"name": "X"}).status_code == 409
        client.post(place("measure_removal", goal.pk, measure.pk))
        assert not Measure.objects.exists()

    def test_take_values_once_a_day(self, goal, measure, value, cast, client_of):
        client = client_of(cast.cio)
        address = place("add_actual", goal.pk, measure.pk)
        assert client.post(address, {"date": "2026-05-01", "value": "1"}).status_code == 422
        assert client.post(address, {"date": "2026-05-02", "value": "12.5", "source": "Ledger"}).status_code == 302
        assert Actual.objects.get(date=date(2026, 5, 2)).value == 12.5
        client.post(place("edit_actual", goal.pk, measure.pk, value.pk), {"value": "13"})
        assert Actual.objects.get(pk=value.pk).value == 13
        client.post(place("actual_removal", goal.pk, measure.pk, value.pk))
        assert not Actual.objects.filter(pk=value.pk).exists()

    @pytest.mark.parametrize("number", ["nan", "inf", "-1e400", "many"])
    def test_take_numbers_only(self, goal, measure, cast, client_of, number):
        answer = client_of(cast.cio).post(
            place("add_actual", goal.pk, measure.pk), {"date": "2026-05-02", "value": number}
        )
        assert answer.status_code == 422
        assert Actual.objects.count() == 2

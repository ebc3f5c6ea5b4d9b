"""Asking through pages: what about, whom, until when; several at once; who may."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.apps.expectations import reads, writes
from accord.apps.expectations.models import Asked, Comparison, Round
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO
from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Department, Person
from accord.apps.trail.models import Entry


def local(**ahead):
    """A moment to come as a browser sends it."""
    return (timezone.localtime() + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def about(initiative):
    return f"/expectations/new/?about={INITIATIVE}:{initiative.pk}"


@pytest.fixture
def goal(cast):
    return goals.add_goal(
        title="Settle in three days", why="Speed", horizon="near", department_id=cast.operations.pk,
        business_owner_id=cast.operations_head.pk, it_owner_id=cast.cio.pk, by=cast.office, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def asked(cast):
    """What the form sends when nothing in it is changed."""

    def form(**changes):
        return {
            "business": [cast.department_head.pk], "it": [cast.delivery_lead.pk], "finance": [cast.cfo.pk],
            "deadline_at": local(days=7), "currency": "EUR", "note": "", "step": "ask", **changes,
        }  # fmt: skip

    return form


def chosen(page):
    """Who is ticked, by side."""
    return {part.side: [pk for pk, _label in part.people] for part in page.context["form"].sides()}


class TestChoose:
    def test_offers_the_portfolio_goals_and_initiatives(self, cast, client_of, initiative, goal):
        words = client_of(cast.office).get("/expectations/new/").content.decode()
        for part in ("The whole AI portfolio", "Churn early warning", "Settle in three days", f"?about={PORTFOLIO}"):
            assert part in words

    def test_finds_by_a_part_of_the_title(self, cast, client_of, initiative, goal):
        office = client_of(cast.office)
        assert "Settle in three" not in office.get("/expectations/new/?q=churn warn").content.decode()
        assert "Nothing has these words" in office.get("/expectations/new/?q=zzz").content.decode()
        assert office.get("/expectations/new/?q=%00%F0%9F%98%80").status_code == 200

    def test_offers_others_only_their_own(self, cast, client_of, initiative, goal):
        words = client_of(cast.operations_head).get("/expectations/new/").content.decode()
        assert "Settle in three days" in words
        assert "Churn early warning" not in words
        assert "The whole AI portfolio" not in words
        assert "Nothing to ask about yet" in client_of(cast.employee).get("/expectations/new/").content.decode()

    def test_leads_to_the_round_that_is_open(self, cast, client_of, now_round):
        words = client_of(cast.office).get("/expectations/new/").content.decode()
        assert f"/expectations/{now_round.pk}/" in words
        assert "Being answered" in words

    def test_asks_as_often_however_much_there_is(self, cast, client_of, initiative):
        office = client_of(cast.office)
        few = _queries(office, "/expectations/new/")
        for number in range(30):
            initiatives.add_initiative(
                title=f"Letters {number}", visibility="everyone", by=cast.office, at=timezone.now()
            )
        assert _queries(office, "/expectations/new/") == few

    @pytest.mark.parametrize(
        "text", ["x", "initiatives.initiative:0", "people.person:1", "goals.goal:-1", "a:b:c", "9" * 40]
    )
    def test_starts_anew_for_an_address_that_means_nothing(self, text, cast, client_of, db):
        page = client_of(cast.office).get("/expectations/new/", {"about": text})
        assert page.status_code == 200
        assert "What do you want to ask about?" in page.content.decode()


class TestAsk:
    def test_proposes_sponsor_lead_and_finance_a_week_and_the_currency(self, cast, client_of, initiative, about):
        initiatives.set_money(
            initiative=initiative, period=date(2026, 1, 1), kind="planned", flow="cost", amount=Decimal(5), currency="CHF",
            by=cast.office, at=timezone.now(),
        )  # fmt: skip
        page = client_of(cast.office).get(about)
        assert chosen(page) == {
            "business": [cast.department_head.pk], "it": [cast.delivery_lead.pk], "finance": [cast.cfo.pk]}  # fmt: skip
        form = page.context["form"]
        assert form["currency"].value() == "CHF"
        proposed = form["deadline_at"].value()
        assert (proposed.date(), proposed.hour, proposed.minute) == (timezone.localdate() + timedelta(days=7), 17, 0)
        words = page.content.decode()
        for part in ("Time zone: UTC", "What they are asked", "All answers are revealed together"):
            assert part in words

    def test_proposes_the_two_owners_of_a_goal_and_finance(self, cast, client_of, goal):
        page = client_of(cast.office).get(f"/expectations/new/?about={GOAL}:{goal.pk}")
        assert chosen(page) == {"business": [cast.operations_head.pk], "it": [cast.cio.pk], "finance": [cast.cfo.pk]}

    def test_proposes_the_heads_for_the_whole_portfolio(self, cast, client_of):
        page = client_of(cast.office).get(f"/expectations/new/?about={PORTFOLIO}")
        assert chosen(page) == {"business": [cast.ceo.pk], "it": [cast.cio.pk], "finance": [cast.cfo.pk]}

    def test_proposes_whoever_was_asked_last_time_and_is_still_here(self, cast, client_of, now_round, about):
        writes.ask_person(round_=now_round, person_id=cast.cio.pk, side="it", by=cast.office, at=timezone.now())
        writes.call_off(round_=now_round, by=cast.office, at=timezone.now())
        Person.objects.filter(pk=cast.cfo.pk).update(is_active=False)
        page = client_of(cast.office).get(about)
        assert chosen(page) == {
            "business": [cast.department_head.pk], "it": [cast.delivery_lead.pk, cast.cio.pk], "finance": []}  # fmt: skip
        assert "The same people as last time" in page.content.decode()

    def test_leaves_out_who_left_and_chooses_nobody_twice(self, cast, client_of):
        one = initiatives.add_initiative(
            title="Alone", sponsor_id=cast.cfo.pk, lead_id=cast.marketer.pk, visibility="everyone", by=cast.office,
            at=timezone.now(),
        )  # fmt: skip
        Person.objects.filter(pk=cast.marketer.pk).update(is_active=False)
        page = client_of(cast.office).get(f"/expectations/new/?about={INITIATIVE}:{one.pk}")
        assert chosen(page) == {"business": [cast.cfo.pk], "it": [], "finance": []}
        assert "Nobody is known: choose who answers." in page.content.decode()

    def test_finds_the_head_of_finance_where_there_is_no_cfo(self, cast, client_of, about):
        Person.objects.filter(pk=cast.cfo.pk).update(roles=["employee"])
        Department.objects.create(name="Audit", side="finance", parent=cast.finance, head=cast.marketer)
        assert chosen(client_of(cast.office).get(about))["finance"] == [cast.cfo.pk]

    def test_opens_the_round(self, cast, client_of, about, asked):
        found = client_of(cast.office).post(about, asked(note="The pilot", currency=" chf "))
        made = Round.objects.get()
        assert found["Location"] == f"/expectations/{made.pk}/"
        assert (made.currency, made.note, made.number) == ("CHF", "The pilot", 1)
        assert set(made.asked.values_list("person_id", "side")) == {
            (cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance")}  # fmt: skip

    def test_opens_one_about_a_goal_and_about_everything(self, cast, client_of, goal, asked):
        for text in (f"{GOAL}:{goal.pk}", PORTFOLIO):
            assert client_of(cast.office).post(f"/expectations/new/?about={text}", asked()).status_code == 302
        assert set(Round.objects.values_list("about_kind", flat=True)) == {GOAL, PORTFOLIO}

    @pytest.mark.parametrize(("field", "value", "said"), [
        ("deadline_at", "", "required"),
        ("deadline_at", "tomorrow", "Give a day and a time"),
        ("deadline_at", "2020-01-01T10:00", "at least an hour"),
        ("deadline_at", "2999-01-01T10:00", "within the next six months"),
        ("currency", "€", "three capital letters"),
        ("currency", "EURO", "three capital letters"),
        ("note", "x" * 10_000, "1000"),
        ("it", [], "at least one person for each of business and IT"),
        ("it", ["999999"], "999999"),
    ])  # fmt: skip
    def test_asks_back_and_keeps_everything(self, field, value, said, cast, client_of, about, asked):
        found = client_of(cast.office).post(
            about, asked(**{field: value, **({} if field == "note" else {"note": "Kept words"})})
        )
        assert found.status_code == 422
        words = found.content.decode()
        assert said in words
        assert field == "note" or "Kept words" in words
        assert chosen(found)["business"] == [cast.department_head.pk]
        assert not Round.objects.exists()

    def test_says_that_it_is_being_asked_already(self, cast, client_of, about, asked, now_round):
        assert "It is being asked already" in client_of(cast.office).get(about).content.decode()
        found = client_of(cast.office).post(about, asked(note="Kept words"))
        assert found.status_code == 409
        assert "Kept words" in found.content.decode()


class TestAddSomebody:
    def test_finds_a_person_by_the_beginning_of_a_name(self, cast, client_of, about, asked):
        page = client_of(cast.office).post(about, asked(step="look", it_more="byte id"))
        assert page.status_code == 200
        assert chosen(page)["it"] == [cast.delivery_lead.pk, cast.cio.pk]
        assert not page.context["form"].errors
        assert not Round.objects.exists()

    def test_takes_the_whole_label_of_the_list(self, cast, client_of, about, asked):
        page = client_of(cast.office).post(about, asked(step="look", business_more="Olga Plant, Operations"))
        assert cast.operations_head.pk in chosen(page)["business"]

    def test_counts_a_name_that_still_stands_there_when_asking(self, cast, client_of, about, asked):
        client_of(cast.office).post(about, asked(it_more="ida byte, it"))
        assert Asked.objects.filter(person=cast.cio, side="it").exists()

    def test_shows_whom_a_part_of_a_name_found_before_anybody_is_asked(self, cast, client_of, about, asked):
        page = client_of(cast.office).post(about, asked(it_more="ad"))
        assert page.status_code == 200
        assert "Added: Ada Root, IT. Nobody is asked yet." in page.content.decode()
        assert cast.administrator.pk in chosen(page)["it"]
        assert not Round.objects.exists()

    @pytest.mark.parametrize("step", ["look", "ask"])
    @pytest.mark.parametrize(("name", "said"), [
        ("Nobody Here", "Nobody here is called “Nobody Here”"),
        ("i", "Several people fit"),
        ("x" * 10_000, "Nobody here is called"),
        ("😀", "Nobody here is called"),
        ("<b>", "Nobody here is called “&lt;b&gt;”"),
    ])  # fmt: skip
    def test_asks_back_at_the_name(self, step, name, said, cast, client_of, about, asked):
        page = client_of(cast.office).post(about, asked(step=step, it_more=name, note="Kept words"))
        assert said in page.content.decode()
        assert "Kept words" in page.content.decode()
        assert not Round.objects.exists()

    def test_takes_out_who_is_unticked(self, cast, client_of, about, asked):
        page = client_of(cast.office).post(about, asked(step="look", finance=[]))
        assert chosen(page)["finance"] == []

    def test_refuses_one_person_for_two_sides(self, cast, client_of, about, asked):
        found = client_of(cast.office).post(about, asked(finance=[cast.department_head.pk]))
        assert found.status_code == 422
        assert "somebody is chosen twice" in found.content.decode()

    def test_works_with_four_hundred_people(self, cast, client_of, about, asked):
        Person.objects.bulk_create([
            Person(name=f"Person {number:03}", email=f"p{number}@example.org", department=cast.it, roles=["employee"])
            for number in range(400)
        ])  # fmt: skip
        office = client_of(cast.office)
        few = office.get(about).content.decode()
        assert few.count("<option") > 400
        page = office.post(about, asked(step="look", it_more="Person 217"))
        assert Person.objects.get(name="Person 217").pk in chosen(page)["it"]

    def test_tells_people_of_the_same_name_apart(self, cast):
        for number in range(2):
            Person.objects.create(
                name="Anna Same", email=f"s{number}@example.org", department=cast.it, title=f"Title {number}"
            )
        Person.objects.create(name="Bo Same", email="b1@example.org", department=cast.it)
        Person.objects.create(name="Bo Same", email="b2@example.org", department=cast.it)
        labels = list(reads.directory(viewer=cast.office).values())
        assert len(labels) == len(set(labels))
        assert "Anna Same, IT, Title 1" in labels


class TestWhoMayAsk:
    def test_is_whoever_answers_for_it_and_the_office(self, cast, client_of, about, asked):
        for person in (cast.office, cast.cfo, cast.department_head, cast.delivery_lead):
            assert client_of(person).get(about).status_code == 200
        for person in (cast.employee, cast.marketer, cast.operations_head):
            assert client_of(person).get(about).status_code == 403
            assert client_of(person).post(about, asked()).status_code == 403
        assert client_of(None).get(about).status_code == 302
        assert not Round.objects.exists()

    def test_sees_nothing_of_what_is_not_open_to_them(self, cast, client_of):
        secret = initiatives.add_initiative(
            title="Quiet takeover",
            department_id=cast.finance.pk,
            visibility="limited",
            by=cast.office,
            at=timezone.now(),
        )
        found = client_of(cast.employee).get(f"/expectations/new/?about={INITIATIVE}:{secret.pk}")
        assert found.status_code == 404
        assert "Quiet takeover" not in found.content.decode()

    def test_asks_about_everything_only_by_role(self, cast, client_of, asked):
        assert client_of(cast.department_head).get(f"/expectations/new/?about={PORTFOLIO}").status_code == 403


class TestSeveral:
    @pytest.fixture
    def many(self, cast, initiative):
        """Three that can be asked about, one without a sponsor, one without a lead, one without either."""
        people = {"no sponsor": (None, cast.cio.pk), "no lead": (cast.ceo.pk, None), "neither": (None, None),
                  "same": (cast.cio.pk, cast.cio.pk), "fine": (cast.ceo.pk, cast.cio.pk)}  # fmt: skip
        return {
            title: initiatives.add_initiative(
                title=title, sponsor_id=sponsor, lead_id=lead, visibility="everyone", by=cast.office, at=timezone.now()
            )
            for title, (sponsor, lead) in people.items()
        } | {"churn": initiative}

    def test_says_what_comes_of_it_and_what_is_left_out(self, many, cast, client_of):
        page = client_of(cast.office).post(
            "/expectations/several/", {"chosen": [one.pk for one in many.values()], "step": "look"}
        )
        words = page.content.decode()
        assert "This makes 2 rounds" in words
        assert dict(page.context["plan"].left_out) == {
            "no sponsor": "no sponsor is known", "no lead": "no lead is known", "neither": "neither sponsor nor lead is known",
            "same": "sponsor and lead are the same person",
        }  # fmt: skip
        assert not Round.objects.exists()

    def test_opens_a_round_for_each(self, many, cast, client_of):
        typed = {"chosen": [many["churn"].pk, many["fine"].pk], "deadline_at": local(days=3), "note": "", "step": "ask"}
        found = client_of(cast.office).post("/expectations/several/", typed, follow=True)
        assert "2 rounds are open." in found.content.decode()
        assert Round.objects.count() == 2
        assert Entry.objects.filter(code="expectations.round.opened").count() == 2
        assert set(Round.objects.get(about_id=many["churn"].pk).asked.values_list("person_id", "side")) == {
            (cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance")}  # fmt: skip

    def test_names_what_it_left_out_when_it_is_done(self, many, cast, client_of):
        typed = {"chosen": [many["fine"].pk, many["neither"].pk], "deadline_at": local(days=3), "step": "ask"}
        assert (
            "Not asked about: neither."
            in client_of(cast.office).post("/expectations/several/", typed, follow=True).content.decode()
        )

    def test_leaves_out_what_is_being_answered(self, many, cast, client_of, now_round):
        page = client_of(cast.office).post("/expectations/several/", {"chosen": [many["churn"].pk], "step": "look"})
        assert page.context["plan"].left_out == (("Churn early warning", "it is being answered already"),)

    def test_asks_back_at_the_deadline_and_opens_none(self, many, cast, client_of):
        typed = {"chosen": [many["fine"].pk], "deadline_at": "2020-01-01T10:00", "step": "ask"}
        found = client_of(cast.office).post("/expectations/several/", typed)
        assert found.status_code == 422
        assert "at least an hour" in found.content.decode()
        assert not Round.objects.exists()

    def test_wants_at_least_one_ticked(self, cast, client_of, db):
        found = client_of(cast.office).post(
            "/expectations/several/?which=never", {"step": "look", "chosen": ["x", "-1", "9" * 40]}
        )
        assert found["Location"] == "/expectations/several/?which=never"

    def test_narrows_to_never_long_ago_and_dates_out_of_step(self, many, cast, client_of):
        long_ago = timezone.now() - timedelta(days=121)
        for title, revealed_at, size in (("fine", long_ago, 0.5), ("neither", timezone.now(), 2.0)):
            made = Round.objects.create(
                about_kind=INITIATIVE, about_id=many[title].pk, currency="EUR", base_date=long_ago.date(), key_id="k",
                opened_at=long_ago, deadline_at=long_ago, state="revealed", revealed_at=revealed_at, is_latest=True,
                payoff_gap=7.0,
            )  # fmt: skip
            Comparison.objects.create(round=made, question="payoff", size=size)
        office = client_of(cast.office)

        def titles(query):
            return {line.title for line in office.get(f"/expectations/several/?{query}").context["page"].rows}

        assert titles("which=never") == {"no sponsor", "no lead", "same", "Churn early warning"}
        assert titles("which=long_ago") == {"fine"}
        assert titles("which=dates") == {"neither"}
        assert titles("which=dates&which=long_ago") == {"fine", "neither"}
        assert titles("q=churn") == {"Churn early warning"}

    def test_ticks_all_on_the_page_by_a_link(self, many, cast, client_of):
        office = client_of(cast.office)
        assert office.get("/expectations/several/").content.decode().count(" checked") == 0
        assert office.get("/expectations/several/?tick=all").content.decode().count(" checked") >= len(many)

    def test_offers_and_asks_only_what_is_ones_own(self, many, cast, client_of):
        head = client_of(cast.department_head)
        assert {line.title for line in head.get("/expectations/several/").context["page"].rows} == {
            "Churn early warning"
        }
        page = head.post("/expectations/several/", {"chosen": [many["fine"].pk], "step": "look"})
        assert page.context["plan"].rounds == ()
        assert "fine" not in page.content.decode().split("What they are asked")[0]

    def test_asks_as_often_however_many_there_are(self, many, cast, client_of):
        office = client_of(cast.office)
        ids = [one.pk for one in many.values()]

        def post(chosen):
            with CaptureQueriesContext(connection) as found:
                office.post("/expectations/several/", {"chosen": chosen, "step": "look"})
            return len(found)

        few, few_rows = post(ids), _queries(office, "/expectations/several/")
        more = [
            initiatives.add_initiative(
                title=f"Letters {number}", sponsor_id=cast.ceo.pk, lead_id=cast.cio.pk, visibility="everyone",
                by=cast.office, at=timezone.now(),
            ).pk
            for number in range(30)
        ]  # fmt: skip
        assert post([*ids, *more]) == few
        assert _queries(office, "/expectations/several/") == few_rows


def _queries(client, place):
    with CaptureQueriesContext(connection) as found:
        assert client.get(place).status_code == 200
    return len(found)

"""The pages of initiatives, opened by each role and by the stranger; what is limited stays unknown to others."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accord.apps.initiatives import writes
from accord.apps.initiatives.forms import extra_field
from accord.apps.initiatives.models import GoalLink, Initiative, Link, Milestone, Money, StageChange
from tests.apps.initiatives.conftest import AT


def at(name, initiative, *more):
    return reverse(f"initiatives:{name}", args=[initiative.pk, *more])


@pytest.fixture
def full(initiative, goal, cast):
    """Build an initiative with one of everything."""
    cio = cast.cio
    writes.move_stage(initiative=initiative, to="approved", on=date(2026, 2, 1), by=cio, at=AT)
    writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cio, at=AT)
    writes.add_milestone(initiative=initiative, title="First 100", result="A list", by=cio, at=AT)
    for kind in ("planned", "actual"):
        writes.set_money(initiative=initiative, period=date(2026, 3, 1), kind=kind, flow="cost", amount=Decimal(9000),
                         currency="EUR", by=cio, at=AT)  # fmt: skip
    writes.add_link(initiative=initiative, label="Board", url="https://x.org/b", by=cio, at=AT)
    writes.set_extra(initiative=initiative, values={"Vendor": "Acme", "Rows": 12}, by=cio, at=AT)
    return initiative


class TestList:
    def test_shows_everyone_what_is_open(self, initiative, secret, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get("/initiatives/").content.decode()
            assert "Invoice reader" in page
            assert ("Quiet takeover" in page) == (
                person in {cast.cio, cast.cfo, cast.chro, cast.office, cast.administrator, cast.delivery_lead,
                           cast.operations_head, cast.ceo}
            ), person.name  # fmt: skip

    def test_sends_the_stranger_to_sign_in(self, client_of):
        assert "/account/login/" in client_of(None).get("/initiatives/")["Location"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=invoice+clerks", True),
            ("q=takeover", False),
            ("stage=idea", True),
            ("stage=live", False),
            ("goal=none", True),
            ("goal=agreed", False),
            ("goal=linked", False),
            ("missing=sponsor", False),
            ("missing=milestone", True),
            ("visibility=limited", False),
            ("mine=lead", True),
            ("mine=sponsor", False),
        ],
    )
    def test_can_be_narrowed(self, initiative, cast, client_of, query, found):
        page = client_of(cast.delivery_lead).get(f"/initiatives/?{query}").content.decode()
        assert ("Invoice reader" in page) == found

    def test_a_department_counts_with_all_below_it(self, initiative, cast, client_of):
        for department, found in ((cast.board, True), (cast.marketing, True), (cast.it, False)):
            page = client_of(cast.cio).get(f"/initiatives/?department={department.pk}").content.decode()
            assert ("Invoice reader" in page) == found

    @pytest.mark.parametrize("key", ["title", "stage", "since", "department", "sponsor", "lead", "added"])
    def test_sorts_both_ways(self, initiative, secret, cast, client_of, key):
        for sort in (key, f"-{key}"):
            assert client_of(cast.cio).get(f"/initiatives/?sort={sort}").status_code == 200

    def test_comes_as_a_file_without_what_is_limited(self, initiative, secret, cast, client_of):
        file = b"".join(client_of(cast.employee).get("/initiatives/?format=csv").streaming_content).decode()
        assert "Invoice reader" in file
        assert "Quiet takeover" not in file

    def test_teaches_when_empty(self, cast, client_of):
        assert "Add the first one" in client_of(cast.cio).get("/initiatives/").content.decode()
        assert "Add an initiative" not in client_of(cast.employee).get("/initiatives/").content.decode()


class TestOne:
    def test_opens_for_everyone(self, full, cast, client_of):
        for person in cast.signed_in:
            response = client_of(person).get(at("initiative", full))
            assert response.status_code == 200, person.name
            assert "Pay suppliers in ten days" in response.content.decode()

    def test_offers_changes_only_to_those_who_may(self, full, cast, client_of):
        offered = {
            p for p in cast.signed_in if "Move stage" in client_of(p).get(at("initiative", full)).content.decode()
        }
        assert offered == {
            cast.cio,
            cast.office,
            cast.administrator,
            cast.department_head,
            cast.delivery_lead,
            cast.ceo,
        }

    def test_offers_agreement_to_each_side(self, full, cast, client_of):
        business = client_of(cast.operations_head).get(at("initiative", full)).content.decode()
        it = client_of(cast.cio).get(at("initiative", full)).content.decode()
        assert ("Agree for the business" in business, "Agree for IT" in business) == (True, False)
        assert ("Agree for the business" in it, "Agree for IT" in it) == (False, True)

    def test_a_limited_one_is_unknown_to_others(self, secret, cast, client_of):
        for person in (cast.employee, cast.marketer, cast.department_head):
            assert client_of(person).get(at("initiative", secret)).status_code == 404
        for person in (cast.cfo, cast.delivery_lead, cast.operations_head, cast.ceo, cast.office):
            assert client_of(person).get(at("initiative", secret)).status_code == 200

    def test_an_empty_one_teaches(self, cast, client_of):
        bare = writes.add_initiative(title="Bare", stage="unknown", by=cast.office, at=AT)
        page = client_of(cast.employee).get(at("initiative", bare)).content.decode()
        assert "Nobody has said yet where it stands." in page
        assert "No milestones yet" in page


FORMS = ["edit_initiative", "visibility", "extra", "stages", "add_goal", "add_milestone", "add_money", "add_link"]


class TestForms:
    @pytest.mark.parametrize("name", FORMS)
    def test_open_for_those_who_may(self, initiative, cast, client_of, name):
        assert client_of(cast.department_head).get(at(name, initiative)).status_code == 200
        assert client_of(cast.employee).get(at(name, initiative)).status_code == 403
        assert "/account/login/" in client_of(None).get(at(name, initiative))["Location"]

    @pytest.mark.parametrize("name", FORMS)
    def test_do_not_betray_what_is_limited(self, secret, cast, client_of, name):
        assert client_of(cast.marketer).get(at(name, secret)).status_code == 404

    def test_add(self, cast, client_of):
        client = client_of(cast.delivery_lead)
        values = {"title": "New one", "stage": "idea", "visibility": "everyone", "lead": cast.delivery_lead.pk}
        response = client.post("/initiatives/new/", values)
        made = Initiative.objects.get()
        assert response["Location"] == at("initiative", made)
        assert (made.title, made.lead_id, made.stage_date) == ("New one", cast.delivery_lead.pk, None)

    def test_add_says_what_is_wrong_and_keeps_what_was_typed(self, cast, client_of):
        response = client_of(cast.cio).post("/initiatives/new/", {"title": "", "summary": "Kept", "stage": "idea"})
        assert response.status_code == 422
        assert "Kept" in response.content.decode()
        assert client_of(cast.employee).get("/initiatives/new/").status_code == 403

    def test_edit(self, initiative, cast, client_of):
        values = {"title": "Invoice robot", "summary": "S", "department": "", "sponsor": "", "lead": "", "version": 1}
        assert client_of(cast.cio).post(at("edit_initiative", initiative), values).status_code == 302
        initiative.refresh_from_db()
        assert (initiative.title, initiative.sponsor_id) == ("Invoice robot", None)

    def test_the_second_keeps_their_text_and_sees_the_other(self, initiative, cast, client_of):
        writes.edit_initiative(initiative=initiative, values={"summary": "Theirs."}, by=cast.cio, at=AT)
        values = {
            "title": "My title", "summary": "Reads invoices so that clerks check instead of type.",
            "department": cast.marketing.pk, "sponsor": cast.department_head.pk, "lead": cast.delivery_lead.pk,
            "version": 1,
        }  # fmt: skip
        client = client_of(cast.office)
        response = client.post(at("edit_initiative", initiative), values)
        page = response.content.decode()
        assert response.status_code == 409
        assert "My title" in page
        assert "Theirs." in page
        assert "Ida Byte changed Invoice reader" in page
        again = {**values, "summary": "Theirs.", "version": 2}
        assert client.post(at("edit_initiative", initiative), again).status_code == 302
        initiative.refresh_from_db()
        assert (initiative.title, initiative.summary) == ("My title", "Theirs.")

    def test_stage(self, initiative, cast, client_of):
        client = client_of(cast.delivery_lead)
        assert "It needs approval before anything is built." in client.get(at("stages", initiative)).content.decode()
        values = {"to": "approved", "on": "2026-02-01", "version": 1}
        assert client.post(at("stages", initiative), values).status_code == 302
        assert client.post(at("stages", initiative), {"to": "live", "version": 2}).status_code == 422
        early = client.post(at("stages", initiative), {"to": "building", "on": "2026-01-01", "version": 2})
        assert early.status_code == 409
        assert "cannot be earlier" in early.content.decode()
        assert Initiative.objects.get().stage == "approved"

    def test_stage_date_and_taking_back(self, full, cast, client_of):
        change = StageChange.objects.get(stage="approved")
        client = client_of(cast.cio)
        assert client.get(at("stage_date", full, change.pk)).status_code == 200
        client.post(
            at("stage_date", full, change.pk), {"on": "2026-01-20", "version": Initiative.objects.get().version}
        )
        assert StageChange.objects.get(pk=change.pk).date == date(2026, 1, 20)
        assert client_of(cast.employee).post(at("stage_taking_back", full)).status_code == 403
        client.post(at("stage_taking_back", full))
        assert Initiative.objects.get().stage == "idea"

    def test_goals(self, full, goal, cast, client_of):
        link = GoalLink.objects.get()
        business, it = client_of(cast.department_head), client_of(cast.cio)
        assert it.post(at("agreement", full, link.pk, "business")).status_code == 403
        business.post(at("agreement", full, link.pk, "business"))
        it.post(at("agreement", full, link.pk, "it"))
        link.refresh_from_db()
        assert link.is_agreed_by_both
        assert it.post(at("agreement", full, link.pk, "it")).status_code == 409
        it.post(at("disagreement", full, link.pk, "it"))
        link.refresh_from_db()
        assert link.it_agreed_at is None
        assert it.post(at("agreement", full, link.pk, "hr")).status_code == 404

    def test_milestones(self, full, cast, client_of):
        client, one = client_of(cast.delivery_lead), Milestone.objects.get()
        client.post(at("add_milestone", full), {"title": "Second", "due_date": "2026-09-01"})
        assert Milestone.objects.count() == 2
        client.post(at("edit_milestone", full, one.pk), {"title": "First 200", "result": "R", "version": 1})
        bad = client.post(at("finish_milestone", full, one.pk), {"done_date": "2026-06-01", "result": "", "version": 2})
        assert bad.status_code == 422
        client.post(at("finish_milestone", full, one.pk), {"done_date": "2026-06-01", "result": "R", "version": 2})
        one.refresh_from_db()
        assert (one.title, one.done_date) == ("First 200", date(2026, 6, 1))
        client.post(at("reopen_milestone", full, one.pk))
        one.refresh_from_db()
        assert one.done_date is None

    def test_money(self, full, cast, client_of):
        client = client_of(cast.cfo)
        values = {"period": "2026-04", "kind": "planned", "flow": "benefit", "amount": "10.50", "currency": "eur"}
        assert client.post(at("add_money", full), values).status_code == 302
        money = Money.objects.get(flow="benefit")
        assert (money.period, money.amount, money.currency) == (date(2026, 4, 1), Decimal("10.50"), "EUR")
        assert 'value="2026-04"' in client.get(at("edit_money", full, money.pk)).content.decode()
        client.post(at("edit_money", full, money.pk), {**values, "amount": "11", "version": 1})
        late = client.post(at("edit_money", full, money.pk), {**values, "amount": "12", "version": 1})
        assert late.status_code == 409
        assert client.post(at("add_money", full), {**values, "amount": "-1"}).status_code == 422
        assert client_of(cast.chro).get(at("add_money", full)).status_code == 403

    def test_links_take_only_web_addresses(self, full, cast, client_of):
        client = client_of(cast.cio)
        assert client.post(at("add_link", full), {"label": "x", "url": "javascript:alert(1)"}).status_code == 422
        assert client.post(at("add_link", full), {"label": "x", "url": "https://x.org"}).status_code == 302

    def test_extra(self, full, cast, client_of):
        version = Initiative.objects.get().version
        values = {
            extra_field("Vendor"): "",
            extra_field("Rows"): "13",
            "name": "Model",
            "value": "B",
            "version": version,
        }
        assert client_of(cast.cio).post(at("extra", full), values).status_code == 302
        assert Initiative.objects.get().extra == {"Rows": 13, "Model": "B"}

    def test_extra_of_two_people_come_together(self, full, cast, client_of):
        version = Initiative.objects.get().version
        theirs = {"Vendor": "Better", "Added": "new"}
        writes.set_extra(initiative=full, values=theirs, by=cast.cio, at=AT)
        client = client_of(cast.office)
        mine = {extra_field("Vendor"): "Acme", extra_field("Rows"): "13", "name": "", "value": "", "version": version}
        response = client.post(at("extra", full), mine)
        assert response.status_code == 409
        form = response.context["form"]
        again = {name: form[name].value() or "" for name in form.fields}
        assert client.post(at("extra", full), again).status_code == 302
        assert Initiative.objects.get().extra == {"Vendor": "Better", "Rows": 13, "Added": "new"}


class TestRemoval:
    @pytest.mark.parametrize(
        ("part", "model"), [("goals", GoalLink), ("milestones", Milestone), ("money", Money), ("links", Link)]
    )
    def test_offers_to_put_it_back(self, full, cast, client_of, part, model):
        one, client = model.objects.first(), client_of(cast.cio)
        response = client.post(at("removal", full, part, one.pk))
        one.refresh_from_db()
        assert one.removed_at is not None
        assert "Put it back" in client.get(response["Location"]).content.decode()
        client.post(at("restoring", full, part, one.pk))
        one.refresh_from_db()
        assert one.removed_at is None

    def test_is_refused_to_others(self, full, cast, client_of):
        one = Milestone.objects.get()
        assert client_of(cast.employee).post(at("removal", full, "milestones", one.pk)).status_code == 403
        assert client_of(cast.cio).post(at("removal", full, "stones", one.pk)).status_code == 404
        assert client_of(cast.cio).get(at("removal", full, "milestones", one.pk)).status_code == 405
        one.refresh_from_db()
        assert one.removed_at is None

    def test_takes_no_part_of_another_initiative(self, full, secret, cast, client_of):
        one = Milestone.objects.get()
        assert client_of(cast.cio).post(at("removal", secret, "milestones", one.pk)).status_code == 404

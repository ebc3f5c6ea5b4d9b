"""Pages and API of money in steps: who gets in, what they say, and that nothing typed is lost."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.search.sockets import texts
from accord.apps.turn.reads import waiting as turn
from accord.apps.value import writes
from accord.apps.value.models import Budget, Challenge, Release, Review, Stage

from .conftest import a_signed_case

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]


@pytest.fixture
def story(initiative, cast):
    """A stage asked for, a benefit doubted, a review overdue, a budget: all by writes, today."""
    now = timezone.now()
    today = timezone.localdate(now)
    version = a_signed_case(initiative, cast, at=now - timedelta(days=9), benefit_owner_id=cast.marketer.pk)
    stage = writes.plan_stage(
        initiative_id=initiative.pk, title="Pilot in two branches", amount=Decimal(60_000), must_show="Half are read",
        by=cast.office, at=now,
    )  # fmt: skip
    writes.plan_stage(
        initiative_id=initiative.pk,
        title="Roll-out",
        amount=Decimal(40_000),
        must_show="It pays",
        by=cast.office,
        at=now,
    )
    writes.ask_release(stage_id=stage.pk, amount=Decimal(50_000), shown="58 % are", by=cast.delivery_lead, at=now)
    writes.raise_challenge(
        initiative_id=initiative.pk, line_key=version.lines.get(flow="benefit").key, question="Who gives the hours up?",
        by=cast.cio, at=now,
    )  # fmt: skip
    writes.plan_review(initiative_id=initiative.pk, due_date=today - timedelta(days=3), by=cast.cfo, at=now)
    budget = writes.add_budget(
        title="Trials", from_date=today, to_date=today, currency="EUR", total_amount=Decimal(100),
        aside_amount=Decimal(10), by=cast.cfo, at=now,
    )  # fmt: skip
    writes.use_budget(budget_id=budget.pk, date=today, words="A licence", amount=Decimal("2.50"), by=cast.cfo, at=now)
    return initiative


def pages(initiative):
    """Every page of this subject that can be opened, by its name."""
    own = {"initiative_id": initiative.pk}
    stage, release, challenge = Stage.objects.first(), Release.objects.get(), Challenge.objects.get()
    review, budget = Review.objects.get(), Budget.objects.get()
    named = [
        ("release", own), ("plan_stage", own), ("edit_stage", {"stage_id": stage.pk}), ("ask_release", {"stage_id": stage.pk}),
        ("asked_release", {"release_id": release.pk}), ("challenges", {}), ("new_challenge", {}), ("raise_challenge", own),
        ("challenge", {"challenge_id": challenge.pk}), ("answer_challenge", {"challenge_id": challenge.pk}),
        ("hand_over_challenge", {"challenge_id": challenge.pk}), ("reviews", {}), ("plan_review", own), ("review_rhythm", own),
        ("edit_review", {"review_id": review.pk}), ("hold_review", {"review_id": review.pk}), ("budgets", {}),
        ("budget", {"budget_id": budget.pk}), ("add_budget", {}), ("edit_budget", {"budget_id": budget.pk}),
        ("use_budget", {"budget_id": budget.pk}), ("edit_use", {"use_id": budget.uses.get().pk}),
    ]  # fmt: skip
    return {name: reverse(f"value:{name}", kwargs=values) for name, values in named}


class TestPages:
    def test_open_for_the_cfo_and_are_closed_to_strangers_and_others(self, story, cast, client_of):
        cfo, employee, stranger = (client_of(who) for who in (cast.cfo, cast.employee, cast.stranger))
        open_to_all = {"challenges", "reviews", "budgets", "new_challenge"}
        for name, url in pages(story).items():
            assert cfo.get(url).status_code == 200, name
            assert stranger.get(url).status_code == 302, name
            assert employee.get(url).status_code in ({200} if name in open_to_all else {403, 404}), name
        for name in open_to_all:
            shown = employee.get(pages(story)[name]).content.decode()
            assert "Invoice reader" not in shown
            assert "Trials" not in shown

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_give_their_lists_as_files(self, story, cast, client_of, kind):
        for name in ("challenges", "reviews", "budgets"):
            got = client_of(cast.cfo).get(reverse(f"value:{name}"), {"format": kind})
            assert got.status_code == 200
            body = b"".join(got.streaming_content)
            if kind == "json":
                assert len(json.loads(body)["data"]) == 1
        narrowed = client_of(cast.cfo).get(reverse("value:challenges"), {"state": "struck", "format": "csv"})
        assert len(b"".join(narrowed.streaming_content).splitlines()) == 1

    def test_say_on_one_screen_what_is_asked_shown_and_speaks_against_it(self, story, cast, client_of):
        page = client_of(cast.cfo).get(pages(story)["asked_release"]).content.decode()
        for words in (
            "Release 50,000 EUR for “Pilot in two branches”?", "Half are read", "58 % are", "is challenged by Ida Byte",
            "review was due", "8 of 8 points", "You signed this case", reverse("value:figures", args=[story.pk]),
            reverse("value:effects", args=[story.pk]), reverse("value:initiative", args=[story.pk]),
        ):  # fmt: skip
            assert words in page, words


class TestDecidingOnThePage:
    def test_goes_through_two_people(self, story, cast, client_of):
        release = Release.objects.get()
        decide = reverse("value:decide_release", args=[release.pk])
        form = client_of(cast.cfo).get(decide).context["form"]
        posted = {**form.initial, "way": "part", "amount": "20000.00", "reason": "One branch first."}
        assert client_of(cast.cfo).post(decide, posted).status_code == 302
        assert client_of(cast.delivery_lead).get(reverse("value:confirm_release", args=[release.pk])).status_code == 403
        confirm = reverse("value:confirm_release", args=[release.pk])
        form = client_of(cast.cio).get(confirm).context["form"]
        assert client_of(cast.cio).post(confirm, {**form.initial, "does_confirm": "yes"}).status_code == 302
        release.refresh_from_db()
        assert (release.state, release.amount) == ("released", Decimal("20000.00"))
        assert "20,000" in client_of(cast.cfo).get(pages(story)["release"]).content.decode()

    def test_keeps_what_was_typed_and_says_what_came_up_meanwhile(self, story, cast, client_of):
        release = Release.objects.get()
        decide = reverse("value:decide_release", args=[release.pk])
        form = client_of(cast.cfo).get(decide).context["form"]
        challenge = Challenge.objects.get()
        writes.answer_challenge(challenge_id=challenge.pk, answer="We do", by=cast.marketer, at=timezone.now())
        posted = {**form.initial, "way": "all", "reason": "All of it was shown."}
        refused = client_of(cast.cfo).post(decide, posted)
        assert refused.status_code == 409
        shown = refused.content.decode()
        assert "the answer waits for a decision" in shown
        assert "All of it was shown." in shown
        again = {
            **posted,
            "basis": refused.context["form"].data["basis"],
            "version": refused.context["form"].data["version"],
        }
        assert client_of(cast.cfo).post(decide, again).status_code == 302

    def test_wants_an_amount_for_a_part(self, story, cast, client_of):
        decide = reverse("value:decide_release", args=[Release.objects.get().pk])
        form = client_of(cast.cfo).get(decide).context["form"]
        got = client_of(cast.cfo).post(decide, {**form.initial, "way": "part", "reason": "Some"})
        assert got.status_code == 422
        assert "how much of it" in got.content.decode()


class TestEverybodysTurn:
    def test_is_named_where_they_land(self, story, cast, client_of):
        def mine(person):
            return {item.item.ref.kind for item in _items(person)}

        assert "value.release" in mine(cast.cfo)
        assert "value.challenge" in mine(cast.marketer)
        assert "value.review" in mine(cast.department_head)
        assert not mine(cast.employee) & {"value.release", "value.challenge", "value.review"}

    def test_is_found_by_its_words(self, story):
        found = {
            source.kind: [one.title for one in source.read(None)]
            for source in texts
            if source.kind.startswith("value.")
        }
        assert found["value.challenge"] == ["Fewer hours of typing"]
        assert found["value.release"] == ["Pilot in two branches"]
        assert found["value.budget"] == ["Trials"]


def _items(person):
    return turn.everything(viewer=person, today=timezone.localdate())


class TestApi:
    def test_does_what_the_pages_do(self, story, cast, client_of):
        cfo, cio = client_of(cast.cfo), client_of(cast.cio)
        url = f"/api/v1/releases/{Release.objects.get().pk}"
        found = cfo.get(url).json()
        assert found["now"]["complete"] == [8, 8]
        body = {"amount": "50000.00", "reason": "Shown", "basis": found["basis"]}
        done = cfo.put(f"{url}/decision", body, content_type="application/json").json()
        assert done["state"] == "decided"
        told = {"does_confirm": True, "basis": found["basis"]}
        done = cio.put(f"{url}/confirmation", told, content_type="application/json").json()
        assert (done["state"], done["amount"]) == ("released", "50000.00")
        stages = cfo.get(f"/api/v1/initiatives/{story.pk}/stages-of-money").json()
        assert stages["sums"][0]["granted"] == "50000.00"
        for path, n in (("challenges", 1), ("value-reviews", 1), ("research-budgets", 1)):
            assert cfo.get(f"/api/v1/{path}").json()["count"] == n
            assert client_of(cast.employee).get(f"/api/v1/{path}").json()["count"] == 0
        budget = cfo.get("/api/v1/research-budgets").json()["items"][0]
        assert (budget["aside_share"], budget["used_share"]) == ("0.1000", "0.2500")

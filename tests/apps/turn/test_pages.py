"""The home page, opened by each role and by the stranger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.goals import writes as goals
from accord.apps.goals.models import Goal
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import GoalLink
from accord.apps.notices import writes as notices
from accord.apps.promises import writes as promises
from accord.apps.readings.models import Measurement
from accord.apps.ui.rules import Ref
from tests.apps.turn.conftest import AT, TODAY


class TestMyTurn:
    def test_sends_the_stranger_to_sign_in(self, client_of):
        answer = client_of(None).get("/")
        assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/")

    def test_opens_for_everyone_with_the_first_steps_in_a_new_home(self, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get("/").content.decode()
            assert "Three steps to your first gap" in page

    def test_links_the_first_steps_for_those_who_may_take_them(self, cast, client_of):
        def linked(person):
            page = client_of(person).get("/").content.decode().split("Three steps")[1]
            return [
                'href="/import/"' in page,
                f'href="{reverse("people:people")}"' in page,
                'href="/practices/"' in page,
            ]

        assert linked(cast.administrator) == [True, True, True]
        assert linked(cast.employee) == [False, False, False]

    def test_keeps_the_steps_for_whoever_measures_until_it_was_measured(self, initiative, cast, client_of):
        def shown(person):
            page = client_of(person).get("/").content.decode()
            return "Three steps" in page, "Done:" in page

        assert (shown(cast.administrator), shown(cast.employee)) == ((True, True), (False, False))
        Measurement.objects.create(as_of=TODAY, started_at=AT, finished_at=AT)
        assert shown(cast.administrator) == (False, False)

    def test_says_that_nothing_waits(self, cast, initiative, client_of):
        page = client_of(cast.employee).get("/").content.decode()
        assert "Nothing waits for you." in page
        assert "Three steps" not in page

    def test_shows_only_what_is_the_viewers_own(self, goal, initiative, cast, client_of):
        for person in cast.signed_in:
            page = client_of(person).get("/").content.decode()
            assert ("Pay in ten days" in page) == (person in {cast.cio, cast.department_head}), person.name

    def test_is_finished_by_one_button_without_scripts(self, goal, initiative, cast, client_of):
        client = client_of(cast.cio)
        place = reverse("goals:agreement", args=[goal.pk, "it"])
        assert f'action="{place}"' in client.get("/").content.decode()
        page = client.post(place, {"next": "/"}, follow=True)
        assert page.redirect_chain == [("/", 302)]
        assert "You agreed to" in page.content.decode()
        assert Goal.objects.get(pk=goal.pk).it_agreed_by == cast.cio
        assert f'action="{place}"' not in page.content.decode()

    def test_finishes_what_serves_a_goal_and_comes_back(self, goal, initiative, cast, client_of):
        link = initiatives.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.office, at=AT)
        place = reverse("initiatives:agreement", args=[initiative.pk, link.pk, "it"])
        answer = client_of(cast.delivery_lead).post(place, {"next": "/"})
        assert answer["Location"] == "/"
        assert GoalLink.objects.get(pk=link.pk).it_agreed_by == cast.delivery_lead

    @pytest.mark.parametrize("title", ["<b>bold</b>", "“Quoted” & more"])
    def test_keeps_words_as_they_are(self, cast, client_of, title):
        goals.add_goal(title=title, it_owner_id=cast.cio.pk, by=cast.office, at=timezone.now())
        assert (
            title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            in client_of(cast.cio).get("/").content.decode()
        )


PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.one_database
class TestInPlace:
    @pytest.fixture
    def promise(self, cast, initiative):
        return promises.make_promise(
            what="Send the list", owner_id=cast.employee.pk, due_date=timezone.localdate(), by=cast.employee,
            at=timezone.now(),
        )  # fmt: skip

    def test_gives_the_form_alone_keeps_what_was_typed_and_is_done_with_an_undo(self, promise, cast, client_of):
        client = client_of(cast.employee)
        place = reverse("promises:missing", args=[promise.pk])
        form = client.get(place, headers=PARTIAL).content.decode()
        assert "<html" not in form
        assert f'hx-post="{place}"' in form
        again = client.post(place, {"cause": "data", "reason": ""}, headers=PARTIAL)
        assert (again.status_code, "Say why" in again.content.decode() or "required" in again.content.decode()) == (
            422,
            True,
        )
        assert client.post(place, {"cause": "data", "reason": "No data"}, headers=PARTIAL).status_code == 204
        page = client.get("/").content.decode()
        undo = reverse("promises:reopening", args=[promise.pk])
        assert "Thank you for saying so" in page
        assert f'action="{undo}"' in page
        assert client.post(undo, {"next": "/"})["Location"] == "/"
        promise.refresh_from_db()
        assert promise.state == "open"

    def test_sets_aside_by_one_button_and_says_when_it_passes_its_day(self, promise, cast, client_of):
        client = client_of(cast.employee)
        page = client.get("/").content.decode()
        assert "after its day" in page
        place = f"/turn/promises.due/promises.promise:{promise.pk}/"
        for part in ("snooze/", "handing-over/"):
            assert "<form" in client.get(f"{place}{part}", headers=PARTIAL).content.decode()
        tomorrow = timezone.localdate() + timedelta(days=1)
        refused = client.post(f"{place}snooze/", {"until": tomorrow.isoformat()})
        assert (refused.status_code, "It is due before that" in refused.content.decode()) == (422, True)
        done = client.post(f"{place}snooze/", {"chosen": tomorrow.isoformat()}, follow=True).content.decode()
        assert "It comes back tomorrow" in done
        assert "One thing is set aside" in done
        assert "Send the list" in client.get("/?part=aside").content.decode()
        client.post(f"{place}taking-up/")
        assert "Send the list" in client.get("/").content.decode()
        assert client_of(cast.marketer).get(f"{place}snooze/").status_code == 404
        assert client_of(None).get(f"{place}snooze/").status_code == 302

    def test_narrows_by_kind_and_words_in_the_address(self, promise, goal, cast, client_of):
        promises.make_promise(
            what="Ask the auditors", owner_id=cast.cio.pk, due_date=timezone.localdate(), by=cast.cio, at=timezone.now()
        )
        client = client_of(cast.cio)
        for address, seen in (("/", (True, True)), ("/?kind=goals", (False, True)), ("/?q=AUDIT", (True, False)),
                              ("/?kind=nonsense", (True, True)), ("/?q=zebra", (False, False))):  # fmt: skip
            page = client.get(address).content.decode()
            assert ("Ask the auditors" in page, "You own" in page) == seen, address

    def test_tells_what_others_changed_in_what_one_follows_until_it_is_seen(self, goal, initiative, cast, client_of):
        notices.follow(ref=Ref("goals.goal", goal.pk), by=cast.cfo, at=timezone.now())
        goals.agree(goal=goal, side="it", by=cast.cio, at=timezone.now())
        client = client_of(cast.cfo)
        assert "Changed in what you follow" in client.get("/").content.decode()
        client.post(reverse("turn:seen"))
        assert "Changed in what you follow" not in client.get("/").content.decode()


@pytest.mark.one_database
class TestApi:
    def test_lists_sets_aside_and_hands_over(self, cast, client_of):
        made = promises.make_promise(
            what="Send the list", owner_id=cast.employee.pk, due_date=timezone.localdate() + timedelta(days=4),
            by=cast.employee, at=timezone.now(),
        )  # fmt: skip
        client = client_of(cast.employee)
        thing = {"source": "promises.due", "ref": f"promises.promise:{made.pk}"}
        listed = client.get("/api/v1/turn").json()
        assert (listed["count"], listed["items"][0] | thing == listed["items"][0]) == (1, True)
        day = (timezone.localdate() + timedelta(days=1)).isoformat()
        send = {"content_type": "application/json"}
        assert client.post("/api/v1/turn/snoozes", {**thing, "until_date": day}, **send).status_code == 204
        counts = [client.get(f"/api/v1/turn?aside={aside}").json()["count"] for aside in ("true", "false")]
        assert counts == [1, 0]
        assert client.post("/api/v1/turn/snoozes/ending", thing, **send).status_code == 204
        gift = {**thing, "person_id": cast.marketer.pk, "reason": "Her team now"}
        assert client.post("/api/v1/turn/handing-over", gift, **send).status_code == 204
        assert client_of(cast.marketer).get("/api/v1/turn").json()["items"][0]["verb"] == "Take over"
        assert client.get("/api/v1/turn/cost").status_code == 403
        assert client_of(cast.office).get("/api/v1/turn/cost").status_code == 200

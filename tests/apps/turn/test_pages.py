"""The home page, opened by each role and by the stranger."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accord.apps.goals import writes as goals
from accord.apps.goals.models import Goal
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import GoalLink
from accord.apps.readings.models import Measurement
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

"""My turn gathers what every app knows, what is due first at the top, without asking more for more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.promises import writes as promises
from accord.apps.readings.models import Measurement
from accord.apps.turn import reads
from accord.apps.ui.rules import Ref
from accord.apps.ui.sockets import GoodNews, NewsSource, TurnItem, TurnSource, news, turn
from tests.apps.turn.conftest import AT, TODAY, days


def my_turn(person):
    return reads.my_turn(viewer=person, today=TODAY, now=AT)


def verbs(person):
    return sorted(row.item.verb for group in my_turn(person).groups for row in group.rows)


@pytest.fixture
def plugged():
    """Plug sources in for one test."""
    added = []

    def plug(socket, source):
        socket.plug(source)
        added.append((socket, source))

    yield plug
    for socket, source in added:
        socket.unplug(source)


def item(number, due):
    return TurnItem(Ref("test.thing", number), "Do", f"Thing {number}", "/", due=due)


class TestMyTurn:
    def test_groups_by_day_and_sorts_what_is_due_first(self, cast, plugged):
        dues = [None, days(30), days(2), days(-3), days(0), days(-9)]
        plugged(turn, TurnSource("test", 1, lambda viewer, today: [item(n, due) for n, due in enumerate(dues)]))
        shown = my_turn(cast.employee)
        assert [(group.code, [row.item.ref.id for row in group.rows]) for group in shown.groups] == [
            ("late", [5, 3]), ("week", [4, 2]), ("open", [0]), ("later", [1]),
        ]  # fmt: skip
        assert (shown.total, shown.late) == (6, 2)

    def test_shows_as_many_as_a_page_holds_and_counts_all(self, cast, plugged):
        plugged(turn, TurnSource("test", 1, lambda viewer, today: [item(n, days(-1)) for n in range(500)]))
        shown = my_turn(cast.employee)
        assert (shown.total, shown.late, [group.total for group in shown.groups]) == (500, 500, [500])
        assert (sum(len(group.rows) for group in shown.groups), shown.page.pages) == (reads.PAGE, 17)

    def test_asks_owners_to_agree(self, goal, cast):
        assert verbs(cast.cio) == verbs(cast.department_head) == ["Agree"]
        assert verbs(cast.cfo) == []
        goals.agree(goal=goal, side="it", by=cast.cio, at=AT)
        assert verbs(cast.cio) == []

    def test_asks_both_sides_whether_an_initiative_serves_a_goal(self, initiative, goal, cast):
        link = initiatives.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.office, at=AT)
        assert verbs(cast.delivery_lead) == ["Agree"]
        initiatives.agree_link(link=link, side="it", by=cast.delivery_lead, at=AT)
        assert verbs(cast.delivery_lead) == []
        assert verbs(cast.cio) == ["Agree"]  # the goal itself; the link is agreed for IT

    def test_asks_who_promised(self, cast):
        promises.make_promise(
            what="Send the list", owner_id=cast.employee.pk, due_date=days(3), by=cast.employee, at=AT
        )
        assert verbs(cast.employee) == ["Keep"]
        assert verbs(cast.marketer) == []

    def test_brings_the_latest_good_news_of_two_weeks(self, cast, plugged):
        told = [GoodNews("Older", "/", AT - timedelta(days=5)), GoodNews("Newer", "/", AT - timedelta(days=1))]
        plugged(news, NewsSource("test", lambda viewer, since: [one for one in told if one.at >= since]))
        assert my_turn(cast.employee).good_news.sentence == "Newer"
        told[:] = [GoodNews("This season", "/", AT - timedelta(days=80))]
        assert my_turn(cast.employee).good_news.sentence == "This season"
        told[:] = [GoodNews("Long ago", "/", AT - timedelta(days=93))]
        assert my_turn(cast.employee).good_news is None

    def test_knows_a_new_home(self, cast, goal):
        assert my_turn(cast.employee).is_new_home
        initiatives.add_initiative(title="First", by=cast.office, at=AT)
        assert not my_turn(cast.employee).is_new_home

    def test_knows_whether_this_home_was_ever_measured(self, cast):
        assert not my_turn(cast.employee).is_measured
        Measurement.objects.create(as_of=TODAY, started_at=AT, finished_at=AT)
        assert my_turn(cast.employee).is_measured

    def test_asks_the_database_as_often_for_much(self, much, cast):
        def asked():
            with CaptureQueriesContext(connection) as seen:
                my_turn(cast.cio)
            return [query["sql"][:160] for query in seen]

        much(2)
        few = asked()
        much(12)
        many = asked()
        assert len(many) == len(few), "\n".join(many)

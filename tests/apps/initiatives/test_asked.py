"""What initiatives ask of a person, what went well, and who serves a goal."""

from datetime import UTC, date, datetime

from accord.apps.initiatives import reads, writes
from tests.apps.initiatives.conftest import AT

TODAY = date(2026, 6, 10)


class TestTurnItems:
    def test_asks_each_side_for_its_agreement_once(self, initiative, goal, cast):
        link = writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.office, at=AT)
        asked = {
            person.name: [item.action_url for item in reads.turn_items(viewer=person, today=TODAY)]
            for person in cast.signed_in
        }
        place = f"/initiatives/{initiative.pk}/goals/{link.pk}/agreement/"
        assert {name: urls for name, urls in asked.items() if urls} == {
            "Mark Brand": [f"{place}business/"], "Olga Plant": [f"{place}business/"],
            "Lena Ship": [f"{place}it/"], "Ida Byte": [f"{place}it/"],
        }  # fmt: skip
        writes.agree_link(link=link, side="business", by=cast.department_head, at=AT)
        assert reads.turn_items(viewer=cast.operations_head, today=TODAY) == []

    def test_names_the_late_milestones_of_the_lead(self, initiative, cast):
        for title, due in (("Late", date(2026, 6, 9)), ("Today", TODAY), ("Open", None)):
            writes.add_milestone(initiative=initiative, title=title, due_date=due, by=cast.cio, at=AT)
        (item,) = reads.turn_items(viewer=cast.delivery_lead, today=TODAY)
        assert (item.sentence, item.due) == ("“Late” of Invoice reader was due.", date(2026, 6, 9))
        assert reads.turn_items(viewer=cast.department_head, today=TODAY) == []


class TestGoodNews:
    def test_tells_what_was_shown_to_those_who_may_see_it(self, initiative, secret, cast):
        for one in (initiative, secret):
            milestone = writes.add_milestone(initiative=one, title="First", by=cast.cio, at=AT)
            writes.finish_milestone(milestone=milestone, done_date=date(2026, 5, 30), result="R", by=cast.cio, at=AT)
        since = datetime(2026, 5, 20, tzinfo=UTC)
        assert [news.sentence for news in reads.good_news(viewer=cast.employee, since=since)] == [
            "Invoice reader has something to show: First."
        ]
        assert len(reads.good_news(viewer=cast.cfo, since=since)) == 2
        assert reads.good_news(viewer=cast.cfo, since=datetime(2026, 6, 1, tzinfo=UTC)) == []


class TestServingLines:
    def test_stand_on_the_page_of_the_goal(self, initiative, secret, goal, cast, client_of):
        for one in (initiative, secret):
            writes.link_goal(initiative=one, goal_id=goal.pk, by=cast.office, at=AT)
        assert [line.title for line in reads.serving_lines(viewer=cast.employee, goal_id=goal.pk)] == ["Invoice reader"]
        page = client_of(cast.employee).get(f"/goals/{goal.pk}/").content.decode()
        assert "Invoice reader" in page
        assert "Quiet takeover" not in page
        assert "Quiet takeover" in client_of(cast.cfo).get(f"/goals/{goal.pk}/").content.decode()

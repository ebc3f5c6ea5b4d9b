"""Answers cost the same number of queries however much there is, and never name what is limited."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.goals.models import Goal
from accord.apps.guardrails import writes as guardrails
from accord.apps.initiatives import reads, writes
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref
from accord.apps.ui.sockets import search
from tests.apps.initiatives.conftest import AT

TODAY = date(2026, 6, 1)


def many(cast, count):
    goal = Goal.objects.create(title="Goal", created_at=AT)
    for number in range(count):
        one = writes.add_initiative(
            title=f"Work {number:03}", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
            lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
        )  # fmt: skip
        writes.link_goal(initiative=one, goal_id=goal.pk, by=cast.office, at=AT)


def grown(initiative, cast, count):
    for number in range(count):
        goal = Goal.objects.create(title=f"Goal {number}", created_at=AT)
        link = writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.cio, at=AT)
        writes.agree_link(link=link, side="it", by=cast.cio, at=AT)
        writes.add_milestone(initiative=initiative, title=f"M {number}", by=cast.cio, at=AT)
        writes.add_link(initiative=initiative, label=f"L {number}", url="https://x.org", by=cast.cio, at=AT)
        writes.set_money(initiative=initiative, period=date(2020 + number // 12, number % 12 + 1, 1), kind="planned",
                         flow="cost", amount=Decimal(5), currency="EUR", by=cast.cio, at=AT)  # fmt: skip
    guardrails.set_risk(initiative=initiative, risk="high", by=cast.cio, at=AT)


class TestInitiativeLines:
    @pytest.mark.parametrize("count", [5, 50])
    def test_takes_three_queries(self, cast, count, django_assert_num_queries):
        many(cast, count)
        query = ListQuery(spec=reads.initiatives_spec(viewer=cast.employee), sort="department")
        with django_assert_num_queries(3):
            page = reads.initiative_lines(viewer=cast.employee, query=query)
        assert len(page.rows) == count
        assert (page.rows[0].goals, page.rows[0].goals_agreed, page.rows[0].sponsor) == (1, 0, "Mark Brand")

    def test_a_file_holds_the_same(self, cast):
        many(cast, 3)
        query = ListQuery(spec=reads.initiatives_spec(viewer=cast.employee), sort="title")
        assert [(line.title, line.goals) for line in reads.all_initiative_lines(viewer=cast.employee, query=query)] == [
            ("Work 000", 1),
            ("Work 001", 1),
            ("Work 002", 1),
        ]


class TestInitiativePage:
    @pytest.mark.parametrize("count", [5, 50])
    def test_takes_no_more_queries_with_more(self, initiative, cast, count, django_assert_max_num_queries):
        grown(initiative, cast, count)
        viewer = cast.department_head
        with django_assert_max_num_queries(24):
            page = reads.initiative_page(viewer=viewer, initiative_id=initiative.pk, as_of=TODAY)
        assert (len(page.goals), len(page.milestones), len(page.money), len(page.history)) == (count,) * 3 + (
            min(50, count * 5 + 2),
        )

    def test_says_where_it_stands(self, initiative, cast):
        def standing():
            return reads.initiative_page(viewer=cast.cio, initiative_id=initiative.pk, as_of=TODAY).standing

        assert standing() == "Idea since 5 Jan 2026."
        for to, on in (("approved", date(2026, 2, 1)), ("building", None)):
            writes.move_stage(initiative=initiative, to=to, on=on, by=cast.cio, at=AT)
        assert standing() == "Building; since when is not known."
        for to, on in (("testing", None), ("live", date(2026, 5, 12))):
            writes.move_stage(initiative=initiative, to=to, on=on, by=cast.cio, at=AT)
        assert standing() == "Live since 12 May 2026, 100 days after its start."

    def test_marks_what_runs_backwards(self, cast):
        from accord.apps.initiatives.rules import DatedStage, InitiativeRow, Stage

        stages = (DatedStage(Stage.APPROVED, date(2025, 6, 1)), DatedStage(Stage.LIVE, date(2025, 1, 1)))
        (pk,) = writes.import_initiatives(
            rows=[InitiativeRow(title="X", stages=stages)], by=cast.office, at=AT, batch=Ref("batches.batch", 1)
        )
        page = reads.initiative_page(viewer=cast.cio, initiative_id=pk, as_of=TODAY)
        assert [line.is_backwards for line in page.stages] == [True, False]
        assert page.outcome.days is None


class TestWhatIsLimited:
    def test_is_not_found(self, secret, cast):
        for read in (reads.initiative_page, reads.initiative_history):
            more = {"as_of": TODAY} if read is reads.initiative_page else {}
            with pytest.raises(NotFound):
                read(viewer=cast.employee, initiative_id=secret.pk, **more)
            assert read(viewer=cast.delivery_lead, initiative_id=secret.pk, **more)

    def test_is_not_searched_chosen_or_named(self, secret, cast):
        source = next(item for item in search if item.kind == "initiatives.initiative")
        one = writes.add_milestone(initiative=secret, title="First", by=cast.cio, at=AT)
        refs = [Ref("initiatives.initiative", secret.pk), Ref("initiatives.milestone", one.pk)]
        assert source.find(cast.employee, "takeover", 10) == []
        assert reads.initiative_choices(viewer=cast.employee) == []
        assert titles(viewer=cast.employee, refs=refs) == {}
        assert source.find(cast.cfo, "takeover", 10)[0][1] == "Quiet takeover"
        assert set(titles(viewer=cast.cfo, refs=refs)) == set(refs)

    def test_its_parts_are_not_found_under_another_roof(self, initiative, secret, cast):
        one = writes.add_milestone(initiative=secret, title="First", by=cast.cio, at=AT)
        for viewer, roof in ((cast.employee, secret), (cast.cio, initiative)):
            with pytest.raises(NotFound):
                reads.milestone(viewer=viewer, initiative_id=roof.pk, milestone_id=one.pk)

    def test_opens_to_the_heads_above(self, secret, cast):
        from accord.apps.people.models import Department

        team = Department.objects.create(name="Team", parent=cast.operations)
        writes.edit_initiative(initiative=secret, values={"department_id": team.pk}, by=cast.cio, at=AT)
        for viewer in (cast.operations_head, cast.ceo):
            assert reads.initiative_titles(viewer=viewer, ids=[secret.pk])
        assert not reads.initiative_titles(viewer=cast.department_head, ids=[secret.pk])

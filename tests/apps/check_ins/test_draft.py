"""The draft: what happened since the last one, as its author may see it, grouped, with a status that is only suggested."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.apps.check_ins import reads, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.promises import writes as promises
from accord.apps.ui.rules import Ref
from tests.apps.check_ins.conftest import DAY, OPENED, SAID, START, WEEK

pytestmark = pytest.mark.one_database
AT = OPENED + DAY  # Tuesday, 9 June 2026


@pytest.fixture
def milestones(initiative, cast):
    def add(title, due):
        return initiatives.add_milestone(
            initiative=initiative, title=title, due_date=due, by=cast.delivery_lead, at=START
        )

    return {
        "reached": add("Ten letters read", date(2026, 6, 12)),
        "moved": add("A hundred letters", date(2026, 7, 1)),
        "late": add("Data agreed", date(2026, 6, 5)),
    }


@pytest.fixture
def busy(initiative, milestones, about, cast):
    """A busy week: something reached, something moved, one promise kept, one late, one due, money, a stage."""
    when, lead = START + DAY, cast.delivery_lead
    initiatives.finish_milestone(
        milestone=milestones["reached"], done_date=when.date(), result="All ten", by=lead, at=when
    )
    initiatives.edit_milestone(milestone=milestones["moved"], values={"due_date": date(2026, 7, 20)}, by=lead, at=when)
    initiatives.move_stage(initiative=initiative, to="approved", on=when.date(), by=lead, at=when)
    initiatives.set_money(
        initiative=initiative, period=date(2026, 5, 1), kind="actual", flow="cost", amount=Decimal(12000), currency="EUR",
        by=cast.cfo, at=when,
    )  # fmt: skip

    def promise(what, owner, due):
        to = None if owner == lead else lead.pk
        return promises.make_promise(
            what=what, owner_id=owner.pk, made_to_id=to, due_date=due, about=about, by=owner, at=START
        )

    kept = promise("Send the samples", cast.department_head, date(2026, 6, 10))
    promises.keep_promise(promise=kept, by=cast.department_head, at=when)
    promise("Name a tester", cast.department_head, date(2026, 6, 6))
    promise("Show the reader", lead, date(2026, 6, 14))


def groups(draft):
    return {
        name: [line.sentence for line in draft.lines if line.group == name] for name in ("progress", "problem", "next")
    }


class TestDraft:
    def test_says_what_happened_in_three_groups_with_links(self, check_in, busy, cast):
        draft = reads.draft(viewer=cast.delivery_lead, check_in=check_in, at=AT)
        found = groups(draft)
        assert [any(word in one for one in found["progress"]) for word in
                ("Ten letters read", "now approved", "Mark Brand kept a promise: Send the samples", "12")] == [True] * 4  # fmt: skip
        assert [any(word in one for one in found["problem"]) for word in
                ("Milestone late since 5 Jun 2026: Data agreed", "from 1 Jul 2026 to 20 Jul 2026", "Name a tester")] == [True] * 3  # fmt: skip
        assert any("Show the reader" in one for one in found["next"])
        assert all(line.url.startswith("/") for line in draft.lines)
        assert (draft.suggested, draft.next_title, draft.next_date) == (
            "caution",
            "A hundred letters",
            date(2026, 7, 20),
        )
        assert draft.because == "one milestone is late, one promise is late, one milestone moved to a later day"

    def test_tells_nothing_twice(self, check_in, busy, cast):
        writes.sign(check_in=check_in, **SAID, by=cast.delivery_lead, at=AT)
        writes.open_due(by=None, at=OPENED + WEEK)
        following = CheckIn.objects.get(state="open")
        found = groups(reads.draft(viewer=cast.delivery_lead, check_in=following, at=OPENED + WEEK))
        assert found["progress"] == []
        assert not any("moved" in one for one in found["problem"])
        assert any("Data agreed" in one for one in found["problem"])  # still late

    def test_shows_only_what_its_author_may_see(self, check_in, cast, about, initiative):
        promises.make_promise(
            what="A word between two", owner_id=cast.department_head.pk, due_date=date(2026, 6, 6), about=about,
            by=cast.department_head, at=START,
        )  # fmt: skip
        hidden = reads.draft(viewer=cast.delivery_lead, check_in=check_in, at=AT)
        seen = reads.draft(viewer=cast.cio, check_in=check_in, at=AT)
        assert (hidden.is_empty, seen.suggested) == (True, "caution")

    def test_suggests_nothing_where_nothing_is_known(self, check_in, cast):
        draft = reads.draft(viewer=cast.delivery_lead, check_in=check_in, at=AT)
        assert (draft.suggested, draft.progress, draft.next_date, draft.is_empty) == ("", "", None, True)

    def test_keeps_its_texts_short_and_its_queries_few(self, check_in, cast, about, django_assert_max_num_queries):
        for number in range(30):
            promises.make_promise(
                what=f"Send part {number} of the samples " + "x" * 150, owner_id=cast.delivery_lead.pk, about=about,
                due_date=date(2026, 6, 6), by=cast.delivery_lead, at=START,
            )  # fmt: skip
        with django_assert_max_num_queries(20):
            draft = reads.draft(viewer=cast.delivery_lead, check_in=check_in, at=AT)
        assert len(draft.problem) <= 600
        assert "more." in draft.problem
        assert draft.suggested == "off_track"

    def test_knows_goals(self, cast):
        goal = goals.add_goal(
            title="Letters within a day", business_owner_id=cast.department_head.pk, it_owner_id=cast.cio.pk,
            by=cast.office, at=START,
        )  # fmt: skip
        values = {"name": "Letters within a day", "unit": "%", "target_value": 90.0, "target_date": date(2026, 12, 31)}
        measure = goals.add_measure(goal=goal, values=values, by=cast.office, at=START)
        goals.record_actual(measure=measure, on=date(2026, 6, 4), value=71, by=cast.office, at=START + DAY)
        writes.start_series(
            about=Ref("goals.goal", goal.pk), answerer_id=cast.cio.pk, acknowledger_id=cast.department_head.pk,
            by=cast.cio, at=START,
        )  # fmt: skip
        writes.open_due(by=None, at=OPENED)
        draft = reads.draft(viewer=cast.cio, check_in=CheckIn.objects.get(), at=AT)
        assert draft.progress == "Letters within a day: 71 %, target 90."
        assert draft.next_date == date(2026, 12, 31)


class TestTroubled:
    def test_lists_the_latest_of_each_series_that_is_in_trouble_or_asks_for_a_talk(self, check_in, cast, about):
        lead, head = cast.delivery_lead, cast.department_head
        writes.sign(check_in=check_in, **SAID | {"status": "off_track", "problem": "No data."}, by=lead, at=AT)
        found = reads.troubled(viewer=head, as_of=AT.date())
        assert [(one.id, one.status, one.about, one.people_ids) for one in found] == [
            (check_in.pk, "off_track", about, (lead.pk, head.pk))
        ]
        assert found[0].sentence == "Letter reader: off track. No data."
        assert reads.troubled(viewer=cast.marketer, as_of=AT.date()) == []
        writes.open_due(by=None, at=OPENED + WEEK)
        following = CheckIn.objects.get(state="open")
        writes.sign(check_in=following, **SAID, by=lead, at=AT + WEEK)
        assert reads.troubled(viewer=head, as_of=(AT + WEEK).date()) == []
        writes.acknowledge(check_in=following, wants_talk=True, by=head, at=AT + WEEK)
        assert [one.wants_talk for one in reads.troubled(viewer=head, as_of=(AT + WEEK).date())] == [True]
        assert reads.troubled(viewer=head, as_of=(AT + WEEK).date() + timedelta(days=100)) == []

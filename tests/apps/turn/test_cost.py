"""What Accord costs: counted by hand, spread over people, never of fewer than five."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.apps.trail.models import Entry
from accord.apps.turn import reads, rules
from accord.apps.ui.rules import NotAllowed

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
BEFORE = MONDAY - timedelta(days=14)


def did(person, code, *, at=BEFORE, number=1, batch=""):
    Entry.objects.create(
        at=at, actor_id=person and person.pk, code=code, subject_kind="x.y", subject_id=number, batch=batch
    )


def cost(cast):
    return reads.minutes_spent(viewer=cast.office, today=MONDAY.date())


@pytest.mark.one_database
class TestMinutesSpent:
    def test_multiplies_what_was_done_by_its_minutes(self, cast):
        staff = (cast.cio, cast.cfo, cast.chro, cast.ceo, cast.marketer)
        for number, person in enumerate(staff):
            for one in range(number + 1):
                did(person, "promises.promise.made", number=one)  # a minute each
        found = cost(cast)
        assert (found.first.isoformat(), found.last.isoformat()) == ("2026-04-06", "2026-05-31")
        assert (found.active.spread.n, found.active.spread.middle) == (5, 3 / 8)
        assert found.active.spread.nine_in_ten == 5 / 8
        assert (found.everybody.spread.n, found.everybody.spread.within) == (9, 9)
        assert [(line.deed.code, line.times, line.people) for line in found.lines] == [("promise_make", 15, 5)]
        assert found.lines[0].minutes == pytest.approx(15 / 8 / 5)

    def test_counts_a_form_once_and_no_import_no_machine_no_other_week(self, cast):
        for person in (cast.cio, cast.cfo, cast.chro, cast.ceo, cast.marketer):
            did(person, "goals.goal.edited")
            did(person, "goals.measure.added", at=BEFORE + timedelta(seconds=20))
            did(person, "goals.goal.edited", batch="7", number=2)
            did(person, "goals.goal.edited", at=MONDAY + timedelta(hours=1), number=3)
            did(person, "goals.goal.edited", at=MONDAY - timedelta(days=70), number=4)
            did(person, "people.password.changed", number=5)
        did(None, "goals.goal.edited", number=6)
        assert [(line.deed.code, line.times) for line in cost(cast).lines] == [("goal", 5)]

    def test_shows_no_group_under_five(self, cast):
        for person in (cast.cio, cast.cfo, cast.chro, cast.ceo):
            did(person, "promises.promise.made")
        found = cost(cast)
        assert (found.active.spread, found.lines, found.unshown) == (None, (), 1)
        assert all(side.spread is None for side in found.sides)

    def test_opens_for_the_office_alone_and_names_nobody(self, cast, client_of):
        for person in (cast.cio, cast.cfo, cast.chro, cast.ceo, cast.marketer):
            did(person, "promises.promise.made", at=datetime.now(UTC) - timedelta(days=10))
        page = client_of(cast.office).get("/turn/cost/").content.decode()
        assert "The middle of those who took part" in page
        assert not any(person.name in page for person in cast.signed_in if person != cast.office)
        assert client_of(cast.cio).get("/turn/cost/").status_code == 403
        with pytest.raises(NotAllowed):
            reads.minutes_spent(viewer=cast.cio, today=MONDAY.date())


class TestDeeds:
    def test_knows_what_everything_done_costs(self):
        assert rules.deed_of("expectations.answer.sealed").code == "expect"
        assert rules.deed_of("expectations.round.opened").code == "expect_ask"
        assert rules.deed_of("promises.promise.kept").code == "promise_settle"
        assert rules.deed_of("something.new").code == "other"
        assert rules.deed_of("batches.batch.committed") is None

    def test_spreads_by_nearest_rank_and_keeps_small_groups(self):
        found = rules.spread_of([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0])
        assert (found.middle, found.nine_in_ten, found.within, found.within_share) == (4.5, 8.0, 3, 0.3)
        assert rules.spread_of([1.0] * 4) is None

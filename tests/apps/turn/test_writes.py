"""Setting aside, taking up again, handing over, forgetting."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from accord.apps.people import writes as people
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Offer
from accord.apps.turn import reads, writes
from accord.apps.turn.models import Look, Snooze
from accord.apps.ui.rules import Invalid, NotFound, Ref, WrongState
from tests.apps.turn.conftest import AT, TODAY, days

pytestmark = pytest.mark.one_database
SOURCE = "promises.due"


@pytest.fixture
def promise(cast):
    return promises.make_promise(
        what="Send the list", owner_id=cast.employee.pk, due_date=days(3), by=cast.employee, at=AT
    )


@pytest.fixture
def ref(promise):
    return Ref("promises.promise", promise.pk)


def waiting(person, today=TODAY, asked=""):
    rows = reads.waiting_rows(viewer=person, today=today, asked=QueryDict(asked))
    return [row.item.sentence for row in rows]


class TestSnooze:
    def test_hides_it_until_the_day_and_brings_it_back_by_itself(self, cast, ref):
        writes.snooze(source=SOURCE, ref=ref, until=days(2), by=cast.employee, at=AT)
        assert (waiting(cast.employee), waiting(cast.employee, asked="part=aside")) == ([], ["Send the list"])
        shown = reads.my_turn(viewer=cast.employee, today=TODAY, now=AT)
        assert (shown.total, shown.set_aside) == (0, 1)
        assert waiting(cast.employee, days(2)) == ["Send the list"]

    def test_never_passes_its_day_unless_one_says_so(self, cast, ref):
        with pytest.raises(Invalid) as refused:
            writes.snooze(source=SOURCE, ref=ref, until=days(4), by=cast.employee, at=AT)
        assert "due before" in refused.value.fields["until"]
        writes.snooze(source=SOURCE, ref=ref, until=days(4), past_due=True, by=cast.employee, at=AT)
        assert waiting(cast.employee, days(3)) == []

    @pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), days(93)])
    def test_refuses_today_the_past_and_half_a_year(self, cast, ref, until):
        with pytest.raises(Invalid):
            writes.snooze(source=SOURCE, ref=ref, until=until, past_due=True, by=cast.employee, at=AT)

    def test_counts_only_as_long_as_the_thing_keeps_its_day(self, cast, promise, ref):
        writes.snooze(source=SOURCE, ref=ref, until=days(3), by=cast.employee, at=AT)
        promises.edit_promise(promise=promise, values={"due_date": days(5)}, reason="Later", by=cast.employee, at=AT)
        assert waiting(cast.employee) == ["Send the list"]

    def test_is_ones_own_and_can_be_taken_back(self, cast, ref):
        with pytest.raises(NotFound):
            writes.snooze(source=SOURCE, ref=ref, until=days(2), by=cast.marketer, at=AT)
        writes.snooze(source=SOURCE, ref=ref, until=days(2), by=cast.employee, at=AT)
        with pytest.raises(NotFound):
            writes.take_up(source=SOURCE, ref=ref, by=cast.marketer, at=AT)
        writes.take_up(source=SOURCE, ref=ref, by=cast.employee, at=AT)
        assert waiting(cast.employee) == ["Send the list"]
        with pytest.raises(NotFound):
            writes.take_up(source=SOURCE, ref=ref, by=cast.employee, at=AT)

    def test_is_forgotten_with_the_person(self, cast, ref):
        writes.snooze(source=SOURCE, ref=ref, until=days(2), by=cast.employee, at=AT)
        writes.look(by=cast.employee, at=AT)
        people.erase_person(person_id=cast.employee.pk, by=cast.administrator, at=AT)
        assert (Snooze.objects.count(), Look.objects.count()) == (0, 0)


class TestHandOver:
    def test_asks_the_other_person_and_leaves_the_list(self, cast, promise, ref):
        writes.hand_over(
            source=SOURCE, ref=ref, person_id=cast.marketer.pk, reason="Her team now", by=cast.employee, at=AT
        )
        assert (Offer.objects.get().to, waiting(cast.employee)) == (cast.marketer, [])
        assert waiting(cast.marketer) == ["Emil Worker asks you to take over: Send the list"]

    def test_refuses_oneself_nobody_no_reason_and_what_cannot_be_given(self, cast, goal, ref):
        def give(person, reason="Because", source=SOURCE, ref=ref):
            writes.hand_over(source=source, ref=ref, person_id=person, reason=reason, by=giver, at=AT)

        giver = cast.employee
        for person, reason in ((cast.employee.pk, "Because"), (10**6, "Because"), (cast.marketer.pk, " ")):
            with pytest.raises(Invalid):
                give(person, reason)
        with pytest.raises(NotFound):
            give(cast.marketer.pk, ref=Ref("promises.promise", 10**6))
        giver = cast.cio
        with pytest.raises(WrongState):
            give(cast.marketer.pk, source="goals.agree", ref=Ref("goals.goal", goal.pk))

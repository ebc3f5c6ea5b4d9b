"""Goals are written by who may, agreed to by their owners alone, and every change is on the trail."""

from datetime import date
from math import inf, nan

import pytest

from accord.apps.goals import writes
from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.goals.reads import goal_page
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, WrongState
from tests.apps.goals.conftest import AT, LATER


def codes():
    return list(Entry.objects.order_by("pk").values_list("code", flat=True))


def sentences(goal, viewer):
    return [line.sentence for line in goal_page(viewer=viewer, goal_id=goal.pk).history]


class TestAddGoal:
    def test_keeps_what_was_said_and_nobody_has_agreed(self, goal, top, cast):
        kept = Goal.objects.get(pk=goal.pk)
        assert (kept.parent, kept.it_owner, kept.review_date, kept.version) == (top, cast.cio, date(2026, 9, 1), 1)
        assert (kept.business_agreed_at, kept.it_agreed_at, kept.is_joint) == (None, None, False)
        assert codes() == ["goals.goal.added"] * 2

    def test_is_for_leaders_heads_and_the_office(self, cast):
        may = {cast.ceo, cast.cio, cast.cfo, cast.chro, cast.department_head, cast.operations_head, cast.office,
               cast.administrator}  # fmt: skip
        for person in cast.signed_in:
            if person in may:
                writes.add_goal(title=person.name, by=person, at=AT)
            else:
                with pytest.raises(NotAllowed):
                    writes.add_goal(title=person.name, by=person, at=AT)
        assert set(Goal.objects.values_list("title", flat=True)) == {person.name for person in may}

    def test_names_every_value_it_cannot_take(self, cast):
        with pytest.raises(Invalid) as refusal:
            writes.add_goal(
                title="  ", why="x" * 5001, horizon="soon", department_id=10**6, parent_id=10**6,
                business_owner_id=cast.cio.pk, it_owner_id=cast.ceo.pk, by=cast.office, at=AT,
            )  # fmt: skip
        assert set(refusal.value.fields) == {
            "title", "why", "horizon", "department_id", "parent_id", "business_owner_id", "it_owner_id"
        }  # fmt: skip
        assert not Goal.objects.exists()
        assert codes() == []

    def test_takes_no_owner_who_has_left(self, cast):
        cast.cio.is_active = False
        cast.cio.save(update_fields=["is_active"])
        with pytest.raises(Invalid) as refusal:
            writes.add_goal(title="x", it_owner_id=cast.cio.pk, by=cast.office, at=AT)
        assert set(refusal.value.fields) == {"it_owner_id"}


class TestEditGoal:
    def test_is_for_the_owners_and_the_office(self, goal, cast):
        for person in cast.signed_in:
            if person in {cast.operations_head, cast.cio, cast.office, cast.administrator}:
                writes.edit_goal(goal=goal, values={"why": person.name}, by=person, at=AT)
            else:
                with pytest.raises(NotAllowed):
                    writes.edit_goal(goal=goal, values={"why": person.name}, by=person, at=AT)

    def test_makes_no_circle(self, goal, top, cast):
        for parent in (goal, top):
            with pytest.raises(Invalid) as refusal:
                writes.edit_goal(goal=top, values={"parent_id": parent.pk}, by=cast.office, at=AT)
            assert set(refusal.value.fields) == {"parent_id"}

    @pytest.mark.parametrize(("name", "value"), [("title", "New"), ("why", "New")])
    def test_of_what_was_agreed_asks_both_sides_again_and_says_so(self, goal, cast, name, value):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        writes.agree(goal=goal, side="business", by=cast.operations_head, at=AT)
        writes.edit_goal(goal=goal, values={name: value}, by=cast.office, at=LATER)
        kept = Goal.objects.get(pk=goal.pk)
        assert (kept.business_agreed_at, kept.it_agreed_at, kept.it_agreed_by) == (None, None, None)
        again = "Pia Office changed what {0} had agreed to in {1}, so {0} is asked again."
        assert set(sentences(kept, cast.cio)[:2]) == {again.format(side, kept.title) for side in ("Business", "IT")}

    def test_of_an_owner_asks_that_side_again(self, goal, cast):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        writes.agree(goal=goal, side="business", by=cast.operations_head, at=AT)
        writes.edit_goal(goal=goal, values={"it_owner_id": cast.delivery_lead.pk}, by=cast.office, at=LATER)
        kept = Goal.objects.get(pk=goal.pk)
        assert (kept.business_agreed_at, kept.it_agreed_at) == (AT, None)

    def test_of_anything_else_leaves_agreements(self, goal, cast):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        writes.edit_goal(
            goal=goal, values={"horizon": "mid", "title": goal.title, "parent_id": None}, by=cast.cio, at=LATER
        )
        assert Goal.objects.get(pk=goal.pk).it_agreed_at == AT

    def test_tells_the_second_of_two_what_changed(self, goal, cast):
        writes.edit_goal(goal=goal, values={"why": "First"}, seen_version=1, by=cast.cio, at=AT)
        with pytest.raises(EditConflict) as conflict:
            writes.edit_goal(goal=goal, values={"why": "Second"}, seen_version=1, by=cast.operations_head, at=LATER)
        assert conflict.value.theirs["why"] == "First"
        assert "Ida Byte" in conflict.value.changes[0]
        assert Goal.objects.get(pk=goal.pk).why == "First"

    def test_refuses_what_is_not_edited_here(self, goal, cast):
        with pytest.raises(Invalid):
            writes.edit_goal(goal=goal, values={"state": "closed"}, by=cast.office, at=AT)


class TestAgree:
    def test_is_for_the_owner_of_that_side_alone(self, goal, cast):
        for person in set(cast.signed_in) - {cast.cio}:
            with pytest.raises(NotAllowed):
                writes.agree(goal=goal, side="it", by=person, at=AT)
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        kept = Goal.objects.get(pk=goal.pk)
        assert (kept.it_agreed_at, kept.it_agreed_by, kept.business_agreed_at) == (AT, cast.cio, None)
        assert sentences(kept, cast.cio)[0] == "Ida Byte agreed to Settle claims within five days for IT."

    def test_refuses_twice_a_closed_goal_and_an_unknown_side(self, goal, cast):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        with pytest.raises(Invalid):
            writes.agree(goal=goal, side="hr", by=cast.cio, at=AT)
        writes.close_goal(goal=goal, reason="Reached", by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.agree(goal=goal, side="business", by=cast.operations_head, at=AT)

    def test_does_not_agree_to_what_changed_meanwhile(self, goal, cast):
        seen = Goal.objects.get(pk=goal.pk)
        writes.edit_goal(goal=goal, values={"title": "Settle claims in one day"}, by=cast.office, at=AT)
        with pytest.raises(WrongState):
            writes.agree(goal=seen, side="it", by=cast.cio, at=LATER)
        assert Goal.objects.get(pk=goal.pk).it_agreed_at is None

    def test_can_be_withdrawn_once(self, goal, cast):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        writes.withdraw_agreement(goal=goal, side="it", by=cast.cio, at=LATER)
        assert Goal.objects.get(pk=goal.pk).it_agreed_at is None
        with pytest.raises(WrongState):
            writes.withdraw_agreement(goal=goal, side="it", by=cast.cio, at=LATER)

    def test_counts_for_the_goal_as_it_was_read(self, goal, cast):
        with pytest.raises(WrongState):
            writes.agree(goal=goal, side="it", seen_version=goal.version + 1, by=cast.cio, at=AT)
        writes.agree(goal=goal, side="it", seen_version=goal.version, by=cast.cio, at=AT)
        assert Goal.objects.get(pk=goal.pk).it_agreed_at == AT

    @pytest.mark.parametrize("change", ["add", "edit", "remove"])
    def test_lapses_with_another_measure(self, goal, measure, cast, change):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        measure.refresh_from_db()
        match change:
            case "add":
                writes.add_measure(goal=goal, values={"name": "Cost"}, by=cast.office, at=LATER)
            case "edit":
                writes.edit_measure(measure=measure, values={"target_value": 9.0}, by=cast.office, at=LATER)
            case "remove":
                writes.remove_measure(measure=measure, by=cast.office, at=LATER)
        assert Goal.objects.get(pk=goal.pk).it_agreed_at is None

    def test_stays_when_only_a_value_or_the_source_is_new(self, goal, measure, cast):
        writes.agree(goal=goal, side="it", by=cast.cio, at=AT)
        writes.record_actual(measure=measure, on=date(2026, 5, 20), value=13.0, by=cast.cio, at=LATER)
        writes.edit_measure(measure=measure, values={"source": "Ledger"}, by=cast.cio, at=LATER)
        assert Goal.objects.get(pk=goal.pk).it_agreed_at == AT


class TestReviewAndClose:
    def test_a_review_sets_the_next(self, goal, cast):
        writes.review_goal(goal=goal, next_review=date(2026, 12, 1), by=cast.cio, at=LATER)
        kept = Goal.objects.get(pk=goal.pk)
        assert (kept.reviewed_at, kept.review_date) == (LATER, date(2026, 12, 1))

    def test_a_review_looks_ahead(self, goal, cast):
        with pytest.raises(Invalid):
            writes.review_goal(goal=goal, next_review=AT.date(), by=cast.cio, at=AT)

    def test_closing_needs_a_reason_and_can_be_undone(self, goal, cast):
        with pytest.raises(Invalid):
            writes.close_goal(goal=goal, reason=" ", by=cast.cio, at=AT)
        writes.close_goal(goal=goal, reason="Reached in May", by=cast.cio, at=AT)
        assert "Reached in May" in sentences(goal, cast.cio)[0]
        for change in (writes.review_goal, writes.close_goal):
            extra = {"next_review": None} if change is writes.review_goal else {"reason": "x"}
            with pytest.raises(WrongState):
                change(goal=goal, by=cast.cio, at=AT, **extra)
        writes.reopen_goal(goal=goal, by=cast.cio, at=LATER)
        assert Goal.objects.get(pk=goal.pk).state == "active"
        with pytest.raises(WrongState):
            writes.reopen_goal(goal=goal, by=cast.cio, at=LATER)

    def test_closing_is_told_to_whoever_was_editing(self, goal, cast):
        seen = goal.version
        writes.close_goal(goal=goal, reason="Reached in May", by=cast.cio, at=AT)
        with pytest.raises(EditConflict) as conflict:
            writes.edit_goal(goal=goal, values={"why": "More"}, seen_version=seen, by=cast.operations_head, at=LATER)
        assert "Reached in May" in conflict.value.changes[0]

    def test_closes_only_what_was_looked_at(self, goal, cast):
        seen = Goal.objects.get(pk=goal.pk)
        writes.edit_goal(goal=goal, values={"why": "More"}, by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.close_goal(goal=seen, reason="Given up", by=cast.cio, at=LATER)

    def test_is_refused_to_others(self, goal, cast):
        for person in (cast.cfo, cast.department_head, cast.employee):
            with pytest.raises(NotAllowed):
                writes.close_goal(goal=goal, reason="x", by=person, at=AT)
            with pytest.raises(NotAllowed):
                writes.review_goal(goal=goal, next_review=None, by=person, at=AT)


class TestMeasures:
    def test_keep_their_series_in_order(self, goal, measure, cast):
        line = goal_page(viewer=cast.cfo, goal_id=goal.pk).measures[0]
        assert [actual.value for actual in line.actuals] == [18.0, 14.0]
        assert line.progress == pytest.approx(0.4)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("name", " "), ("unit", "x" * 41), ("direction", "left"), ("baseline_value", nan), ("target_value", inf)],
    )
    def test_refuse_what_is_no_measure(self, goal, cast, name, value):
        with pytest.raises(Invalid) as refusal:
            writes.add_measure(goal=goal, values={"name": "Days", name: value}, by=cast.cio, at=AT)
        assert set(refusal.value.fields) == {name}

    def test_take_one_value_a_day_and_none_of_the_future(self, measure, cast):
        for day in (date(2026, 5, 1), date(2026, 6, 2)):
            with pytest.raises(Invalid) as refusal:
                writes.record_actual(measure=measure, on=day, value=1.0, by=cast.cio, at=AT)
            assert set(refusal.value.fields) == {"date"}
        assert Actual.objects.count() == 2

    def test_values_can_be_corrected_and_removed_and_stay_on_the_trail(self, goal, measure, cast):
        actual = Actual.objects.get(date=date(2026, 5, 1))
        writes.correct_actual(actual=actual, value=12.0, source="Ledger", by=cast.cio, at=LATER)
        assert (Actual.objects.get(pk=actual.pk).value, Actual.objects.get(pk=actual.pk).source) == (12.0, "Ledger")
        assert "“14.0” to “12.0”" in sentences(goal, cast.cio)[0]
        writes.remove_actual(actual=actual, by=cast.cio, at=LATER)
        assert Actual.objects.count() == 1
        assert "removed the value" in sentences(goal, cast.cio)[0]

    def test_are_edited_with_a_version(self, measure, cast):
        writes.edit_measure(measure=measure, values={"target_value": 4.0}, seen_version=1, by=cast.cio, at=AT)
        with pytest.raises(EditConflict):
            writes.edit_measure(measure=measure, values={"target_value": 3.0}, seen_version=1, by=cast.cio, at=AT)

    def test_are_removed_with_their_values(self, goal, measure, cast):
        writes.remove_measure(measure=measure, by=cast.cio, at=LATER)
        assert not Measure.objects.exists()
        assert not Actual.objects.exists()
        assert "Days to settle" in sentences(goal, cast.cio)[0]

    def test_are_refused_to_others(self, goal, measure, cast):
        actual = Actual.objects.first()
        for person in (cast.cfo, cast.department_head, cast.employee, cast.delivery_lead):
            who = {"by": person, "at": AT}
            for refused in (
                lambda who=who: writes.add_measure(goal=goal, values={"name": "x"}, **who),
                lambda who=who: writes.edit_measure(measure=measure, values={"name": "x"}, **who),
                lambda who=who: writes.remove_measure(measure=measure, **who),
                lambda who=who: writes.record_actual(measure=measure, on=date(2026, 5, 9), value=1.0, **who),
                lambda who=who: writes.correct_actual(actual=actual, value=1.0, **who),
                lambda who=who: writes.remove_actual(actual=actual, **who),
            ):
                with pytest.raises(NotAllowed):
                    refused()

"""Changes to initiatives: who may, in which state, what the trail says, and what the second of two people is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.apps.initiatives import reads, writes
from accord.apps.initiatives.models import GoalLink, Initiative, Milestone, StageChange
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, WrongState
from tests.apps.initiatives.conftest import AT, LATER


def told(initiative, viewer):
    return [line.sentence for line in reads.initiative_history(viewer=viewer, initiative_id=initiative.pk)]


class TestAddInitiative:
    def test_starts_a_dated_history(self, initiative):
        steps = list(StageChange.objects.filter(initiative=initiative).values_list("stage", "date"))
        assert steps == [("idea", date(2026, 1, 5))]
        assert (initiative.stage, initiative.stage_date, initiative.version) == ("idea", date(2026, 1, 5), 1)

    def test_is_told(self, initiative, cast):
        assert told(initiative, cast.cio) == ["Pia Office added Invoice reader."]

    @pytest.mark.parametrize("who", ["employee", "marketer", "cfo", "chro"])
    def test_is_refused_to_others(self, cast, who):
        with pytest.raises(NotAllowed):
            writes.add_initiative(title="X", by=getattr(cast, who), at=AT)
        assert not Initiative.objects.exists()

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": "  "}, "title"),
            ({"title": "x" * 501}, "title"),
            ({"title": "a\x00b"}, "title"),
            ({"summary": "\ud800"}, "summary"),
            ({"sponsor_id": 999_999}, "sponsor_id"),
            ({"department_id": 999_999}, "department_id"),
            ({"stage": "sold"}, "stage"),
            ({"stage_date": date(2026, 6, 2)}, "stage_date"),
            ({"visibility": "nobody"}, "visibility"),
            ({"extra": {"a": [1]}}, "extra"),
            ({"extra": {"a": float("nan")}}, "extra"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, cast, values, field):
        with pytest.raises(Invalid) as refused:
            writes.add_initiative(**{"title": "X", **values}, by=cast.cio, at=AT)
        assert list(refused.value.fields) == [field]


class TestEditInitiative:
    @pytest.mark.parametrize("who", ["department_head", "delivery_lead", "ceo", "cio", "office", "administrator"])
    def test_is_open_to_those_involved(self, initiative, cast, who):
        by = getattr(cast, who)
        writes.edit_initiative(initiative=initiative, values={"title": "Invoice robot"}, by=by, at=LATER)
        initiative.refresh_from_db()
        assert (initiative.title, initiative.version) == ("Invoice robot", 2)
        assert told(initiative, cast.cio)[0].startswith(f"{by.name} changed Invoice robot: title from “Invoice reader”")

    @pytest.mark.parametrize("who", ["employee", "marketer", "operations_head", "cfo", "chro"])
    def test_is_refused_to_others(self, initiative, cast, who):
        with pytest.raises(NotAllowed):
            writes.edit_initiative(initiative=initiative, values={"title": "Mine"}, by=getattr(cast, who), at=LATER)
        initiative.refresh_from_db()
        assert initiative.title == "Invoice reader"

    def test_tells_the_second_what_the_first_changed(self, initiative, cast):
        writes.edit_initiative(initiative=initiative, values={"summary": "New."}, by=cast.cio, at=LATER, seen_version=1)
        mine = Initiative.objects.get(pk=initiative.pk)
        with pytest.raises(EditConflict) as conflict:
            writes.edit_initiative(initiative=mine, values={"title": "T"}, by=cast.office, at=LATER, seen_version=1)
        assert "Ida Byte changed Invoice reader: summary" in conflict.value.changes[0]
        assert conflict.value.theirs == {"summary": "New."}
        assert conflict.value.current_version == 2

    def test_says_nothing_when_nothing_changed(self, initiative, cast):
        writes.edit_initiative(initiative=initiative, values={"title": "Invoice reader"}, by=cast.cio, at=LATER)
        assert len(told(initiative, cast.cio)) == 1

    def test_refuses_fields_that_have_their_own_write(self, initiative, cast):
        with pytest.raises(Invalid):
            writes.edit_initiative(initiative=initiative, values={"stage": "live"}, by=cast.cio, at=LATER)


class TestSetVisibility:
    def test_limits_and_tells(self, initiative, cast):
        writes.set_visibility(initiative=initiative, visibility="limited", by=cast.department_head, at=LATER)
        assert Initiative.objects.get(pk=initiative.pk).visibility == "limited"
        assert told(initiative, cast.cio)[0] == "Mark Brand set who may see Invoice reader: limited."


class TestSetExtra:
    def test_merges_and_takes_away(self, initiative, cast):
        writes.set_extra(initiative=initiative, values={"vendor": "Acme", "pii": True}, by=cast.cio, at=LATER)
        writes.set_extra(initiative=initiative, values={"pii": None, "rows": 12}, by=cast.cio, at=LATER)
        assert Initiative.objects.get(pk=initiative.pk).extra == {"vendor": "Acme", "rows": 12}
        assert told(initiative, cast.cio)[0] == (
            "Ida Byte changed the extra fields of Invoice reader: pii: True → –; rows: – → 12."
        )


class TestMoveStage:
    def test_keeps_the_dated_history(self, initiative, cast):
        for to, on in (("approved", date(2026, 2, 1)), ("building", None), ("testing", date(2026, 5, 1))):
            writes.move_stage(initiative=initiative, to=to, on=on, by=cast.delivery_lead, at=AT)
        assert (initiative.stage, initiative.stage_date, initiative.version) == ("testing", date(2026, 5, 1), 4)
        steps = list(StageChange.objects.filter(initiative=initiative).order_by("pk").values_list("stage", "date"))
        assert steps[1:] == [("approved", date(2026, 2, 1)), ("building", None), ("testing", date(2026, 5, 1))]
        assert told(initiative, cast.cio)[:2] == [
            "Lena Ship moved Invoice reader to “testing” as of 1 May 2026.",
            "Lena Ship moved Invoice reader to “building”; the day is not known.",
        ]

    def test_says_why_not(self, initiative, cast):
        with pytest.raises(WrongState, match="approval"):
            writes.move_stage(initiative=initiative, to="building", on=None, by=cast.cio, at=AT)
        assert StageChange.objects.filter(initiative=initiative).count() == 1

    def test_refuses_others(self, initiative, cast):
        with pytest.raises(NotAllowed):
            writes.move_stage(initiative=initiative, to="approved", on=None, by=cast.employee, at=AT)

    def test_refuses_what_is_no_stage(self, initiative, cast):
        with pytest.raises(Invalid):
            writes.move_stage(initiative=initiative, to="sold", on=None, by=cast.cio, at=AT)

    def test_only_the_first_of_two_moves(self, initiative, cast):
        second = Initiative.objects.get(pk=initiative.pk)
        writes.move_stage(initiative=initiative, to="approved", on=None, by=cast.cio, at=AT, seen_version=1)
        with pytest.raises(EditConflict):
            writes.move_stage(initiative=second, to="building", on=None, by=cast.office, at=AT, seen_version=1)
        assert StageChange.objects.filter(initiative=initiative).count() == 2


class TestCorrectStageDate:
    def test_moves_the_day_and_the_present_date(self, initiative, cast):
        change = writes.move_stage(initiative=initiative, to="approved", on=date(2026, 3, 1), by=cast.cio, at=AT)
        writes.correct_stage_date(change=change, on=date(2026, 2, 1), by=cast.cio, at=AT)
        assert Initiative.objects.get(pk=initiative.pk).stage_date == date(2026, 2, 1)
        assert told(initiative, cast.cio)[0] == (
            "Ida Byte corrected a date in the history of Invoice reader: approved from “1 Mar 2026” to “1 Feb 2026”."
        )

    def test_keeps_between_its_neighbours(self, initiative, cast):
        change = writes.move_stage(initiative=initiative, to="approved", on=date(2026, 3, 1), by=cast.cio, at=AT)
        with pytest.raises(WrongState, match="2026-01-05"):
            writes.correct_stage_date(change=change, on=date(2026, 1, 4), by=cast.cio, at=AT)


class TestTakeBackStage:
    def test_goes_back_one_step(self, initiative, cast):
        writes.move_stage(initiative=initiative, to="approved", on=date(2026, 3, 1), by=cast.cio, at=AT)
        writes.take_back_stage(initiative=initiative, by=cast.cio, at=AT)
        assert (initiative.stage, initiative.stage_date) == ("idea", date(2026, 1, 5))
        assert (
            told(initiative, cast.cio)[0] == "Ida Byte took back the last move of Invoice reader: it is “idea” again."
        )

    def test_refuses_without_an_earlier_stage(self, initiative, cast):
        with pytest.raises(WrongState):
            writes.take_back_stage(initiative=initiative, by=cast.cio, at=AT)


class TestGoalLinks:
    @pytest.fixture
    def link(self, initiative, goal, cast):
        return writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.delivery_lead, at=AT)

    def test_both_sides_agree_each_by_itself(self, link, initiative, cast):
        writes.agree_link(link=link, side="business", by=cast.department_head, at=AT)
        assert not link.is_agreed_by_both
        writes.agree_link(link=link, side="it", by=cast.delivery_lead, at=LATER)
        link.refresh_from_db()
        assert link.is_agreed_by_both
        assert told(initiative, cast.cio)[:3] == [
            "Lena Ship agreed for IT that Invoice reader serves “Pay suppliers in ten days”.",
            "Mark Brand agreed for the business that Invoice reader serves “Pay suppliers in ten days”.",
            "Lena Ship said that Invoice reader serves “Pay suppliers in ten days”.",
        ]

    @pytest.mark.parametrize(
        ("side", "who", "may"),
        [
            ("business", "department_head", True),  # sponsor and head
            ("business", "operations_head", True),  # the goal's business owner
            ("business", "ceo", True),  # heads the department above
            ("business", "delivery_lead", False),
            ("business", "cio", False),
            ("business", "office", False),
            ("it", "delivery_lead", True),
            ("it", "cio", True),
            ("it", "department_head", False),
            ("it", "office", False),
            ("it", "administrator", False),
        ],
    )
    def test_each_side_has_its_people(self, link, cast, side, who, may):
        by = getattr(cast, who)
        if may:
            assert getattr(writes.agree_link(link=link, side=side, by=by, at=AT), f"{side}_agreed_by_id") == by.pk
        else:
            with pytest.raises(NotAllowed):
                writes.agree_link(link=link, side=side, by=by, at=AT)

    def test_nobody_agrees_for_both_sides(self, link, initiative, cast):
        values = {"sponsor_id": cast.delivery_lead.pk}
        writes.edit_initiative(initiative=initiative, values=values, by=cast.cio, at=AT)
        writes.agree_link(link=link, side="it", by=cast.delivery_lead, at=AT)
        with pytest.raises(NotAllowed, match="two people"):
            writes.agree_link(link=link, side="business", by=cast.delivery_lead, at=AT)

    def test_agreement_can_be_taken_back(self, link, cast):
        writes.agree_link(link=link, side="it", by=cast.cio, at=AT)
        writes.disagree_link(link=link, side="it", by=cast.delivery_lead, at=LATER)
        link.refresh_from_db()
        assert link.it_agreed_at is None
        with pytest.raises(WrongState):
            writes.disagree_link(link=link, side="it", by=cast.cio, at=LATER)

    def test_agreeing_twice_is_refused(self, link, cast):
        writes.agree_link(link=link, side="it", by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.agree_link(link=link, side="it", by=cast.delivery_lead, at=AT)

    def test_one_goal_is_linked_once(self, link, initiative, goal, cast):
        with pytest.raises(WrongState, match="linked already"):
            writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.cio, at=AT)

    def test_an_unknown_goal_is_refused(self, initiative, cast):
        with pytest.raises(Invalid):
            writes.link_goal(initiative=initiative, goal_id=999_999, by=cast.cio, at=AT)

    def test_what_was_removed_comes_back_with_its_agreement(self, link, initiative, goal, cast):
        writes.agree_link(link=link, side="it", by=cast.cio, at=AT)
        writes.unlink_goal(link=link, by=cast.cio, at=LATER)
        with pytest.raises(WrongState):
            writes.agree_link(link=link, side="business", by=cast.department_head, at=LATER)
        writes.restore_goal_link(link=link, by=cast.cio, at=LATER)
        assert GoalLink.objects.get(pk=link.pk).it_agreed_by_id == cast.cio.pk

    def test_a_removed_link_whose_place_is_taken_stays_removed(self, link, initiative, goal, cast):
        writes.unlink_goal(link=link, by=cast.cio, at=LATER)
        writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cast.cio, at=LATER)
        with pytest.raises(WrongState, match="linked already"):
            writes.restore_goal_link(link=link, by=cast.cio, at=LATER)


class TestMilestones:
    @pytest.fixture
    def milestone(self, initiative, cast):
        due = date(2026, 6, 20)
        return writes.add_milestone(initiative=initiative, title="First 100", due_date=due, by=cast.cio, at=AT)

    def test_needs_a_result_to_be_done(self, milestone, cast):
        with pytest.raises(Invalid) as refused:
            writes.finish_milestone(milestone=milestone, done_date=date(2026, 6, 1), by=cast.cio, at=AT)
        assert "result" in refused.value.fields
        done = writes.finish_milestone(
            milestone=milestone, done_date=date(2026, 6, 1), result="100 invoices read", by=cast.cio, at=AT
        )
        assert (done.done_date, done.result) == (date(2026, 6, 1), "100 invoices read")

    def test_is_not_done_in_the_future(self, milestone, cast):
        tomorrow = date(2026, 6, 2)
        with pytest.raises(Invalid) as refused:
            writes.finish_milestone(milestone=milestone, done_date=tomorrow, result="x", by=cast.cio, at=AT)
        assert list(refused.value.fields) == ["done_date"]

    def test_keeps_its_result_while_it_is_done(self, milestone, cast):
        writes.finish_milestone(milestone=milestone, done_date=date(2026, 6, 1), result="x", by=cast.cio, at=AT)
        with pytest.raises(Invalid):
            writes.edit_milestone(milestone=milestone, values={"result": ""}, by=cast.cio, at=AT)

    def test_can_be_reopened(self, milestone, initiative, cast):
        writes.finish_milestone(milestone=milestone, done_date=date(2026, 6, 1), result="x", by=cast.cio, at=AT)
        writes.reopen_milestone(milestone=milestone, by=cast.cio, at=AT)
        assert Milestone.objects.get(pk=milestone.pk).done_date is None
        with pytest.raises(WrongState):
            writes.reopen_milestone(milestone=milestone, by=cast.cio, at=AT)
        assert told(initiative, cast.cio)[0] == "Ida Byte reopened the milestone “First 100” of Invoice reader."

    def test_can_be_removed_and_put_back(self, milestone, cast):
        writes.remove_milestone(milestone=milestone, by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.edit_milestone(milestone=milestone, values={"title": "x"}, by=cast.cio, at=AT)
        writes.restore_milestone(milestone=milestone, by=cast.cio, at=AT)
        assert Milestone.objects.get(pk=milestone.pk).removed_at is None

    def test_takes_only_web_addresses_as_proof(self, milestone, cast):
        for url in ("javascript:alert(1)", "ftp://x.org", "https://", "https://a b", "//x.org"):
            with pytest.raises(Invalid):
                writes.edit_milestone(milestone=milestone, values={"proof_url": url}, by=cast.cio, at=AT)

    def test_the_second_of_two_is_told(self, milestone, cast):
        mine = Milestone.objects.get(pk=milestone.pk)
        writes.edit_milestone(milestone=milestone, values={"title": "A"}, by=cast.cio, at=AT, seen_version=1)
        with pytest.raises(EditConflict) as conflict:
            writes.edit_milestone(milestone=mine, values={"result": "B"}, by=cast.office, at=AT, seen_version=1)
        assert conflict.value.theirs == {"title": "A"}


class TestMoney:
    def set(self, initiative, by, **values):
        plain = {
            "period": date(2026, 3, 17),
            "kind": "planned",
            "flow": "cost",
            "amount": Decimal("1000"),
            "currency": "EUR",
        }
        return writes.set_money(initiative=initiative, **{**plain, **values}, by=by, at=AT)

    @pytest.mark.parametrize("who", ["cfo", "cio", "office", "department_head", "delivery_lead"])
    def test_is_recorded_by_month(self, initiative, cast, who):
        money = self.set(initiative, getattr(cast, who))
        money.refresh_from_db()
        assert (money.period, money.amount) == (date(2026, 3, 1), Decimal("1000.00"))
        assert (
            "the planned cost of Invoice reader for the month from 1 Mar 2026: 1,000 EUR."
            in told(initiative, cast.cio)[0]
        )

    def test_takes_the_place_of_the_month_before(self, initiative, cast):
        first = self.set(initiative, cast.cfo)
        second = self.set(initiative, cast.cfo, period=date(2026, 3, 2), amount=Decimal("900.5"))
        assert (first.pk, second.amount) == (second.pk, Decimal("900.50"))

    def test_tells_the_second(self, initiative, cast):
        self.set(initiative, cast.cfo)
        self.set(initiative, cast.cio, amount=Decimal(2), seen_version=1)
        with pytest.raises(EditConflict):
            self.set(initiative, cast.cfo, amount=Decimal(3), seen_version=1)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"amount": Decimal("-1")}, "amount"),
            ({"amount": Decimal("NaN")}, "amount"),
            ({"amount": Decimal("1.001")}, "amount"),
            ({"amount": Decimal("1e15")}, "amount"),
            ({"currency": "eur"}, "currency"),
            ({"kind": "hoped"}, "kind"),
            ({"flow": "loss"}, "flow"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, initiative, cast, values, field):
        with pytest.raises(Invalid) as refused:
            self.set(initiative, cast.cfo, **values)
        assert list(refused.value.fields) == [field]

    def test_is_refused_to_others(self, initiative, cast):
        for who in (cast.chro, cast.employee, cast.operations_head):
            with pytest.raises(NotAllowed):
                self.set(initiative, who)

    def test_can_be_removed_and_put_back_unless_its_month_is_taken(self, initiative, cast):
        money = self.set(initiative, cast.cfo)
        writes.remove_money(money=money, by=cast.cfo, at=AT)
        writes.restore_money(money=money, by=cast.cfo, at=AT)
        writes.remove_money(money=money, by=cast.cfo, at=AT)
        self.set(initiative, cast.cfo, amount=Decimal(5))
        with pytest.raises(WrongState, match="new amount"):
            writes.restore_money(money=money, by=cast.cfo, at=AT)


class TestLinks:
    def test_can_be_added_removed_and_put_back(self, initiative, cast):
        link = writes.add_link(initiative=initiative, label="Board", url="https://x.org/b?c=1", by=cast.cio, at=AT)
        writes.remove_link(link=link, by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.remove_link(link=link, by=cast.cio, at=AT)
        writes.restore_link(link=link, by=cast.cio, at=AT + timedelta(seconds=1))
        assert told(initiative, cast.cio)[0] == "Ida Byte put back the link “Board” of Invoice reader."

    def test_takes_only_web_addresses(self, initiative, cast):
        with pytest.raises(Invalid) as refused:
            writes.add_link(initiative=initiative, label="x", url="javascript:alert(1)", by=cast.cio, at=AT)
        assert list(refused.value.fields) == ["url"]

"""The plain decisions about departments, roles and invitations."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.apps.people import rules

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TREE = {1: None, 2: 1, 3: 2, 4: 1}


class TestMakesCircle:
    @pytest.mark.parametrize(("department", "parent"), [(1, 3), (2, 2), (1, 1)])
    def test_finds_one(self, department: int, parent: int) -> None:
        assert rules.makes_circle(TREE, department, parent)

    @pytest.mark.parametrize(("department", "parent"), [(3, 4), (4, 3), (2, None), (5, 3)])
    def test_finds_none(self, department: int, parent: int | None) -> None:
        assert not rules.makes_circle(TREE, department, parent)

    def test_ends_on_a_tree_that_is_broken_already(self) -> None:
        assert not rules.makes_circle({1: 2, 2: 1}, 9, 1)


class TestSubtree:
    def test_holds_everything_below(self) -> None:
        assert rules.subtree(TREE, {2}) == {2, 3}
        assert rules.subtree(TREE, {1}) == {1, 2, 3, 4}

    def test_is_empty_without_a_top(self) -> None:
        assert rules.subtree(TREE, set()) == frozenset()


class TestOrderedRoles:
    def test_keeps_the_order_of_the_table_and_the_employee(self) -> None:
        assert rules.ordered_roles({"cfo", "administrator", "king"}) == ["administrator", "cfo", "employee"]


class TestInvitationState:
    def _state(self, *, used: bool = False, withdrawn: bool = False, after: timedelta = timedelta(days=1)) -> str:
        return rules.invitation_state(
            expires_at=AT + rules.INVITATION_LASTS,
            used_at=AT if used else None,
            withdrawn_at=AT if withdrawn else None,
            at=AT + after,
        )

    def test_lasts_seven_days(self) -> None:
        assert self._state(after=timedelta(days=7, seconds=-1)) == "open"
        assert self._state(after=timedelta(days=7)) == "expired"

    def test_tells_used_from_withdrawn(self) -> None:
        assert self._state(used=True, after=timedelta(days=30)) == "used"
        assert self._state(withdrawn=True) == "withdrawn"


class TestMeasuredSide:
    def test_counts_executives_as_business(self) -> None:
        assert rules.measured_side("executive") == "business"
        assert rules.measured_side("finance") == "finance"

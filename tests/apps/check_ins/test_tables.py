"""Check-ins as rows of the snapshot: what stood on a day, and nobody's name or word."""

from accord.apps.check_ins import tables, writes
from accord.tables.schemas import TABLES
from tests.apps.check_ins.conftest import DAY, MONDAY, OPENED, SAID, WEEK


def rows(as_of):
    return tables.check_ins_table(as_of=as_of).to_dicts()


class TestCheckInsTable:
    def test_has_the_published_columns(self, db):
        assert tuple(tables.SCHEMA) == TABLES["check_ins"].names

    def test_is_held_once_one_side_signed_and_the_other_acknowledged(self, signed, cast, initiative):
        writes.acknowledge(check_in=signed, by=cast.department_head, at=OPENED + 3 * DAY)
        assert rows(MONDAY + 6 * DAY) == []  # its round is not over
        row = rows(MONDAY + WEEK)[0]
        assert (row["state"], row["held_on"], row["sides_present"]) == ("held", MONDAY + 3 * DAY, "business,it")
        assert (row["initiative"], row["department"], row["kind"], row["moved"]) == (
            str(initiative.pk), str(cast.marketing.pk), "check_in", False,
        )  # fmt: skip

    def test_was_not_held_if_the_other_side_was_silent_or_nobody_answered(self, signed, cast):
        writes.open_due(by=None, at=OPENED + WEEK)
        writes.open_due(by=None, at=OPENED + 2 * WEEK)
        found = rows(MONDAY + 2 * WEEK)
        assert [(row["state"], row["sides_present"]) for row in found] == [("missed", "it"), ("missed", "none")]

    def test_tells_what_was_held_late_from_then_on(self, signed, cast):
        writes.acknowledge(check_in=signed, by=cast.department_head, at=OPENED + WEEK + DAY)
        assert [(row["state"], row["moved"]) for row in (*rows(MONDAY + WEEK), *rows(MONDAY + WEEK + DAY))] == [
            ("missed", False), ("held", True),
        ]  # fmt: skip

    def test_tells_a_cancelled_one_and_nobodys_words(self, check_in, cast):
        writes.cancel(check_in=check_in, reason="Closed", by=cast.department_head, at=OPENED + DAY)
        assert [row["state"] for row in rows(MONDAY + WEEK)] == ["cancelled"]
        assert SAID["progress"] not in str(rows(MONDAY + WEEK))

"""Measuring keeps a history that grows only by what is new."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Milestone
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from accord.apps.readings import writes
from accord.apps.readings.models import EvidenceRow, Measurement, ReadingRow, Touched
from accord.apps.readings.sockets import MeasuredListener
from accord.apps.readings.sockets import measured as socket
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, NotAllowed
from accord.practices import PRACTICES
from tests.apps.readings.conftest import AT, NEXT, PLAIN

pytestmark = pytest.mark.django_db


def row(practice, kind="organisation", number=0):
    return ReadingRow.objects.get(practice=practice, subject_kind=kind, subject_id=number, is_latest=True)


class TestMeasure:
    def test_gives_the_shares_one_counts_by_hand(self, measured, cast):
        whole, marketing = row("P22"), row("P22", "department", cast.marketing.pk)
        assert (whole.value, whole.n, whole.n_missing) == (pytest.approx(9 / 15), 15, 0)
        assert (marketing.value, marketing.n) == (pytest.approx(9 / 12), 12)
        assert (whole.low, whole.high) == (pytest.approx(0.3575, abs=1e-3), pytest.approx(0.8018, abs=1e-3))

    def test_says_too_few_instead_of_a_number(self, measured, cast):
        few = row("P22", "department", cast.operations.pk)
        assert (few.status, few.value, few.n) == ("insufficient", None, 3)

    def test_what_nobody_was_asked_is_not_known(self, measured):
        assert (row("P01").status, row("P01").value) == ("insufficient", None)
        assert row("P01").reasons[0]["code"] == "not_asked"

    def test_keeps_the_rows_behind_the_whole(self, measured, portfolio):
        found = dict(EvidenceRow.objects.filter(practice="P22").values_list("record_id", "passes"))
        assert found == {
            **{one.pk: True for one in portfolio["plain"]},
            **{one.pk: False for one in [*portfolio["silent"], *portfolio["closed"]]},
        }

    def test_counts_a_repeated_answer(self, measured, cast):
        rows = ReadingRow.objects.count()
        again = writes.measure(by=cast.cio, at=AT)
        assert (again.changed, ReadingRow.objects.count()) == (0, rows)
        assert (row("P22").times, row("P22").measurement, row("P22").last_measurement) == (2, measured, again)

    def test_writes_a_changed_answer_beside_the_old_one(self, measured, portfolio, cast):
        silent = portfolio["silent"][0]
        initiatives.edit_initiative(
            initiative=silent, values={"summary": PLAIN}, seen_version=silent.version, by=cast.office, at=NEXT
        )
        writes.measure(by=None, at=NEXT)
        history = ReadingRow.objects.filter(practice="P22", subject_kind="organisation").order_by("pk")
        assert [(one.value, one.is_latest, one.times) for one in history] == [
            (pytest.approx(9 / 15), False, 1),
            (pytest.approx(10 / 15), True, 1),
        ]
        assert EvidenceRow.objects.get(practice="P22", record_id=silent.pk).passes is True
        assert EvidenceRow.objects.filter(practice="P22").count() == 15

    def test_a_fact_only_grows_older(self, portfolio):
        one = portfolio["plain"][0]
        finish(one, date(2026, 5, 25))
        writes.measure(by=None, at=AT)
        before = row("P31", "initiative", one.pk)
        later = writes.measure(by=None, at=AT + timedelta(days=30))
        after = row("P31", "initiative", one.pk)
        assert (before.value, after.value) == (7, 37)  # from 25 May to 1 June and to 1 July
        assert (after.pk, after.times, after.last_measurement) == (before.pk, 2, later)
        assert [reason["values"]["days"] for reason in (before.reasons[0], after.reasons[0])] == [7, 37]
        assert EvidenceRow.objects.get(practice="P31", record_id=one.pk).note["values"] == {"days": 37}

    def test_leaves_behind_who_is_gone(self, measured, cast):
        empty = Department.objects.create(name="Annex", side="business")
        writes.measure(by=None, at=AT)
        assert ReadingRow.objects.filter(subject_kind="department", subject_id=empty.pk, is_latest=True).exists()
        people.remove_department(department_id=empty.pk, by=cast.administrator, at=AT)
        writes.measure(by=None, at=AT)
        gone = ReadingRow.objects.filter(subject_kind="department", subject_id=empty.pk)
        assert gone.exists()
        assert not gone.filter(is_latest=True).exists()

    def test_measures_only_those_named(self, portfolio, cast):
        run = writes.measure(by=cast.cio, at=AT, only=["P22"])
        assert run.practices == ["P22"]
        assert set(ReadingRow.objects.values_list("practice", flat=True)) == {"P22"}

    def test_refuses_a_practice_that_is_not_there(self, portfolio, cast):
        with pytest.raises(KeyError):
            writes.measure(by=cast.cio, at=AT, only=["P99"])

    def test_refuses_who_may_not(self, portfolio, cast):
        with pytest.raises(NotAllowed):
            writes.measure(by=cast.employee, at=AT)
        assert not Measurement.objects.exists()

    @pytest.mark.parametrize("days", [-1, 1])
    def test_refuses_a_day_that_is_over_or_to_come(self, measured, cast, days):
        with pytest.raises(Invalid):
            writes.measure(by=cast.cio, at=AT, as_of=AT.date() + timedelta(days=days))
        assert Measurement.objects.count() == 1

    def test_is_told_on_the_trail(self, measured, cast):
        entry = Entry.objects.get(code="readings.measurement.done")
        assert (entry.actor_id, entry.subject_id) == (cast.cio.pk, measured.pk)

    def test_tells_who_listens_in_the_same_transaction(self, portfolio, cast):
        heard = []
        listener = MeasuredListener("tests", lambda pk, by, at: heard.append((pk, by, at, connection.in_atomic_block)))
        socket.plug(listener)
        try:
            run = writes.measure(by=cast.cio, at=AT)
        finally:
            socket.unplug(listener)
        assert heard == [(run.pk, cast.cio, AT, True)]

    def test_works_on_nothing_at_all(self, cast):
        run = writes.measure(by=cast.cio, at=AT)
        assert run.practices == list(PRACTICES)
        assert set(ReadingRow.objects.values_list("status", flat=True)) == {"insufficient"}

    def test_says_how_far_it_is(self, portfolio, cast):
        told = []
        writes.measure(by=cast.cio, at=AT, progress=lambda done, total, note: told.append((done, total)))
        assert told == [(n, len(PRACTICES) + 2) for n in range(len(PRACTICES) + 2)]


def finish(one, day):
    Milestone.objects.create(
        initiative=one, title="Shown", result="A list", done_date=day, created_at=AT - timedelta(days=2)
    )


class TestOnlyTouched:
    def test_measures_nothing_when_nothing_changed(self, measured, cast):
        Touched.objects.all().delete()
        assert writes.measure(by=None, at=NEXT, only_touched=True) == measured
        assert Measurement.objects.count() == 1

    def test_measures_what_reads_the_table_and_writes_what_is_new(self, measured, portfolio, cast):
        Touched.objects.all().delete()
        # with a first milestone in the house, P31 can be measured at all; P33 reads milestones too
        one = portfolio["plain"][0]
        finish(one, date(2026, 5, 25))
        writes.touch(tables={"milestones"}, by=None, at=AT)
        others = {"P01", "P22", "P36"}
        before = dict(ReadingRow.objects.filter(practice__in=others).values_list("pk", "last_measurement_id"))
        run = writes.measure(by=None, at=NEXT, only_touched=True)
        assert set(run.practices) == {"P14", "P31", "P31.forecast", "P33"}
        assert dict(ReadingRow.objects.filter(practice__in=others).values_list("pk", "last_measurement_id")) == before
        assert not Touched.objects.exists()

    def test_one_more_result_writes_only_readings_it_changes(self, measured, portfolio, cast):
        for one in portfolio["plain"]:
            finish(one, date(2026, 5, 25))
        writes.measure(by=None, at=AT)
        finish(portfolio["plain"][0], date(2026, 5, 30))
        writes.touch(tables={"milestones"}, by=None, at=AT)
        last = ReadingRow.objects.order_by("-pk").values_list("pk", flat=True).first()
        writes.measure(by=None, at=AT, only_touched=True)
        new = ReadingRow.objects.filter(pk__gt=last).values_list("practice", "subject_kind", "subject_id")
        about = {(kind, number) for practice, kind, number in new if practice == "P31"}
        assert about == {
            ("organisation", 0),
            ("department", cast.board.pk),
            ("department", cast.marketing.pk),
            ("initiative", portfolio["plain"][0].pk),
        }

    def test_a_mark_made_meanwhile_stays(self, measured, portfolio):
        Touched.objects.all().delete()
        writes.touch(tables={"milestones"}, by=None, at=AT)

        def later(done, total, note):
            writes.touch(tables={"milestones"}, by=None, at=NEXT)

        writes.measure(by=None, at=NEXT, only_touched=True, progress=later)
        assert Touched.objects.get().at == NEXT

    def test_the_first_measurement_takes_everything(self, portfolio):
        assert writes.measure(by=None, at=AT, only_touched=True).practices == list(PRACTICES)


@pytest.mark.django_db(transaction=True)
class TestMeasuringAtOnce:
    def test_the_later_one_starts_again(self, portfolio):
        """While one measurement computes, another is stored: the first does not write what is older over it."""
        other = []

        def interrupt(done, total, note):
            if not other:
                other.append(True)
                thread = threading.Thread(target=_elsewhere)
                thread.start()
                thread.join()

        run = writes.measure(by=None, at=AT, progress=interrupt)
        assert list(Measurement.objects.order_by("pk").values_list("changed", flat=True))[1] == 0
        assert Measurement.objects.order_by("-pk").first() == run
        assert row("P22").times == 2


def _elsewhere():
    try:
        writes.measure(by=None, at=AT)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
class TestSnapshotOf:
    def test_reads_without_keeping_writers_waiting(self, portfolio):
        from accord.apps.readings.sockets import Source, sources

        def rows(*, as_of):
            thread = threading.Thread(target=_write_elsewhere)
            thread.start()
            thread.join(timeout=10)
            assert not thread.is_alive()
            return []

        source = Source("money", rows)
        sources.plug(source)
        try:
            snapshot = writes.snapshot_of(AT.date())
        finally:
            sources.unplug(source)
        assert snapshot.initiatives.height == 15
        assert Department.objects.filter(name="Meanwhile").exists()


def _write_elsewhere():
    try:
        Department.objects.create(name="Meanwhile", side="business")
    finally:
        connections.close_all()

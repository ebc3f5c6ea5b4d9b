"""Promises in the snapshot: as they stood on a day, without words or names, counted as the pages count them."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.promises import rules, tables, writes
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import Became, State
from accord.apps.ui.rules import Ref
from accord.practices import find, measure_all
from accord.practices.delivery.percent_plan_complete import promises
from accord.tables import Snapshot
from tests.apps.promises.conftest import AT, DUE, LATER

TODAY = date(2026, 6, 1)
days = st.dates(TODAY - timedelta(days=9), TODAY)
maybe = st.one_of(st.none(), days)


@st.composite
def ended(draw):
    """A promise as it may have ended by today."""
    state = draw(st.sampled_from(State))
    return {
        "state": state.value,
        "first_due_on": draw(st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=3))),
        "kept_on": draw(days) if state == State.KEPT else None,
        "withdrawn_on": draw(maybe) if state == State.WITHDRAWN else None,
        "renegotiated_on": draw(maybe),
    }


@given(st.lists(ended(), min_size=1, max_size=40))
def test_the_engine_and_the_pages_sort_promises_alike(many):
    rows = [{"id": str(place), "made_on": date(2026, 1, 1), **one} for place, one in enumerate(many)]
    found = promises(Snapshot.from_rows(TODAY, {"promises": rows}))
    engine = dict(found.select("id", "became").rows())
    for place, one in enumerate(many):
        first = one["first_due_on"]
        page = rules.became(
            state=one["state"], first_due=first, kept_on=one["kept_on"], withdrawn_on=one["withdrawn_on"],
            renegotiated_on=one["renegotiated_on"], today=TODAY,
        )  # fmt: skip
        assert engine[str(place)] == page.value


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12)), min_size=5, max_size=9))
def test_a_shrunk_share_lies_between_a_teams_own_and_the_others(teams):
    rows = [
        {"id": f"{team}.{one}", "owner": str(one), "department": str(team), "made_on": date(2026, 1, 1),
         "first_due_on": date(2026, 2, 1), "state": "kept" if one < kept else "open",
         "kept_on": date(2026, 2, 1) if one < kept else None}
        for team, (kept, due) in enumerate(teams) for one in range(due)
    ]  # fmt: skip
    units = [{"id": str(team), "name": "Team"} for team in range(len(teams))]
    readings = measure_all(
        Snapshot.from_rows(TODAY, {"promises": rows, "departments": units}), ["P30"], guard_level=0.99
    )
    shares = [min(kept, due) / due for kept, due in teams]
    for team, (_kept, due) in enumerate(teams):
        reading = find(readings, "P30", "department", str(team))
        if due < 5:
            assert reading.value is None
            continue
        assert reading.value == pytest.approx(shares[team])
        assert min(shares) - 0.1 <= reading.figures["shrunk"] <= max(shares) + 0.1


class TestPromisesTable:
    def row(self, as_of):
        frame = tables.promises_table(as_of=as_of)
        return frame.row(0, named=True) if frame.height else None

    def test_holds_both_sides_and_no_words(self, promise, cast, secret):
        row = self.row(DUE)
        assert (row["department"], row["side"], row["to_side"]) == (str(cast.marketing.pk), "business", "business")
        assert (row["initiative"], row["kind"], row["state"]) == (str(secret.pk), "delivery", "open")
        assert promise.what not in {str(value) for value in row.values()}
        assert cast.marketer.name not in {str(value) for value in row.values()}

    def test_stands_as_it_was_on_a_day(self, promise, cast):
        writes.keep_promise(promise=promise, by=cast.marketer, at=LATER)
        assert self.row(AT.date() - timedelta(days=1)) is None
        assert (self.row(AT.date())["state"], self.row(AT.date())["kept_on"]) == ("open", None)
        assert (self.row(LATER.date())["state"], self.row(LATER.date())["kept_on"]) == ("kept", LATER.date())

    def test_tells_what_was_withdrawn_or_agreed_from_that_day_on(self, promise, cast):
        writes.propose_day(promise=promise, due_date=DUE + timedelta(days=9), reason="Late", by=cast.marketer, at=AT)
        writes.accept_day(promise=promise, by=cast.employee, at=LATER)
        writes.withdraw_promise(promise=promise, reason="Not needed", by=cast.marketer, at=LATER)
        before, after = self.row(AT.date()), self.row(LATER.date())
        assert (before["renegotiated_on"], before["withdrawn_on"], before["state"]) == (None, None, "open")
        assert (after["renegotiated_on"], after["withdrawn_on"], after["state"]) == (
            LATER.date(), LATER.date(), "withdrawn")  # fmt: skip
        assert after["due_on"] == DUE + timedelta(days=9)

    def test_names_only_initiatives_as_what_it_is_about(self, cast):
        from accord.apps.goals import writes as goals

        goal = goals.add_goal(title="Faster", business_owner_id=cast.ceo.pk, by=cast.office, at=AT)
        writes.make_promise(
            what="Call", owner_id=cast.cio.pk, due_date=DUE, about=Ref("goals.goal", goal.pk), by=cast.cio, at=AT
        )
        assert self.row(DUE)["initiative"] is None

    def test_takes_one_query_and_can_be_measured(self, promise, cast, django_assert_num_queries):
        with django_assert_num_queries(1):
            frame = tables.promises_table(as_of=DUE)
        reading = find(measure_all(Snapshot.of(DUE, {"promises": frame}), ["P30"], guard_level=0.99), "P30")
        assert (reading.status, reading.n) == ("insufficient", 0)


def test_the_page_and_the_measure_count_the_same(cast):
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    first = date(2026, 5, 20)
    people = [cast.marketer, cast.cio, cast.cfo, cast.employee]
    Promise.objects.bulk_create(
        Promise(
            what="x", owner=people[one % 4], department=people[one % 4].department, due_date=first, first_due_date=first,
            state="kept" if one % 3 else "open", kept_at=at + timedelta(days=one * 2) if one % 3 else None,
            renegotiated_at=at if one % 5 == 0 else None, created_at=at, created_by=cast.office,
        )
        for one in range(40)
    )  # fmt: skip
    from accord.apps.promises import reads

    page = reads.promise_record(viewer=cast.cio, as_of=TODAY).total
    frame = tables.promises_table(as_of=TODAY)
    reading = find(measure_all(Snapshot.of(TODAY, {"promises": frame}), ["P30"], guard_level=0.99), "P30")
    assert (reading.n, reading.figures["kept"], reading.figures["renegotiated"]) == (
        page.due, page.kept, page.renegotiated)  # fmt: skip
    assert (reading.value, reading.low, reading.high) == pytest.approx(
        (page.share.value, page.share.low, page.share.high)
    )
    assert {value.value for value in Became} >= set(promises(Snapshot.of(TODAY, {"promises": frame}))["became"])
    assert isinstance(frame, pl.DataFrame)

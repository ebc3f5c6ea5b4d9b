"""What apps below learn through the sockets: revealed ranges by side, and outcomes; never what is sealed."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.expectations.models import Outcome
from accord.apps.initiatives.sockets import recorders, track_records
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, WrongState
from tests.apps.expectations.conftest import AT
from tests.apps.expectations.revealing import ask, both, reveal, said, subject

pytestmark = pytest.mark.django_db
COST = {"cost": (90_000, 100_000, 140_000)}
ANSWERS = said(payoff=(4, 6, 9), **COST), said(payoff=(8, 14, 26), **COST)
[TRACK], [RECORDER] = tuple(track_records), tuple(recorders)
TODAY = date(2026, 8, 1)


@pytest.fixture
def churn(cast):
    return subject(cast, "Churn early warning")


def read(viewer, one):
    return TRACK.read(viewer=viewer, initiative_id=one.pk, as_of=TODAY)


class TestTrackRecord:
    def test_gives_each_sides_range_once_revealed(self, cast, churn):
        round_ = reveal(cast, churn, *both(cast, *ANSWERS))
        found = read(cast.cfo, churn)
        ranges = {(one.question, one.side): (one.low, one.likely, one.high) for one in found.ranges}
        assert ranges["payoff", "business"] == (date(2026, 9, 1), date(2026, 11, 1), date(2027, 2, 1))
        assert ranges["cost", "it"] == (Decimal("90000.00"), Decimal("100000.00"), Decimal("140000.00"))
        assert set(ranges) == {(question, side) for question in ("payoff", "cost") for side in ("business", "it")}
        assert (found.url, found.is_being_asked) == (f"/expectations/{round_.pk}/", False)
        assert "8 months" in found.headline
        assert [(one.within, one.n) for one in found.held] == [(None, 0), (None, 0)]

    def test_tells_nothing_of_what_is_sealed(self, cast, churn):
        ask(cast, churn, *both(cast, *ANSWERS))
        found = read(cast.cfo, churn)
        assert (found.ranges, found.headline, found.url, found.is_being_asked) == ((), "", "", True)

    def test_keeps_to_the_last_reveal_while_asked_again(self, cast, churn):
        reveal(cast, churn, *both(cast, *ANSWERS))
        before = read(cast.cfo, churn)
        ask(cast, churn, *both(cast, said(cost=(1, 2, 3)), said(cost=(4, 5, 6))), at=AT.replace(month=7))
        assert read(cast.cfo, churn).ranges == before.ranges

    def test_is_not_open_to_a_stranger(self, cast, churn):
        reveal(cast, churn, *both(cast, *ANSWERS))
        found = read(cast.marketer, churn)
        assert (found.ranges, found.headline, found.url, found.revealed_on) == ((), "", "", None)


class TestOutcomeRecorder:
    def test_records_as_the_page_of_outcomes_does(self, cast, churn):
        made = RECORDER.record(
            initiative_id=churn.pk, question="cost", amount=Decimal("123456.78"), currency="EUR", source="Books",
            by=cast.cfo, at=AT,
        )  # fmt: skip
        assert Outcome.objects.get().amount == made.amount == Decimal("123456.78")
        assert RECORDER.recorded(viewer=cast.cfo, initiative_id=churn.pk) == (made,)
        assert RECORDER.recorded(viewer=cast.marketer, initiative_id=churn.pk) == ()
        assert RECORDER.closed_costs(viewer=cast.cfo) == {churn.pk: (Decimal("123456.78"), "EUR")}

    def test_refuses_what_its_owner_refuses(self, cast, churn):
        asked = {"initiative_id": churn.pk, "question": "cost", "currency": "EUR", "at": AT}
        RECORDER.record(**asked, amount=Decimal(5), by=cast.cfo)
        for by, amount, error in (
            (cast.cfo, Decimal(6), WrongState), (cast.cfo, Decimal(-1), Invalid), (cast.marketer, Decimal(5), NotAllowed),
        ):  # fmt: skip
            with pytest.raises(error):
                RECORDER.record(**asked, amount=amount, by=by)
        with pytest.raises(NotFound):
            RECORDER.record(**{**asked, "initiative_id": 9999}, amount=Decimal(5), by=cast.cfo)

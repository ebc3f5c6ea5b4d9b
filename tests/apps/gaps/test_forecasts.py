"""From two sealed answers to a gap, and from a second round to its end; and whose the gap of a side is."""

from datetime import timedelta

import pytest

from accord.apps.expectations import writes as expectations
from accord.apps.expectations.models import Asked
from accord.apps.expectations.rules.words import INITIATIVE
from accord.apps.gaps import reads, writes
from accord.apps.gaps.models import Gap
from accord.apps.gaps.rules import GapState
from accord.apps.initiatives import writes as initiatives
from accord.apps.readings import writes as readings
from accord.apps.readings.models import Measurement, ReadingRow
from accord.apps.readings.rules import SIDE_NUMBERS
from tests.apps.expectations.conftest import answer_of
from tests.apps.gaps.conftest import AT

pytestmark = pytest.mark.django_db
EARLY, LATE = (4, 6, 9), (8, 14, 26)


@pytest.fixture
def initiative(cast):
    return initiatives.add_initiative(
        title="Churn early warning", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, visibility="everyone", stage="building", by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture
def ask(cast, initiative):
    """Ask both sides, let them answer and reveal: `ask(0, EARLY, LATE, {"payoff": 6}, {"payoff": 6})`."""

    def asked(days, business, it, guess_business=None, guess_it=None):
        at = AT + timedelta(days=days)
        people = [(cast.department_head, "business"), (cast.delivery_lead, "it")]
        round_ = expectations.open_round(
            about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=at + timedelta(days=7), currency="EUR",
            by=cast.office, at=at, asked=[(person.pk, side) for person, side in people],
        )  # fmt: skip
        said = [(business, guess_business), (it, guess_it)]
        for (person, _side), (payoff, guesses) in zip(people, said, strict=True):
            place = Asked.objects.select_related("round").get(round=round_, person=person)
            answer = answer_of(payoff=payoff, guesses=guesses)
            expectations.give_answer(asked=place, answer=answer, by=person, at=at + timedelta(hours=1))
        expectations.reveal_round(round_id=round_.pk, by=None, at=at + timedelta(hours=2))
        return round_

    return asked


def measure(days):
    return readings.measure(by=None, at=AT + timedelta(days=days))


def states():
    return dict(Gap.objects.values_list("practice", "state"))


class TestADifference:
    def test_opens_after_two_measurements_with_sponsor_and_lead_as_owners(self, ask, cast):
        ask(0, EARLY, LATE, {"payoff": 13}, {"payoff": 7})
        measure(1)
        assert states() == {}
        measure(2)
        assert states() == {"P08.dates": GapState.OPEN}
        gap = Gap.objects.get()
        assert (gap.business_owner, gap.it_owner) == (cast.department_head, cast.delivery_lead)

    def test_that_one_side_does_not_see_is_two_gaps_with_a_move_each(self, ask, cast):
        ask(0, EARLY, LATE, {"payoff": 6}, {"payoff": 6})
        measure(1)
        measure(2)
        pages = {gap.practice: reads.gap_page(viewer=cast.cio, gap_id=gap.pk) for gap in Gap.objects.all()}
        assert set(pages) == {"P08.dates", "P08.hidden"}
        assert pages["P08.dates"].line.sentence.endswith("Business expects it to pay off 8 months before IT does.")
        assert pages["P08.hidden"].line.sentence.endswith("and the business does not see it.")
        assert pages["P08.dates"].move.startswith("Forecast it again together")
        assert pages["P08.hidden"].move.startswith("Tell each other first")

    def test_closes_when_the_second_round_brings_them_together(self, ask):
        ask(0, EARLY, LATE, {"payoff": 6}, {"payoff": 6})
        measure(1)
        measure(2)
        ask(10, EARLY, EARLY, {"payoff": 6}, {"payoff": 6})
        measure(11)
        assert set(states().values()) == {GapState.OPEN}
        measure(12)
        assert states() == {"P08.dates": GapState.CLOSED, "P08.hidden": GapState.CLOSED}

    def test_neither_closes_nor_grows_once_it_is_long_ago(self, ask):
        ask(0, EARLY, LATE, {"payoff": 13}, {"payoff": 7})
        for day in (1, 2, 121, 122, 123):
            measure(day)
        gap = Gap.objects.get(practice="P08.dates")
        assert (gap.state, gap.reading.status) == (GapState.OPEN, "insufficient")
        assert "ask again" in gap.reading.reasons[0]["text"]

    def test_believed_where_there_is_none_is_a_phantom(self, ask):
        ask(0, EARLY, EARLY, {"payoff": 14}, {"payoff": 6})
        measure(1)
        measure(2)
        assert states() == {"P08.phantom": GapState.OPEN}


class TestItsPage:
    @pytest.fixture
    def gap(self, ask):
        ask(0, EARLY, LATE, {"payoff": 13}, {"payoff": 7})
        measure(1)
        measure(2)
        return Gap.objects.get()

    def test_shows_both_views_and_leads_to_the_round_and_the_initiative(self, gap, initiative, cast, client_of):
        page = client_of(cast.cio).get(f"/gaps/{gap.pk}/").content.decode()
        assert "<svg" in page
        assert "Both views with their reasons" in page
        assert f'href="/initiatives/{initiative.pk}/"' in page

    def test_says_how_large_it_is_in_the_list(self, gap, cast, client_of):
        page = client_of(cast.cio).get("/out-of-step/?about=initiative").content.decode()
        assert "8 months" in page

    def test_is_evidence_on_an_agenda_without_a_threshold_that_it_was_not_judged_by(self, gap, cast):
        [candidate] = reads.candidates(viewer=cast.cio)
        told = reads.topic_evidence(viewer=cast.cio, refs=[candidate.ref])[candidate.ref]
        assert "asked for" not in told.detail

    def test_is_named_under_the_revealed_round(self, gap, ask, cast, client_of):
        round_id = Asked.objects.values_list("round_id", flat=True).first()
        page = client_of(cast.cio).get(f"/expectations/{round_id}/").content.decode()
        assert f'href="/gaps/{gap.pk}/"' in page

    def test_a_further_size_weighs_more(self, gap, cast):
        line = reads.gap_lines(viewer=cast.cio, gaps=[gap])[0]
        assert line.is_sized
        assert gap.weight == pytest.approx(2)  # no money, no age; 8 months are more than twice the three allowed


class TestTheGapOfASide:
    @pytest.fixture
    def follow(self, reading):
        """Write two readings in a row of a side that is too sure, and let the gaps follow."""

        def opened(side):
            reading("P08.calibration", "side", SIDE_NUMBERS[side], times=2)
            run = Measurement.objects.get()
            run.practices = ["P08.calibration"]
            run.save()
            writes.follow(measurement_id=run.pk, by=None, at=AT)
            return Gap.objects.get()

        return opened

    @pytest.mark.parametrize(("side", "owner"), [("it", "ceo"), ("business", "ceo"), ("finance", "cfo")])
    def test_belongs_to_the_head_of_the_whole_or_the_cfo_and_to_the_cio(self, side, owner, follow, cast):
        gap = follow(side)
        assert (gap.business_owner, gap.it_owner) == (getattr(cast, owner), cast.cio)

    def test_stays_when_others_are_measured(self, follow, portfolio):
        follow("it")
        portfolio.measure()
        assert Gap.objects.get(subject_kind="side").state == GapState.OPEN
        assert ReadingRow.objects.filter(practice="P08.calibration", subject_kind="side", is_latest=True).count() == 3

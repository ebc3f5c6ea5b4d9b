"""Series, claims, studies and credits: who may, in which state, and what is counted."""

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

import pytest

from accord.apps.goals import writes as goals
from accord.apps.initiatives.sockets import recorders
from accord.apps.notices.sockets import kinds
from accord.apps.trail import reads as trail
from accord.apps.trail.models import Entry
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from accord.apps.value import writes
from accord.apps.value.models import Claim, Credit, Series, Study
from accord.apps.value.plugs import effects as plugs
from accord.apps.value.reads.effects.claims import effects_page
from accord.apps.value.reads.effects.credited import credited
from accord.apps.value.reads.effects.double import all_double_lines, double_spec
from accord.apps.value.reads.effects.outcomes import outcome_offer
from accord.apps.value.reads.effects.turn import to_credit, to_study
from accord.apps.value.rules.effects.reading import ReadSeries

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
# Two years before at ten and a bit, a year since at four and a bit: no trend, no noise worth the name.
MONTHS = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(36)]
WIGGLE = [0.3, -0.2, 0.1, -0.3, 0.2, -0.1]
DROPPED = [(day, (10.0 if n < 24 else 4.0) + WIGGLE[n % 6]) for n, day in enumerate(MONTHS)]
START = MONTHS[24]


@pytest.fixture
def series(cast):
    return writes.add_series(title="Hours, plant North", unit="hours", points=DROPPED, by=cast.office, at=AT)


def a_claim(initiative, series, *, by, at=AT, **values):
    given = {
        "from_date": START, "direction": "down", "promised_change": 5.0, "unit_amount": Decimal(1_000),
        "currency": "EUR", "rhythm": "monthly", "why_then": "The lease of the old scanner ended.",
    }  # fmt: skip
    return writes.make_claim(initiative_id=initiative.pk, series_id=series.pk, values=given | values, by=by, at=at)


@pytest.fixture
def claim(cast, initiative, series):
    return a_claim(initiative, series, by=cast.delivery_lead)


def others(cast, n=12):
    """Keep series of units that did not have it: they stay at ten and a bit, each with chance of its own."""
    chance = Random(5)
    return writes.add_several(
        series=[
            ReadSeries(f"Hours, plant {k}", tuple((day, 10.0 + k / 10 + WIGGLE[i % 6] + chance.gauss(0, 0.3))
                                                  for i, day in enumerate(MONTHS)))
            for k in range(n)
        ],
        by=cast.office, at=AT,
    )  # fmt: skip


class TestSeries:
    def test_keeps_values_changes_them_and_says_so(self, cast, series):
        changed = [*DROPPED[1:-1], (DROPPED[-1][0], 5.0), (date(2026, 1, 1), 4.0)]

        writes.set_points(series_id=series.pk, points=changed, by=cast.office, at=AT, seen_version=1)

        assert sorted(series.points.values_list("date", "value")) == sorted(changed)
        told = trail.history(viewer=cast.office, subject=Ref("value.series", series.pk))[0]
        assert told.sentence.endswith("1 new, 1 other, 1 taken out.")
        with pytest.raises(EditConflict):
            writes.set_points(series_id=series.pk, points=DROPPED, by=cast.office, at=AT, seen_version=1)

    def test_refuses_the_future_a_taken_name_and_someone_else(self, cast, series):
        with pytest.raises(Invalid) as refused:
            writes.set_points(series_id=series.pk, points=[(date(2026, 6, 2), 1.0)], by=cast.office, at=AT)
        assert "points" in refused.value.fields
        with pytest.raises(Invalid) as refused:
            writes.add_series(title=series.title, by=cast.office, at=AT)
        assert "title" in refused.value.fields
        with pytest.raises(NotAllowed):
            writes.add_series(title="Mine", by=cast.marketer, at=AT)
        with pytest.raises(NotFound):
            writes.edit_series(series_id=series.pk, values={"unit": "h"}, by=cast.marketer, at=AT)

    def test_of_a_measure_has_the_goals_own_values_and_is_changed_there(self, cast, measure, initiative):
        goals.record_actual(measure=measure, on=date(2026, 5, 1), value=8.0, by=cast.office, at=AT)

        one = writes.series_of_measure(measure_id=measure.pk, by=cast.delivery_lead, at=AT)

        assert writes.series_of_measure(measure_id=measure.pk, by=cast.office, at=AT) == one
        with pytest.raises(WrongState):
            writes.set_points(series_id=one.pk, points=DROPPED, by=cast.office, at=AT)

    def test_stays_while_something_is_claimed_of_it_and_comes_back(self, cast, claim, series):
        with pytest.raises(WrongState):
            writes.remove_series(series_id=series.pk, by=cast.office, at=AT)
        writes.remove_claim(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        writes.remove_series(series_id=series.pk, by=cast.office, at=AT)
        writes.restore_series(series_id=series.pk, by=cast.office, at=AT)

        assert Series.objects.get(pk=series.pk).removed_at is None


class TestCount:
    """Errors counted each month: forty before, half as many since, out of ever more orders."""

    def test_is_studied_as_one_out_of_how_many_there_could_have_been(self, cast, initiative):
        counted = [(day, (40.0 if n < 24 else 20.0) + 10 * WIGGLE[n % 6]) for n, day in enumerate(MONTHS)]
        orders = writes.add_series(title="Orders", points=[(day, 1_000.0) for day in MONTHS], by=cast.office, at=AT)
        errors = writes.add_series(
            title="Errors", points=counted, is_count=True, out_of_id=orders.pk, by=cast.office, at=AT
        )
        claim = a_claim(initiative, errors, by=cast.delivery_lead)

        study = writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        methods = {one["method"]: one["status"] for one in study.results}
        assert "segmented" not in methods
        assert methods["counts"] == "ok"
        assert (study.grade, study.headline) == ("C", "caused")
        assert study.estimate == pytest.approx(20, abs=3)
        writes.edit_series(series_id=errors.pk, values={"is_count": False, "out_of_id": None}, by=cast.office, at=AT)
        assert writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT).number == 2

    def test_may_be_said_of_a_goals_measure_and_not_out_of_itself(self, cast, measure, initiative, series):
        one = writes.series_of_measure(measure_id=measure.pk, by=cast.delivery_lead, at=AT)

        writes.edit_series(series_id=one.pk, values={"is_count": True, "out_of_id": series.pk}, by=cast.office, at=AT)

        assert Series.objects.get(pk=one.pk).out_of_id == series.pk
        for values in ({"out_of_id": one.pk}, {"is_count": False}):
            with pytest.raises(Invalid) as refused:
                writes.edit_series(series_id=one.pk, values=values, by=cast.office, at=AT)
            assert "out_of" in refused.value.fields
        with pytest.raises(WrongState):
            writes.edit_series(series_id=one.pk, values={"unit": "h"}, by=cast.office, at=AT)


class TestSeveralMeasures:
    """One initiative looks at many measures: nine that did not move, and one that seems to."""

    def looks(self, cast, initiative, n):
        chance = Random(11)
        for k in range(n):
            points = tuple((day, 10 + chance.gauss(0, 1)) for day in MONTHS)
            series = writes.add_series(title=f"Measure {k}", points=points, by=cast.office, at=AT)
            claim = a_claim(initiative, series, by=cast.delivery_lead)
            writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

    def test_lose_grade_and_credit_where_it_may_be_luck_also_after_being_taken_back(self, cast, initiative):
        chance = Random(3)
        points = [(day, (10.0 if n < 24 else 8.4) + chance.gauss(0, 0.6)) for n, day in enumerate(MONTHS)]
        series = writes.add_series(title="Seems to move", points=points, by=cast.office, at=AT)
        claim = a_claim(initiative, series, by=cast.delivery_lead)
        alone = writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)
        assert (alone.headline, alone.grade) == ("caused", "C")
        assert 0.01 < alone.setup["chance"] <= 0.05

        self.looks(cast, initiative, 9)
        for one in Claim.objects.exclude(pk=claim.pk):
            writes.remove_claim(claim_id=one.pk, by=cast.delivery_lead, at=AT)

        now = claim.studies.order_by("-number").first()
        assert (now.headline, now.grade, now.credited_share) == ("may_be_luck", "D", 0)
        assert (now.estimate, now.inputs_digest) == (alone.estimate, alone.inputs_digest)
        page = effects_page(viewer=cast.office, initiative_id=initiative.pk, as_of=TODAY)
        assert (page.together.looked_at, page.together.standing, page.together.taken_back) == (10, (), 9)
        assert "by luck alone" in page.claims[0].study.headline

    def test_catch_up_with_a_claim_that_was_away_meanwhile(self, cast, initiative):
        chance = Random(3)
        points = [(day, (10.0 if n < 24 else 8.4) + chance.gauss(0, 0.6)) for n, day in enumerate(MONTHS)]
        series = writes.add_series(title="Away", points=points, by=cast.office, at=AT)
        claim = a_claim(initiative, series, by=cast.delivery_lead)
        writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)
        writes.remove_claim(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        self.looks(cast, initiative, 4)
        writes.restore_claim(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        assert claim.studies.order_by("-number").first().headline == "may_be_luck"

    def test_leave_what_is_plain_where_it_was(self, cast, initiative, claim):
        writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        self.looks(cast, initiative, 3)

        assert claim.studies.count() == 1
        page = effects_page(viewer=cast.office, initiative_id=initiative.pk, as_of=TODAY)
        assert page.together.standing == ("Hours, plant North",)


class TestClaim:
    def test_says_what_is_wrong_at_each_field(self, cast, initiative, series):
        wrong = {"from_date": None, "promised_change": -1.0, "unit_amount": Decimal(5), "currency": "", "line_key": "x"}

        with pytest.raises(Invalid) as refused:
            a_claim(initiative, series, by=cast.office, **wrong)

        assert set(refused.value.fields) == {"from_date", "promised_change", "currency"}
        with pytest.raises(Invalid) as refused:
            a_claim(initiative, series, by=cast.office, announced_date=date(2026, 1, 1))
        assert set(refused.value.fields) == {"announced_date"}

    def test_is_made_once_by_whom_it_concerns(self, cast, initiative, series, claim):
        with pytest.raises(Invalid) as refused:
            a_claim(initiative, series, by=cast.office)
        assert "series" in refused.value.fields
        with pytest.raises(NotFound):
            a_claim(initiative, series, by=cast.marketer)

    def test_cannot_be_compared_with_itself_or_with_what_is_not_there(self, cast, claim, series):
        for pk in (series.pk, series.pk + 1_000):
            with pytest.raises(Invalid):
                writes.compare(claim_id=claim.pk, roles={pk: "unit"}, by=cast.delivery_lead, at=AT)


class TestStudy:
    def test_says_what_it_caused_and_is_not_repeated_for_the_same_values(self, cast, claim):
        writes.compare(
            claim_id=claim.pk,
            roles={one.pk: "unit" for one in others(cast)},
            why="Same machines.",
            by=cast.office,
            at=AT,
        )

        study = writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        assert study.grade == "B"
        assert (study.headline, study.do_agree) == ("caused", True)
        assert study.low < 6.0 < study.high  # what was put in
        assert study.estimate == pytest.approx(6.0, abs=0.3)
        assert (study.periods, study.rhythm, study.credited_share) == (12, "monthly", 1)
        assert len(study.results) == 5
        with pytest.raises(WrongState, match="same"):
            writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

    def test_by_itself_is_graded_lower_and_names_what_would_help(self, cast, initiative, claim):
        writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        (view,) = effects_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY).claims

        assert view.study.grade in {"C", "D"}
        assert view.share in {Decimal("0.500"), Decimal(0)}
        assert any("did not have it" in need for one in view.study.refused for need in one.needs)
        assert any("compared with nobody" in line for line in view.study.cautions)

    def test_is_made_again_at_night_only_when_values_have_changed(self, cast, claim, series):
        assert writes.restudy(by=None, at=AT) == 0  # nobody has studied it yet: that is for people to begin
        writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)
        assert writes.restudy(by=None, at=AT) == 0

        writes.set_points(series_id=series.pk, points=[(date(2026, 1, 1), 4.0)], keep=True, by=cast.office, at=AT)

        assert writes.restudy(by=None, at=AT) == 1
        assert list(claim.studies.values_list("number", "made_by")) == [(1, cast.delivery_lead.pk), (2, None)]

    def test_tells_the_people_of_the_initiative(self, cast, claim, initiative):
        study = writes.make_study(claim_id=claim.pk, by=cast.cio, at=AT)
        kind = next(one for one in kinds if one.code == "value.studied")

        told = {one.person_id for one in kind.to(Entry.objects.filter(code="value.study.made"))}

        assert told == {cast.delivery_lead.pk, cast.department_head.pk}
        said = kind.say(cast.department_head, [Ref("value.study", study.pk)])
        assert "plant North" in next(iter(said.values())).sentence
        assert not kind.say(cast.marketer, [Ref("value.study", study.pk)])


class TestCredit:
    @pytest.fixture
    def study(self, cast, claim):
        return writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

    def sign(self, claim, study, *, by, share="0.8"):
        return writes.credit(
            claim_id=claim.pk,
            study_id=study.pk,
            share=Decimal(share),
            reason="The lease explains a part.",
            by=by,
            at=AT,
        )

    def test_counts_by_the_grade_until_finance_signs_and_exactly(self, cast, initiative, claim, study):
        before = credited(viewer=cast.cfo, initiative_ids=[initiative.pk])[initiative.pk][0]

        self.sign(claim, study, by=cast.cfo)

        after = credited(viewer=None, initiative_ids=[initiative.pk])[initiative.pk][0]
        whole = Decimal(repr(study.estimate)) * 12 * 1_000
        assert before.realised == (whole * study.credited_share).quantize(Decimal("0.01"))
        assert after.realised == (whole * Decimal("0.8")).quantize(Decimal("0.01"))
        assert (before.is_signed, after.is_signed, after.promised) == (False, True, Decimal("60000.00"))
        assert credited(viewer=cast.marketer, initiative_ids=[initiative.pk]) == {}

    def test_is_signed_by_finance_but_not_by_who_claims_or_owns_it(self, cast, initiative, series, a_case):
        a_case(initiative, by=cast.office, benefit_owner_id=cast.cfo.pk)
        own = a_claim(initiative, series, by=cast.office)
        study = writes.make_study(claim_id=own.pk, by=cast.office, at=AT)
        for person in (
            cast.cfo,
            cast.cio,
            cast.office,
        ):  # owner of the benefit; not finance; not finance, and claims it
            with pytest.raises(NotAllowed):
                self.sign(own, study, by=person)
        with pytest.raises(NotFound):
            self.sign(own, study, by=cast.marketer)
        Claim.objects.filter(pk=own.pk).update(created_by=cast.cfo)
        initiative.case.versions.update(benefit_owner=None)
        with pytest.raises(NotAllowed):
            self.sign(own, study, by=cast.cfo)

    def test_rests_on_the_newest_study_and_says_when_a_newer_one_says_otherwise(
        self, cast, initiative, claim, series, study
    ):
        self.sign(claim, study, by=cast.cfo)
        better = [(day, 1.0 + value % 1 if day >= START else value) for day, value in DROPPED]
        writes.set_points(series_id=series.pk, points=better, by=cast.office, at=AT)
        writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

        with pytest.raises(WrongState, match="newer"):
            self.sign(claim, study, by=cast.cfo)

        (view,) = effects_page(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY).claims
        assert (view.credit.is_older, view.credit.says_otherwise) == (True, True)
        assert [one.claim_id for one in to_credit(viewer=cast.cfo)] == [claim.pk]

    def test_keeps_what_the_money_hangs_on_until_it_is_withdrawn(self, cast, claim, study):
        self.sign(claim, study, by=cast.cfo)
        with pytest.raises(WrongState):
            writes.edit_claim(claim_id=claim.pk, values={"unit_amount": Decimal(9)}, by=cast.delivery_lead, at=AT)
        with pytest.raises(WrongState):
            writes.remove_claim(claim_id=claim.pk, by=cast.delivery_lead, at=AT)
        writes.edit_claim(claim_id=claim.pk, values={"other_events": "A strike."}, by=cast.delivery_lead, at=AT)

        writes.withdraw_credit(claim_id=claim.pk, reason="Counted elsewhere.", by=cast.cfo, at=AT)

        writes.edit_claim(claim_id=claim.pk, values={"unit_amount": Decimal(9)}, by=cast.delivery_lead, at=AT)
        assert not Credit.objects.filter(withdrawn_at=None).exists()

    def test_refuses_more_than_all_and_no_reason(self, cast, claim, study):
        with pytest.raises(Invalid) as refused:
            writes.credit(claim_id=claim.pk, study_id=study.pk, share=Decimal("1.2"), reason=" ", by=cast.cfo, at=AT)

        assert set(refused.value.fields) == {"share", "reason"}

    def test_is_finances_turn_until_it_is_signed(self, cast, claim, study):
        assert [one.claim_id for one in to_credit(viewer=cast.cfo)] == [claim.pk]
        assert to_credit(viewer=cast.cio) == []

        self.sign(claim, study, by=cast.cfo)

        assert to_credit(viewer=cast.cfo) == []


def test_a_claim_that_could_be_studied_is_its_makers_turn(cast, claim):
    assert [one.claim_id for one in to_study(viewer=cast.delivery_lead, as_of=TODAY)] == [claim.pk]
    assert to_study(viewer=cast.cio, as_of=TODAY) == []

    writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)

    assert to_study(viewer=cast.delivery_lead, as_of=TODAY) == []


class TestDouble:
    def test_names_two_claims_on_one_measure_and_what_is_too_much(self, cast, initiative, secret, series, claim):
        a_claim(secret, series, by=cast.office, from_date=MONTHS[26], promised_change=4.0)
        query = ListQuery(double_spec())

        (line,) = all_double_lines(viewer=cast.cfo, query=query, as_of=TODAY)
        (partly,) = all_double_lines(viewer=cast.delivery_lead, query=query, as_of=TODAY)

        assert (line.claimed, line.verdict) == (-9.0, "too_much")
        assert line.moved == pytest.approx(-6.0, abs=0.1)
        assert line.excess == pytest.approx(3.0, abs=0.1)
        assert line.excess_amount == (Decimal(repr(line.excess)) * 12_000).quantize(Decimal("0.01"))
        assert (partly.hidden, len(partly.claims)) == (0, 2)  # the lead of both sees both
        assert all_double_lines(viewer=cast.marketer, query=query, as_of=TODAY) == []
        (limited,) = all_double_lines(viewer=cast.department_head, query=query, as_of=TODAY)
        assert (limited.hidden, [one.initiative for one in limited.claims]) == (1, ["Invoice reader"])


def test_erasing_a_person_takes_their_words(cast, claim, series):
    other = writes.add_series(title="Other", by=cast.office, at=AT)
    writes.compare(claim_id=claim.pk, roles={other.pk: "unit"}, why="I know them.", by=cast.office, at=AT)
    study = writes.make_study(claim_id=claim.pk, by=cast.office, at=AT)
    writes.credit(claim_id=claim.pk, study_id=study.pk, share=Decimal(0), reason="No.", by=cast.cfo, at=AT)

    for person in (cast.delivery_lead, cast.cfo):
        plugs.writes.erase_effect_words(person_id=person.pk, by=None, at=AT)

    claim.refresh_from_db()
    assert (claim.why_then, claim.comparisons.get().why, Credit.objects.get().reason) == ("", "", "")
    assert Study.objects.get().grade == study.grade


def test_a_signed_year_is_offered_as_what_happened_and_recorded_once(cast, initiative, claim):
    study = writes.make_study(claim_id=claim.pk, by=cast.delivery_lead, at=AT)
    assert outcome_offer(viewer=cast.cfo, initiative_id=initiative.pk) is None  # nothing is signed yet
    writes.credit(claim_id=claim.pk, study_id=study.pk, share=Decimal("0.5"), reason="Half.", by=cast.cfo, at=AT)
    offer = outcome_offer(viewer=cast.cfo, initiative_id=initiative.pk)
    assert offer.amount == (Decimal(repr(study.estimate)) * 12_000 / 2).quantize(Decimal("0.01"))
    assert outcome_offer(viewer=cast.delivery_lead, initiative_id=initiative.pk) is None

    writes.record_outcome(initiative_id=initiative.pk, by=cast.cfo, at=AT)

    (recorder,) = recorders
    (known,) = recorder.recorded(viewer=cast.cfo, initiative_id=initiative.pk)
    assert (known.question, known.amount, known.currency) == ("benefit", offer.amount, "EUR")
    with pytest.raises(WrongState):
        writes.record_outcome(initiative_id=initiative.pk, by=cast.cfo, at=AT)


def test_a_measure_that_is_claimed_stays(cast, initiative, measure):
    writes.make_claim(
        initiative_id=initiative.pk, measure_id=measure.pk, values={"from_date": START}, by=cast.office, at=AT
    )

    with pytest.raises(WrongState, match="rests on this measure"):
        goals.remove_measure(measure=measure, by=cast.office, at=AT)

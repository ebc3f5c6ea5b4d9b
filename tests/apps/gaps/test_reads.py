"""What pages say about gaps: the sentence, what is arranged, the rows, what is not known; and how often they ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from accord.apps.gaps import reads, writes
from accord.apps.gaps.models import Gap
from accord.apps.gaps.rules import GapState
from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Department
from accord.apps.people.rules import Side
from accord.apps.readings.rules import SIDE_NUMBERS
from accord.apps.ui.lists import ListQuery
from tests.apps.gaps.conftest import AT, LATER

pytestmark = pytest.mark.django_db


def lines(viewer, address=""):
    query = ListQuery.parse(QueryDict(address), reads.gaps_spec(viewer=viewer))
    return reads.gap_page_of_lines(viewer=viewer, query=query).rows


class TestSentence:
    def test_names_the_subject_the_size_and_what_should_be(self, gap_of, cast):
        gap_of("department", cast.marketing.pk)
        sentence = lines(cast.cio)[0].sentence
        assert sentence.startswith("Marketing: Only 30\u00a0% of active initiatives can be seen by everybody")
        assert "70\u00a0% should" in sentence

    def test_says_days_as_days(self, gap_of, reading, cast):
        gap = gap_of(practice="P31")
        gap.reading = reading("P31", value=61.4, unit="days", low=50, high=80)
        gap.save()
        assert "it takes 61 days or more" in lines(cast.cio)[0].sentence

    def test_names_the_side_whose_ranges_do_not_hold(self, gap_of, cast):
        gap_of("side", SIDE_NUMBERS["it"], practice="P08.calibration")
        line = lines(cast.cio)[0]
        assert line.sentence.startswith("IT: Only 30\u00a0% of what happened lay within the ranges")
        assert line.practice_url == "/practices/P08.calibration/side/it/"

    def test_tells_the_fact_about_an_initiative(self, gap_of, reading, cast):
        one = initiatives.add_initiative(title="Sleeping beauty", by=cast.office, at=AT)
        gap = gap_of("initiative", one.pk, practice="P33")
        reasons = [{"code": "stalled", "text": "Nothing has moved for {quiet} days.", "values": {"quiet": 200}}]
        gap.reading = reading("P33", "initiative", one.pk, value=900, unit="days", reasons=reasons)
        gap.save()
        assert lines(cast.cio)[0].sentence == "Sleeping beauty: Nothing has moved for 200 days."

    def test_says_what_it_was_when_the_latest_reading_is_unknown(self, gap_of, reading, cast):
        gap = gap_of()
        gap.reading = reading(value=None, low=None, high=None, verdict="none", opens=False)
        gap.save()
        line = lines(cast.cio)[0]
        assert "Only 30" in line.sentence
        assert line.is_insufficient

    def test_says_that_it_is_back(self, gap_of, reading, cast):
        gap = gap_of(state=GapState.CLOSED, closed_at=LATER)
        gap.reading = reading(value=0.9, opens=False, closes=True, verdict="good")
        gap.save()
        assert lines(cast.cio, "state=closed")[0].sentence.endswith("90\u00a0%, back where it should be.")


class TestList:
    def test_shows_open_gaps_the_heaviest_first(self, gap_of, cast):
        gap_of(weight=1.5)
        gap_of("department", cast.marketing.pk, weight=3)
        gap_of("department", cast.operations.pk, weight=9, state=GapState.ACCEPTED)
        assert [line.subject for line in lines(cast.cio)] == ["Marketing", "The whole organisation"]

    @pytest.mark.parametrize(
        ("address", "found"),
        [
            ("practice=P22", {"The whole organisation", "Marketing", "Operations"}),
            ("practice=P31", set()),
            ("state=accepted", {"Finance"}),
            ("state=open&state=accepted", {"The whole organisation", "Marketing", "Operations", "Finance"}),
            ("owner=me", {"The whole organisation", "Marketing"}),
            ("about=department", {"Marketing", "Operations"}),
            ("about=side", set()),
        ],
    )
    def test_narrows(self, address, found, gap_of, cast):
        gap_of()
        gap_of("department", cast.marketing.pk)
        gap_of("department", cast.operations.pk, it_owner=cast.delivery_lead)
        gap_of("department", cast.finance.pk, state=GapState.ACCEPTED)
        assert {line.subject for line in lines(cast.cio, address)} == found

    def test_narrows_to_an_owner_by_name(self, gap_of, cast):
        gap_of()
        gap_of("department", cast.operations.pk, it_owner=cast.delivery_lead)
        found = lines(cast.cio, f"owner={cast.delivery_lead.pk}")
        assert {line.subject for line in found} == {"Operations"}

    def test_a_department_brings_those_below_and_its_initiatives(self, gap_of, cast):
        team = Department.objects.create(name="Plant 7", side=Side.BUSINESS, parent=cast.operations)
        one = initiatives.add_initiative(title="Scheduler", department_id=team.pk, by=cast.office, at=AT)
        gap_of()
        gap_of("department", team.pk)
        gap_of("initiative", one.pk, practice="P33")
        found = {line.subject for line in lines(cast.cio, f"department={cast.operations.pk}")}
        assert found == {"Plant 7", "Scheduler"}

    def test_offers_only_owners_of_gaps_one_may_see(self, gap_of, cast):
        gap_of("department", cast.marketing.pk, it_owner=cast.delivery_lead)
        offered = {item.name: item.choices for item in reads.gaps_spec(viewer=cast.operations_head).filters}
        assert [value for value, _name in offered["owner"]] == ["me"]


class TestNextStep:
    def test_is_empty_while_nothing_is_arranged(self, gap_of, cast):
        gap_of()
        assert lines(cast.cio)[0].next_step == ""

    def test_is_the_meeting_before_the_promise(self, gap_of, cast):
        gap = gap_of()
        due = AT.date() + timedelta(days=20)
        writes.promise_step(gap=gap, what="Open them", owner_id=cast.cio.pk, due_date=due, by=cast.cio, at=AT)
        assert lines(cast.cio)[0].next_step == "Promised: Open them, by 21 Jun 2026"
        item = writes.put_on_agenda(gap=gap, starts_at=LATER, title="Step in", by=cast.cio, at=AT)
        line = lines(cast.cio)[0]
        assert line.next_step == "On the agenda of Step in"
        assert line.next_url == f"/meetings/{item.meeting_id}/#item-{item.pk}"

    def test_says_only_that_a_step_is_promised_to_those_who_may_not_open_it(self, gap_of, cast):
        gap = gap_of("department", cast.operations.pk)
        due = AT.date() + timedelta(days=20)
        writes.promise_step(gap=gap, what="Hush", owner_id=cast.office.pk, due_date=due, by=cast.office, at=AT)
        line = lines(cast.operations_head)[0]
        assert (line.next_step, line.next_url) == ("A step is promised by 21 Jun 2026", "")

    def test_is_the_day_until_which_it_is_accepted(self, gap_of, cast):
        gap = gap_of()
        writes.accept(gap=gap, reason="x", until=AT.date() + timedelta(days=30), by=cast.cio, at=AT)
        assert lines(cast.cio, "state=accepted")[0].next_step == "Accepted until 1 Jul 2026"


class TestGapPage:
    def test_counts_all_rows_and_shows_those_one_may_see(self, gap_of, portfolio, evidence, cast):
        rows = [(one, False) for one in portfolio.hidden[:3]] + [(portfolio.open[0], True), (portfolio.open[1], None)]
        evidence("P22", rows)
        gap = gap_of(it_owner=cast.employee)
        page = reads.gap_page(viewer=cast.employee, gap_id=gap.pk)
        assert (page.evidence.short, page.evidence.unknown, page.evidence.fine, page.evidence.hidden) == (3, 1, 1, 3)
        assert [line.passes for line in page.evidence.lines] == [None, True]
        whole = reads.gap_page(viewer=cast.cio, gap_id=gap.pk).evidence
        assert [line.passes for line in whole.lines] == [False, False, False, None, True]
        assert whole.hidden == 0

    def test_a_department_rests_on_its_own_rows(self, gap_of, portfolio, evidence, cast):
        evidence("P22", [(portfolio.hidden[0], False), (portfolio.open[0], True)])
        page = reads.gap_page(viewer=cast.cio, gap_id=gap_of("department", cast.marketing.pk).pk)
        assert [line.title for line in page.evidence.lines] == ["Marketing 00"]

    @pytest.mark.parametrize(
        ("name", "can"),
        [
            ("cio", {"agenda", "promise", "accept", "dispute", "differ"}),
            ("office", {"agenda", "promise", "accept", "dispute"}),
            ("cfo", set()),
        ],
    )
    def test_offers_what_the_viewer_may_do(self, name, can, gap_of, cast):
        assert reads.gap_page(viewer=getattr(cast, name), gap_id=gap_of().pk).can == can

    def test_lays_out_the_readings_by_day(self, portfolio, cast):
        for _night in range(3):
            portfolio.measure()
        page = reads.gap_page(viewer=cast.cio, gap_id=portfolio.gap.pk)
        assert [point.value for point in page.points] == [0, 0]
        assert page.points[-1].day == portfolio.now.date()


class TestOutOfStep:
    def test_names_what_is_not_known_and_what_is_missing(self, portfolio, cast):
        portfolio.measure()
        found = reads.out_of_step(viewer=cast.cio, at=portfolio.now)
        unknown = {one.practice: " ".join(one.reasons) for one in found.not_known}
        assert {"P01", "P31"} <= set(unknown)
        assert "Add goals" in unknown["P01"]

    @pytest.mark.parametrize(
        ("count", "said"),
        [(0, "Nothing is out of step by what can be measured."), (1, "One thing is out of step."), (2, "2 things are")],
    )
    def test_says_in_a_sentence_what_is_going_on(self, count, said, gap_of, cast):
        gap_of(state=GapState.ACCEPTED)
        for department in (cast.marketing, cast.operations)[:count]:
            gap_of("department", department.pk)
        assert reads.out_of_step(viewer=cast.cio, at=AT).headline.startswith(said)

    def test_says_so_when_nothing_was_measured(self, cast):
        assert reads.out_of_step(viewer=cast.cio, at=AT).headline == "Nothing has been measured yet."

    def test_counts_for_how_many_something_is_arranged(self, gap_of, cast):
        due = AT.date() + timedelta(days=20)
        for department in (cast.marketing, cast.operations, cast.finance):
            gap_of("department", department.pk)
        first, second, _third = Gap.objects.order_by("pk")
        writes.promise_step(gap=first, what="Open", owner_id=cast.cio.pk, due_date=due, by=cast.cio, at=AT)
        first.refresh_from_db()
        writes.put_on_agenda(gap=first, starts_at=LATER, by=cast.cio, at=AT)
        writes.put_on_agenda(gap=second, starts_at=LATER, by=cast.cio, at=AT)
        assert reads.out_of_step(viewer=cast.cio, at=AT).arranged == 2

    def test_counts_what_closed_lately(self, gap_of, cast):
        gap_of(state=GapState.CLOSED, closed_at=AT)
        assert reads.out_of_step(viewer=cast.cio, at=AT + timedelta(days=80)).closed_lately == 1
        assert reads.out_of_step(viewer=cast.cio, at=AT + timedelta(days=100)).closed_lately == 0

    def test_readings_that_wait_for_a_second_look_are_counted(self, portfolio, cast):
        portfolio.measure()
        assert reads.waiting_readings(viewer=cast.cio) == 1
        portfolio.measure()
        assert reads.waiting_readings(viewer=cast.cio) == 0


class TestTurn:
    def test_asks_the_owners_to_arrange_something(self, gap_of, cast):
        gap = gap_of()
        items = reads.turn_items(viewer=cast.cio, today=AT.date())
        assert [(item.ref.id, item.verb) for item in items] == [(gap.pk, "Arrange")]
        assert not reads.turn_items(viewer=cast.office, today=AT.date())

    def test_asks_nothing_once_something_is_arranged_until_the_day_comes(self, gap_of, cast):
        gap = gap_of()
        due = AT.date() + timedelta(days=20)
        writes.promise_step(gap=gap, what="Open", owner_id=cast.cio.pk, due_date=due, by=cast.cio, at=AT)
        assert not reads.turn_items(viewer=cast.cio, today=AT.date())
        later = reads.turn_items(viewer=cast.cio, today=due + timedelta(days=30))
        assert [item.verb for item in later] == ["Look again"]

    def test_tells_of_what_closed(self, gap_of, cast):
        gap_of(state=GapState.CLOSED, closed_at=LATER)
        assert len(reads.closed_lately(viewer=cast.cio, since=AT)) == 1
        assert not reads.closed_lately(viewer=cast.cio, since=LATER + timedelta(days=1))


class TestTopics:
    def test_offers_open_gaps_that_are_not_arranged(self, gap_of, cast):
        gap, other = gap_of(), gap_of("department", cast.marketing.pk)
        writes.put_on_agenda(gap=gap, starts_at=LATER, by=cast.cio, at=AT)
        offered = reads.candidates(viewer=cast.cio)
        assert [one.ref.id for one in offered] == [other.pk]
        assert set(offered[0].people_ids) == {cast.department_head.pk, cast.cio.pk}


def many(gap_of, count):
    units = [Department(name=f"Unit {number}", side=Side.BUSINESS) for number in range(count)]
    for unit in Department.objects.bulk_create(units):
        gap_of("department", unit.pk)


class TestAnInitiativesPage:
    def test_names_its_own_gap_and_those_it_has_a_part_in(self, gap_of, portfolio, evidence, cast, client_of):
        one, sound = portfolio.hidden[0], portfolio.hidden[1]
        evidence("P22", [(one, False), (sound, True)])
        gap_of("department", cast.marketing.pk)
        gap_of("department", cast.operations.pk)
        gap_of("initiative", one.pk, practice="P33")
        found = reads.gaps_about(viewer=cast.cio, initiative_id=one.pk, department_id=cast.marketing.pk)
        assert [line.subject for line in found] == ["Marketing 00", "Marketing"]
        assert "Marketing: Only 30" in client_of(cast.cio).get(f"/initiatives/{one.pk}/").content.decode()
        assert "Marketing: Only 30" not in client_of(cast.cio).get(f"/initiatives/{sound.pk}/").content.decode()

    def test_shows_no_gap_that_is_not_the_viewers(self, gap_of, portfolio, evidence, cast, client_of):
        evidence("P22", [(portfolio.open[0], False)])
        gap_of("department", cast.operations.pk)
        page = client_of(cast.employee).get(f"/initiatives/{portfolio.open[0].pk}/").content.decode()
        assert "Operations: Only 30" not in page


class TestQueries:
    """The same number of queries for five gaps as for twenty-five."""

    def test_list(self, gap_of, cast, client_of, django_assert_num_queries):
        self._same("/out-of-step/", gap_of, cast, client_of, django_assert_num_queries)

    def test_sheet(self, gap_of, cast, client_of, django_assert_num_queries):
        self._same("/out-of-step/sheet/", gap_of, cast, client_of, django_assert_num_queries)

    def test_api(self, gap_of, cast, client_of, django_assert_num_queries):
        self._same("/api/v1/gaps", gap_of, cast, client_of, django_assert_num_queries)

    def _same(self, address, gap_of, cast, client_of, assert_num):
        client = client_of(cast.cio)
        many(gap_of, 5)
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        asked = len(few)
        assert 5 < asked <= 22
        many(gap_of, 20)
        assert Gap.objects.count() == 25
        with assert_num(asked):
            client.get(address)

    def test_one_gap(self, gap_of, portfolio, evidence, cast, client_of, django_assert_max_num_queries):
        evidence("P22", [(one, False) for one in portfolio.hidden])
        gap = gap_of("department", cast.marketing.pk)
        client = client_of(cast.department_head)
        client.get(f"/gaps/{gap.pk}/")
        with django_assert_max_num_queries(26):
            client.get(f"/gaps/{gap.pk}/")

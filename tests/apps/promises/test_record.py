"""Kept by the first date: what is counted, by whom, what is not told, and who sees it."""

from datetime import UTC, date, datetime, timedelta
from math import isclose

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from accord.apps.promises import reads
from accord.apps.promises.models import Promise
from accord.apps.promises.reads.sureness import sureness
from accord.apps.ui.lists import ListQuery

FIRST = date(2026, 5, 20)
TODAY = date(2026, 6, 1)
MADE = datetime(2026, 4, 1, 9, tzinfo=UTC)


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def promised(cast):
    """Write down many promises as they ended: direct rows, so that days may lie in the past."""

    def add(number, owners, *, side="business", to_side="it", first=FIRST, kept=None, agreed=None, **values):
        made = []
        for one in range(number):
            owner = owners[one % len(owners)]
            state = "kept" if kept else values.get("state", "open")
            made.append(
                Promise(
                    what="x",
                    owner=owner,
                    department=owner.department,
                    side=side,
                    to_side=to_side,
                    due_date=first,
                    first_due_date=first,
                    kept_at=at(kept) if kept else None,
                    renegotiated_at=at(agreed) if agreed else None,
                    created_at=MADE,
                    created_by=owner,
                    **{**values, "state": state},
                )
            )  # fmt: skip
        return Promise.objects.bulk_create(made)

    return add


@pytest.fixture
def business(cast):
    return [cast.marketer, cast.employee, cast.department_head]


@pytest.fixture
def it(cast):
    return [cast.cio, cast.delivery_lead, cast.office]


def record(viewer, address=""):
    spec = reads.record_spec(viewer=viewer, as_of=TODAY)
    return reads.promise_record(
        viewer=viewer, as_of=TODAY, query=ListQuery.parse(QueryDict(address), spec)
    )  # fmt: skip


def counts(line):
    return (line.due, line.kept, line.renegotiated, line.missed)


class TestPromiseRecord:
    def test_counts_each_once_by_the_first_day(self, promised, business, cast):
        promised(4, business, kept=FIRST)
        promised(2, business, kept=FIRST + timedelta(days=1))
        promised(1, business, agreed=FIRST - timedelta(days=3))
        promised(3, business)
        promised(2, business, first=TODAY)  # the day is not over
        promised(1, business, state="withdrawn", withdrawn_at=at(FIRST - timedelta(days=1)))
        found = record(cast.cio)
        assert counts(found.total) == (10, 4, 1, 5)
        assert found.released == 1
        assert isclose(found.total.share.value, 0.4)
        # Wilson 95 % of 4 out of 10
        assert [round(end, 4) for end in (found.total.share.low, found.total.share.high)] == [0.1682, 0.6873]

    def test_sets_both_directions_side_by_side(self, promised, business, it, cast):
        promised(6, business, kept=FIRST)
        promised(6, it, side="it", to_side="executive")
        promised(1, [cast.cfo], side="finance", to_side="")
        found = record(cast.cio)
        assert [(line.label, counts(line)) for line in found.both_ways] == [
            ("Business to IT", (6, 6, 0, 0)), ("IT to Business", (6, 0, 0, 6)),
        ]  # fmt: skip
        assert [line.label for line in found.other_ways] == ["Finance to nobody in particular"]

    def test_tells_counts_only_below_five(self, promised, business, cast):
        promised(4, business, kept=FIRST)
        found = record(cast.cio).total
        assert (counts(found), found.share, found.why_not) == ((4, 4, 0, 0), None, "4 were due; 5 are needed.")

    def test_tells_nothing_of_fewer_than_three_people(self, promised, business, cast):
        promised(8, business[:2], kept=FIRST, cause="data")
        found = record(cast.cio)
        assert (counts(found.total), found.total.share) == ((8, None, None, None), None)
        assert "would speak of persons" in found.total.why_not
        assert found.causes == ()

    def test_draws_teams_to_what_they_have_in_common_once_there_are_five(self, promised, cast):
        people = {team: [cast.marketer, cast.employee, cast.cfo] for team in (
            cast.marketing, cast.it, cast.finance, cast.hr, cast.operations)}  # fmt: skip
        for place, (team, owners) in enumerate(people.items()):
            made = promised(6, owners, kept=FIRST) if place else promised(6, owners)
            Promise.objects.filter(pk__in=[one.pk for one in made]).update(department=team)
        found = record(cast.cio)
        assert found.is_compared
        drawn = {line.label: (line.share.value, line.shrunk.value) for line in found.teams}
        for raw, fair in drawn.values():
            assert min(raw, 0.8) <= fair <= max(raw, 0.8)
            assert fair != raw
        Promise.objects.filter(department=cast.hr).delete()
        assert not record(cast.cio).is_compared
        assert {line.shrunk for line in record(cast.cio).teams} == {None}

    def test_counts_what_got_in_the_way(self, promised, business, cast):
        promised(3, business, state="missed", cause="data")
        promised(1, business, state="missed", cause="scope")
        promised(2, business)
        found = record(cast.cio)
        assert [(one.label, one.count, one.so_far_share) for one in found.causes] == [
            ("The data was not there", 3, 0.75), ("It grew", 1, 1.0),
        ]  # fmt: skip
        assert found.causes_unsaid == 2

    def test_lays_quarters_side_by_side(self, promised, business, cast):
        promised(5, business, kept=FIRST)
        promised(5, business, first=date(2026, 3, 31))
        promised(1, business, first=date(2025, 12, 1))
        found = [(one.starts, one.ends, one.line.due, one.line.share is not None) for one in record(cast.cio).quarters]
        assert found == [
            (date(2025, 10, 1), date(2025, 12, 31), 1, False), (date(2026, 1, 1), date(2026, 3, 31), 5, True),
            (date(2026, 4, 1), date(2026, 6, 30), 5, True),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("address", "due"),
        [("", 11), ("from=it", 5), ("to=it", 6), ("kind=data", 6), ("since=quarter", 6), ("since=year", 11)],
    )
    def test_can_be_narrowed(self, promised, business, it, cast, address, due):
        promised(6, business, kind="data")
        promised(5, it, side="it", to_side="hr", first=date(2026, 1, 5))
        assert record(cast.cio, address).total.due == due
        assert record(cast.cio, f"team={cast.marketing.pk}").total.due == 4

    def test_counts_what_the_viewer_may_see(self, promised, business, it, cast):
        promised(6, business)
        promised(6, it, side="it", to_side="business")
        assert (record(cast.cfo).total.due, record(cast.cfo).is_partial) == (12, False)
        assert (record(cast.department_head).total.due, record(cast.department_head).is_partial) == (4, True)
        assert record(cast.operations_head).total.due == 2
        assert record(cast.chro).total.due == 12

    def test_names_a_record_that_is_too_good(self, promised, business, cast):
        promised(10, business, kept=FIRST, confidence_share=0.7)
        found = record(cast.cio)
        assert found.total.is_too_good
        assert found.both_ways[0].is_too_good

    @pytest.mark.parametrize("number", [1, 40])
    def test_takes_one_query_for_any_number(self, promised, business, cast, django_assert_num_queries, number):
        promised(number, business)
        with django_assert_num_queries(1):
            reads.promise_record(viewer=cast.cio, as_of=TODAY)


class TestSureness:
    def test_scores_from_ten_promises_of_three_people_on(self):
        ten = [(0.7, False), (0.9, True), (0.8, True), (0.4, True), (0.2, False)] * 2
        assert sureness(ten[:9], people=3) is None
        assert sureness(ten, people=2) is None
        assert sureness(ten, people=3) is not None

    def test_is_briers_score(self):
        """Brier 1950, table 1 without its certain cases would need p in (0, 1): the same forecasts by hand."""
        stated = [(0.5, True), (0.5, False)] * 5
        found = sureness(stated, people=3)
        assert (found.brier, found.said, found.kept.value, found.leaning) == (0.25, 0.5, 0.5, 0)

    def test_says_to_which_side_people_lean_once_that_can_be_told(self):
        assert sureness([(0.95, n < 8) for n in range(20)], people=3).leaning == 1
        assert sureness([(0.5, n < 19) for n in range(20)], people=3).leaning == -1

    def test_sets_what_was_kept_beside_each_chance_said(self):
        found = sureness([(0.9, n < 6) for n in range(10)] + [(0.5, True)], people=3)
        assert [(line.said, line.n, line.kept.value) for line in found.lines] == [(0.5, 1, 1.0), (0.9, 10, 0.6)]


class TestPage:
    URL = "/promises/record/"

    def test_teaches_when_nothing_was_due(self, cast, client_of):
        assert "Nothing was due yet" in client_of(cast.employee).get(self.URL).content.decode()

    def test_opens_for_everybody_and_not_for_the_stranger(self, promised, business, cast, client_of):
        promised(6, business)
        for person in cast.signed_in:
            assert client_of(person).get(self.URL).status_code == 200
        assert "/account/login/" in client_of(None).get(self.URL)["Location"]

    def test_shows_directions_teams_causes_and_how_sure(self, promised, business, cast, client_of):
        promised(12, business, kept=FIRST, confidence_share=0.6)
        promised(3, business, state="missed", cause="data", confidence_share=0.9)
        page = client_of(cast.cio).get(self.URL).content.decode()
        for words in ("80\u00a0%", "12 of 15", "Business to IT", "Marketing", "The data was not there", "Brier score"):
            assert words in page, words
        for person in business:
            assert person.name not in page

    def test_names_what_is_too_good(self, promised, business, cast, client_of):
        promised(20, business, kept=FIRST)
        assert "Perfect records usually mean easy promises" in client_of(cast.cio).get(self.URL).content.decode()

    def test_says_when_a_condition_leaves_nothing(self, promised, business, cast, client_of):
        promised(6, business)
        assert "Nothing was due here yet" in client_of(cast.cio).get(f"{self.URL}?from=finance").content.decode()

    def test_comes_as_a_file(self, promised, business, cast, client_of):
        promised(6, business, kept=FIRST)
        answer = client_of(cast.cio).get(f"{self.URL}?format=csv")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[1].startswith("All,All promises,6,6,0,0,1.0,0.6097,1.0")
        assert any(line.startswith("Direction,Business to IT,6,") for line in lines)
        assert any(line.startswith("Team,Marketing,4,") for line in lines)
        assert any(line.startswith("Quarter,Apr – Jun 2026,6,") for line in lines)

    def test_asks_as_few_for_many_as_for_few(self, promised, business, cast, client_of):
        asked = []
        for number in (6, 60):
            promised(number, business, kept=FIRST, confidence_share=0.8)
            with CaptureQueriesContext(connection) as queries:
                client_of(cast.cio).get(self.URL)
            asked.append(len(queries))
        assert asked[0] == asked[1]

"""When what is open will be kept, what people said they were sure of by direction, and the record as JSON."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict

from accord.apps.promises import reads
from accord.apps.promises.models import Promise
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.rules import Ref
from accord.science import exact_finish_chances

pytestmark = pytest.mark.one_database
TODAY = date(2026, 6, 1)
DICE = (3, 1, 6, 2, 5, 4, 1, 6, 4, 2, 5, 3)  # each face twice, neighbours unlike


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def owners(cast):
    return [cast.marketer, cast.employee, cast.department_head]


@pytest.fixture
def add(owners):
    def write(number, *, owners=owners, due=TODAY - timedelta(days=3), kept=None, made=date(2026, 1, 1), **values):
        rows = [
            Promise(
                what="x", owner=owner, department=owner.department, created_by=owner, created_at=at(made), due_date=due,
                first_due_date=due, kept_at=at(kept) if kept else None,
                **{"side": "business", "to_side": "it", "state": "kept" if kept else "open", **values},
            )
            for owner in (owners[one % len(owners)] for one in range(number))
        ]  # fmt: skip
        return Promise.objects.bulk_create(rows)

    return write


@pytest.fixture
def weeks(add):
    """Keep as many in each of twelve weeks as a die shows, and leave twelve open."""
    for back, number in enumerate(reversed(DICE)):
        add(number, kept=TODAY - timedelta(weeks=back), made=TODAY - timedelta(weeks=len(DICE)))
    add(12, due=TODAY + timedelta(weeks=4), made=TODAY - timedelta(weeks=2), to_side="finance")


@pytest.mark.django_db
class TestPromisePace:
    def test_reproduces_the_fair_die(self, weeks, cast):
        pace = reads.promise_pace(viewer=cast.cio, as_of=TODAY)

        assert (pace.open, pace.weeks, pace.kept, pace.why_not) == (12, 12, 42, "")
        assert pace.days[:2] == (TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=5))
        assert pace.chance == pytest.approx(exact_finish_chances(DICE, 12, periods=4)[4], abs=0.02)
        assert pace.last_due == TODAY + timedelta(weeks=4)

    def test_counts_what_is_narrowed_to_whenever_it_was_due(self, weeks, cast):
        spec = reads.record_spec(viewer=cast.cio, as_of=TODAY)

        def asked(words):
            query = ListQuery.parse(QueryDict(words), spec)
            return reads.promise_pace(viewer=cast.cio, as_of=TODAY, query=query)

        assert asked("since=quarter").kept == 42
        assert asked("to=finance").kept == 0
        assert asked("to=finance").open == 12
        assert asked("to=it").why_not == "Nothing is open here."

    @pytest.mark.parametrize(
        ("people", "made", "said"),
        [
            (2, date(2026, 1, 1), "From fewer than 3 people: a pace would speak of persons."),
            (3, TODAY - timedelta(weeks=5), "Promises are on record for 5 weeks; 8 are needed."),
            (3, date(2026, 1, 1), "In more than half of the last 20 weeks nothing was kept: no day can be told."),
        ],
    )
    def test_says_why_it_tells_no_day(self, add, cast, owners, people, made, said):
        add(9, owners=owners[:people], kept=TODAY, made=made)
        add(4, owners=owners[:people], due=TODAY + timedelta(days=9), made=TODAY)

        pace = reads.promise_pace(viewer=cast.cio, as_of=TODAY)

        assert (pace.why_not, pace.days, pace.chance) == (said, (), None)


@pytest.mark.django_db
class TestSurenessByDirection:
    def test_scores_each_direction_of_ten_or_more_on_its_own(self, add, cast):
        add(6, kept=TODAY - timedelta(days=4), confidence_share=0.6)
        add(4, confidence_share=0.6)
        add(9, confidence_share=0.9, side="it", to_side="business")

        found = reads.promise_record(viewer=cast.cio, as_of=TODAY)

        business, it = found.sure_ways
        assert (business.key, business.sure.n, business.sure.lines[0].smoothed) == ("business-it", 10, 0.6)
        assert business.sure.brier == pytest.approx(0.24)
        assert (it.key, it.stated, it.sure) == ("it-business", 9, None)

    def test_smooths_what_falls_where_more_was_said(self, add, cast):
        add(8, kept=TODAY - timedelta(days=4), confidence_share=0.6)
        add(2, confidence_share=0.6)
        add(4, kept=TODAY - timedelta(days=4), confidence_share=0.9)
        add(6, confidence_share=0.9)

        lines = reads.promise_record(viewer=cast.cio, as_of=TODAY).sure.lines

        assert [round(line.kept.value, 2) for line in lines] == [0.8, 0.4]
        assert [line.smoothed for line in lines] == pytest.approx([0.6, 0.6])
        assert lines[1].smoothed < lines[1].low  # less than chance allows if nine in ten were right


@pytest.mark.django_db
class TestPromisesTogether:
    def test_multiplies_what_was_said_and_never_exceeds_the_least_sure(self, add, cast, owners):
        about = {"about_kind": "goals.goal", "about_id": 7, "due": TODAY + timedelta(days=9)}
        add(3, confidence_share=0.8, **about)
        add(1, confidence_share=0.5, side="it", **about)
        add(1, **about)
        add(1, **{**about, "due": TODAY - timedelta(days=9)})

        found = reads.promises_together(viewer=cast.cio, about=Ref("goals.goal", 7), as_of=TODAY)

        assert (found.open, found.late, found.from_it, found.from_others, found.stated) == (6, 1, 1, 5, 4)
        assert (found.chance.value, found.chance.high) == (pytest.approx(0.8**3 * 0.5), 0.5)

    def test_tells_no_chance_of_two_people(self, add, cast, owners):
        add(4, owners=owners[:2], about_kind="goals.goal", about_id=7, confidence_share=0.9)

        assert reads.promises_together(viewer=cast.cio, about=Ref("goals.goal", 7), as_of=TODAY).chance is None


@pytest.mark.django_db
class TestRecordPages:
    def test_show_the_pace_and_how_sure_people_were(self, add, cast, client_of):
        today = date.today()
        for week in range(12):
            add(3, kept=today - timedelta(weeks=week), due=today - timedelta(weeks=week), confidence_share=0.9)
        add(4, due=today + timedelta(weeks=3))

        page = client_of(cast.cio).get("/promises/record/").content.decode()

        assert "the 4 open promises are all kept by" in page
        assert "What was said against what was kept" in page
        assert "too few to score" in page  # the other direction

        answer = client_of(cast.cio).get("/api/v1/promises/record", {"from_side": "business", "to_side": "it"})
        told = answer.json()
        assert answer.status_code == 200
        assert told["pace"]["open"] == 4
        assert len(told["pace"]["days"]) == 3
        assert told["both_ways"][0]["share"]["value"] == 1.0
        assert told["sure_ways"][1]["sure"] is None
        assert client_of(cast.cio).get("/api/v1/promises/record", {"from_side": "nobody"}).status_code == 422

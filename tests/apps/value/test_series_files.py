"""Values over time come as a file, however its table stands: seen beforehand, problems by row, taken back, brought again."""

from datetime import date

import pytest

from accord.apps.batches import writes as batches
from accord.apps.batches.models import Row
from accord.apps.ui.rules import NotAllowed, NotFound
from accord.apps.value import writes
from accord.apps.value.models import Point, Series
from accord.apps.value.writes.effects import claims
from tests.apps.value.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TODAY = date(2026, 6, 3)


@pytest.fixture
def bring(cast, tmp_path):
    """Stage and check a file of series."""

    def stage(text, by=cast.office, name="values.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        batch = batches.stage(path=path, name=name, target="series", as_of=TODAY, by=by, at=AT)
        return batches.check_rows(batch_id=batch.pk, by=by, at=AT)

    return stage


@pytest.fixture
def prop99(data_dir):
    return (data_dir / "prop99" / "california_prop99.csv").read_bytes()


def commit(batch, by):
    return batches.commit(batch_id=batch.pk, by=by, at=AT)


def held():
    """Give every value that is kept: (series, day, value)."""
    rows = Point.objects.filter(series__removed_at=None).order_by("series__title", "date")
    return [(title, str(day), value) for title, day, value in rows.values_list("series__title", "date", "value")]


WIDE = [("North", "2024-01-01", 4.5), ("North", "2024-02-01", 4.25), ("South", "2024-01-01", 3.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Month;North;South\n2024-01;4,5;3\n2024-02;4,25;\n",
        "Month,North,South\nJan-24,4.5,3\nFeb-24,4.25,n/a\n",
        "Site,Month,Scrap\nNorth,01/2024,4.5\nSouth,01/2024,3\nNorth,02/2024,4.25\n",
        "Period\tSite\tValue\n2024M01\tNorth\t4.5\n2024M01\tSouth\t3\n2024M02\tNorth\t4.25\n",
        "Site;2024-01;2024-02\nNorth;4,5;4,25\nSouth;3;\n",
        "Scrap by site\n\nDay;North;South;Remark\n01.01.2024;4,5;3;\n01.02.2024;4,25;;new shift\n",
    ],
)
def test_every_way_a_table_stands_gives_the_same_values(bring, cast, text):
    batch = bring(text)
    assert batch.result["verdicts"]["refused"] == 0, list(Row.objects.values_list("problems", flat=True))
    commit(batch, cast.office)
    assert held() == WIDE


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("1970", "1971", "1972"), ("1970-01-01", "1971-01-01", "1972-01-01")),
        (("Q1 2024", "Q2 2024", "Q3 2024"), ("2024-01-01", "2024-04-01", "2024-07-01")),
        (("03.02.2024", "04.02.2024", "15.02.2024"), ("2024-02-03", "2024-02-04", "2024-02-15")),
        (("Jan-03", "Feb-03", "Mar-03"), ("2003-01-01", "2003-02-01", "2003-03-01")),
    ],
)
def test_a_year_quarter_or_month_is_its_first_day(bring, cast, days, first):
    commit(bring("When;Rate\n" + "".join(f"{day};{n}.5\n" for n, day in enumerate(days))), cast.office)
    assert held() == [("Rate", day, n + 0.5) for n, day in enumerate(first)]


def test_the_published_table_goes_through_as_it_is(bring, cast, prop99):
    """39 states and 31 years, as published (shared data prop99): nothing refused, every value the one in the file."""
    batch = bring(prop99)
    assert batch.result["verdicts"] == {"new": 1209, "changed": 0, "same": 0, "refused": 0}
    commit(batch, cast.office)
    lines = [line.split(";") for line in prop99.decode().splitlines()[1:]]
    assert held() == sorted((state, f"{year}-01-01", float(packs)) for state, year, packs, _treated in lines)
    assert Series.objects.filter(removed_at=None).count() == 39


def test_a_problem_is_named_with_its_row_and_the_others_are_taken(bring, cast):
    batch = bring("Site;Day;Value\nA;2024-01;1\nA;2024-01;2\nA;soon;3\nA;2031-01;4\nA;2024-02;much\n")
    rows = Row.objects.filter(batch=batch).order_by("number").values_list("line", "verdict")
    assert list(rows) == [(2, "new"), (3, "refused"), (4, "refused"), (5, "refused"), (6, "refused")]
    commit(batch, cast.office)
    assert held() == [("A", "2024-01-01", 1.0)]


def test_taken_back_restores_what_stood_and_again_brings_the_same_records(bring, cast):
    old = writes.add_series(title="North", points=[(date(2024, 1, 1), 4.0)], by=cast.office, at=AT)
    batch = bring("Month;North;South\n2024-01;4.5;3.5\n2024-02;4.25;3.25\n")
    assert batch.result["verdicts"] == {"new": 3, "changed": 1, "same": 0, "refused": 0}
    commit(batch, cast.office)
    written, ids = held(), set(Point.objects.exclude(series=old).values_list("pk", flat=True))
    batches.take_back(batch_id=batch.pk, by=cast.office, at=AT)
    assert held() == [("North", "2024-01-01", 4.0)]
    assert not Series.objects.filter(title="South", removed_at=None).exists()
    batches.bring_again(batch_id=batch.pk, by=cast.office, at=AT)
    assert held() == written
    assert set(Point.objects.exclude(series=old).values_list("pk", flat=True)) == ids


def test_what_was_changed_or_is_judged_by_stays_and_is_said(bring, cast, initiative):
    batch = bring("Month;North;South\n2024-01;4.5;3.5\n")
    commit(batch, cast.office)
    north, south = Series.objects.get(title="North"), Series.objects.get(title="South")
    writes.set_points(series_id=north.pk, points=[(date(2024, 1, 1), 9.0)], by=cast.office, at=AT)
    claims.make_claim(
        initiative_id=initiative.pk, series_id=south.pk, values={"from_date": TODAY}, by=cast.office, at=AT
    )
    done = batches.take_back(batch_id=batch.pk, by=cast.office, at=AT)
    assert held() == [("North", "2024-01-01", 9.0)]
    assert {ref for ref, _reason in done.kept} == {f"value.series:{north.pk}", f"value.series:{south.pk}"}


class TestReach:
    def test_whoever_keeps_series_sees_only_their_own_files(self, bring, cast, initiative):
        batch = bring("Month;North\n2024-01;4.5\n", by=cast.delivery_lead)
        with pytest.raises(NotFound):
            commit(batch, cast.department_head)
        commit(batch, cast.delivery_lead)
        with pytest.raises(NotAllowed):
            commit(bring("Month;North\n2024-01;5\n", by=cast.department_head), cast.department_head)

    def test_nobody_without_a_part_brings_one(self, bring, cast):
        with pytest.raises(NotAllowed):
            bring("Month;North\n2024-01;4.5\n", by=cast.employee)

"""Lists that came year after year: the British portfolio of major projects and the Canadian list of IT projects."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, Plan
from accord.apps.initiatives import reads
from accord.apps.initiatives.models import Initiative, Statement
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import State
from tests.cast import Cast, build

pytestmark = pytest.mark.one_database
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEARS = range(2014, 2022)
ROWS = {2014: 199, 2015: 188, 2016: 143, 2017: 143, 2018: 133, 2019: 133, 2020: 125, 2021: 184}
IN_MILLIONS = range(2018, 2022)  # the headers of these years do not say so; a person does


def day_of(year: int) -> date:
    """The reports tell how projects stood at the end of September of the year before."""
    return date(year - 1, 9, 30)


def bring(path: Path, name: str, as_of: date, by: Any, *, key_by: list[str], **said: Any) -> Batch:
    """Stage a file as the next state of a list, map it as a person would, check and write it."""
    batch = writes.stage(path=path, name=path.name, target="portfolio", as_of=as_of, by=by, at=AT)
    plan = Plan.from_json(batch.plan)
    for place, column in enumerate(plan.columns):
        if column.to == EXTRA or column.to in said.get("leave", ()):
            plan = plan.with_column(place, to=LEAVE_OUT)
        elif column.to in {"planned_end_on", "initiated_on"}:
            plan = plan.with_column(place, repairs=("two_digits",))
        elif column.to == "cost" and "unit" in said:
            plan = plan.with_column(place, unit=said["unit"])
    writes.save_plan(batch_id=batch.pk, plan=plan, as_of=as_of, by=by, at=AT)
    writes.use_list(batch_id=batch.pk, source_list=name, key_by=key_by, by=by, at=AT)
    writes.check_rows(batch_id=batch.pk, by=by, at=AT)
    return writes.commit(batch_id=batch.pk, by=by, at=AT)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, data_dir: Path) -> Iterator[tuple[Cast, dict[int, Batch]]]:
    """Every report and both Canadian lists, brought in one after the other; taken away after the last test."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            cast = build()
            batches = {
                year: bring(
                    data_dir / "uk-gmpp-2014-2021" / f"uk_{year}.csv",
                    "GMPP",
                    day_of(year),
                    cast.office,
                    key_by=["title"],
                    leave=("key", "summary"),
                    **({"unit": 1e6} if year in IN_MILLIONS else {}),
                )
                for year in YEARS
            }
            for year, as_of in ((2016, date(2016, 6, 9)), (2019, date(2019, 5, 1))):
                batches[-year] = bring(
                    data_dir / "canada-it-projects" / f"gc-it-projects-{year}.csv",
                    "Canada",
                    as_of,
                    cast.office,
                    key_by=["key"],
                )
            yield cast, batches
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def cast_of(told: tuple[Cast, dict[int, Batch]]) -> Cast:
    return told[0]


@pytest.fixture
def gmpp(told: tuple[Cast, dict[int, Batch]], db: None) -> reads.ListStory:
    cast, batches = told
    return reads.list_story(viewer=cast.office, list_id=batches[2014].source_list_id or 0)


class TestGMPP:
    def test_every_row_of_every_year_says_something(
        self, told: tuple[Cast, dict[int, Batch]], gmpp: reads.ListStory
    ) -> None:
        _cast, batches = told
        assert {year: batches[year].row_count for year in YEARS} == ROWS
        assert Statement.objects.filter(source_list=gmpp.id).count() == sum(ROWS.values()) == 1_248
        assert gmpp.days == tuple(day_of(year) for year in YEARS)

    def test_links_years_by_the_words_of_the_names(self, gmpp: reads.ListStory) -> None:
        assert [step.linked for step in gmpp.steps] == [127, 71, 105, 91, 98, 104, 82]
        assert Initiative.objects.filter(statements__source_list=gmpp.id).distinct().count() == 555

    def test_counts_which_ends_moved_and_how_they_were_rated(self, gmpp: reads.ListStory) -> None:
        assert (gmpp.total.both, gmpp.total.later, gmpp.total.far) == (647, 167, 127)
        assert {line.code: (line.later, line.both) for line in gmpp.ratings if line.code not in {"none", ""}} == {
            "green": (2, 14), "amber_green": (23, 111), "amber": (76, 296), "amber_red": (53, 174), "red": (7, 24),
        }  # fmt: skip
        amber = next(line for line in gmpp.ratings if line.code == "amber")
        assert amber.share is not None
        assert amber.share.low < 76 / 296 < amber.share.high

    def test_counts_costs_and_names_those_counted_anew(self, gmpp: reads.ListStory) -> None:
        assert (gmpp.money.both, gmpp.money.grew, gmpp.money.fell, gmpp.money.ratio) == (587, 133, 61, 1.0)
        anew = {pair.title: pair.ratio for pair in gmpp.rebased}
        emergency = next(ratio for title, ratio in anew.items() if "Emergency Services Mobile" in title)
        renewables = next(ratio for title, ratio in anew.items() if title == "FID Enabling for Renewables")
        assert emergency == pytest.approx(5367 / 16.75, rel=1e-3)
        assert renewables == pytest.approx(6090, rel=1e-3)

    def test_what_left_the_list_is_marked_and_its_promise_falls_silent(self, gmpp: reads.ListStory) -> None:
        here = Statement.objects.filter(source_list=gmpp.id, as_of=gmpp.days[-1]).values("initiative")
        mine = Initiative.objects.filter(statements__source_list=gmpp.id).distinct()
        assert set(mine.filter(left_list_on=None)) == set(mine.filter(pk__in=here))
        promises = Promise.objects.filter(about_id__in=mine.values("pk")).exclude(source="")
        left = set(mine.exclude(left_list_on=None).values_list("pk", flat=True))
        assert {one.about_id in left for one in promises.filter(state=State.UNTOLD)} == {True}
        assert {one.about_id in left for one in promises.filter(state=State.OPEN)} == {False}

    def test_ends_are_promises_of_departments_that_a_later_year_agrees_anew_or_moves(
        self, gmpp: reads.ListStory
    ) -> None:
        promises = Promise.objects.exclude(source="").filter(source__startswith="uk_")
        assert promises.count() > 400
        assert not promises.filter(owner__isnull=False).exists()
        assert not promises.filter(department=None).exists()
        moved = promises.exclude(due_date=F("first_due_date"))
        assert moved.filter(renegotiated_at__isnull=False).exists()
        for one in promises:
            assert one.made_on is not None
            assert one.made_on < one.first_due_date
            if one.renegotiated_at:
                assert one.made_on < one.renegotiated_at.date() < one.first_due_date


class TestCanada:
    def test_links_by_the_key_and_counts_what_moved(self, told: tuple[Cast, dict[int, Batch]], db: None) -> None:
        cast, batches = told
        story = reads.list_story(viewer=cast.office, list_id=batches[-2016].source_list_id or 0)
        total = story.total
        assert [step.linked for step in story.steps] == [100]
        assert (total.both, total.later, total.same, total.earlier, total.median_days) == (96, 84, 8, 4, 724)
        assert (story.money.both, story.money.up, story.money.down, story.money.same) == (99, 67, 30, 2)
        assert story.money.ratio == pytest.approx(1.234, abs=5e-4)


class TestStory:
    def test_tells_one_project_from_first_to_last(self, gmpp: reads.ListStory, cast_of: Cast) -> None:
        vessel = Initiative.objects.get(title="New Polar Research Vessel")
        story = reads.initiative_story(viewer=cast_of.employee, initiative_id=vessel.pk)
        assert [line.planned_end_on for line in story.lines] == [
            date(2019, 8, 5), date(2020, 7, 1), *[date(2022, 12, 31)] * 4,
        ]  # fmt: skip
        assert [line.days_moved for line in story.lines] == [None, 331, 913, 0, 0, 0]
        assert (story.days_moved, story.times_later, story.times_too_late) == (1244, 2, 0)
        assert [line.change for line in story.lines][1] == "+18\u00a0%"
        promise = Promise.objects.get(about_id=vessel.pk)
        assert (promise.made_on, promise.first_due_date, promise.due_date, promise.state) == (
            date(2015, 9, 30), date(2019, 8, 5), date(2022, 12, 31), State.OPEN,
        )  # fmt: skip
        assert promise.renegotiated_at is not None
        assert promise.renegotiated_at.date() == date(2017, 9, 30)

    def test_names_a_cost_that_is_counted_anew(self, gmpp: reads.ListStory, cast_of: Cast) -> None:
        services = Initiative.objects.get(title__startswith="Emergency Services Mobile")
        story = reads.initiative_story(viewer=cast_of.employee, initiative_id=services.pk)
        assert [line.is_rebased for line in story.lines] == [False, True, *[False] * 6]
        assert [line.rating for line in story.lines][:5] == ["amber_red", "amber", "amber", "amber", "red"]

    def test_the_pages_tell_it(self, gmpp: reads.ListStory, cast_of: Cast, client_of: Any) -> None:
        client = client_of(cast_of.employee)
        page = client.get(f"/initiatives/lists/{gmpp.id}/").content.decode()
        assert "167 of 647" in page
        assert "Emergency Services Mobile" in page
        narrowed = client.get(f"/initiatives/lists/{gmpp.id}/?step=2014-09-30&rating=red").content.decode()
        assert "647" not in narrowed
        rows = client.get(f"/initiatives/lists/{gmpp.id}/?format=csv").getvalue().decode().splitlines()
        assert len([row for row in rows if row]) >= 678
        vessel = Initiative.objects.get(title="New Polar Research Vessel")
        said = client.get(f"/initiatives/{vessel.pk}/").content.decode()
        assert "First planned for" in said
        assert "331 days later" in said
        lists = client.get("/initiatives/lists/").content.decode()
        assert "GMPP" in lists
        assert "Canada" in lists
        left = client.get("/initiatives/?listed=left").content.decode()
        assert "left the list" in left
        api = client.get(f"/api/v1/source-lists/{gmpp.id}/story").json()
        assert api["total"]["later"] == 167

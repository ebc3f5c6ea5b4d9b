"""Lists of goals with their measures: the tree is built, owners stand on their sides, agreement is asked for again."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.batches.reads.opening import fitting_target
from accord.apps.goals import writes as goals
from accord.apps.goals.models import Goal, Measure
from accord.apps.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADERS = "Goal,Why,Goal above,Horizon,Business owner,IT owner,Review date,Measure,Unit,Better is,Baseline,Target,Target date\n"


def _checked(cast: Cast, path: Path, target: str = "") -> Batch:
    kind = target or fitting_target(path=path, name=path.name)
    batch = writes.stage(path=path, name=path.name, target=kind, as_of=date(2026, 2, 1), by=cast.office, at=AT)
    return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)


def _file(path: Path, rows: str) -> Path:
    path.write_text(HEADERS + rows, encoding="utf-8")
    return path


def _verdicts(batch: Batch) -> dict[str, int]:
    return {name: count for name, count in batch.result["verdicts"].items() if count}


@pytest.fixture
def owners(cast: Cast) -> tuple[Person, Person]:
    """One person of the business and one of IT."""
    people = list(Person.objects.filter(is_active=True, department__isnull=False).select_related("department"))
    business = next(one for one in people if one.department and one.department.side != "it")
    return business, next(one for one in people if one.department and one.department.side == "it")


class TestGoals:
    def test_comes_in_as_a_tree_says_same_changes_and_goes(
        self, cast: Cast, tmp_path: Path, owners: tuple[Person, Person]
    ) -> None:
        business, it = owners
        rows = (
            f"Faster claims,It costs us customers,Happy customers,short term,{business.name},{it.name},2026-09-01,"
            "Days to answer,days,decrease,12,5,2026-12-31\n"
            f"Happy customers,,,long term,{business.name},,,Score,points,increase,61.5,70,\n"
        )
        path = _file(tmp_path / "goals.csv", rows)
        first = _checked(cast, path)
        assert (first.target, _verdicts(first)) == ("goals", {"new": 2})
        writes.commit(batch_id=first.pk, by=cast.office, at=AT)
        goal = Goal.objects.select_related("parent").get(title="Faster claims")
        assert goal.parent is not None
        assert (goal.parent.title, goal.horizon, goal.business_owner, goal.it_owner) == (
            "Happy customers",
            "near",
            business,
            it,
        )
        measure = goal.measures.get()
        assert (measure.name, measure.direction, measure.baseline_value, measure.target_value, measure.target_date) == (
            "Days to answer", "down", 12, 5, date(2026, 12, 31),
        )  # fmt: skip
        assert _verdicts(_checked(cast, path)) == {"same": 2}
        goals.agree(goal=goal, side="it", by=it, at=AT)
        later = _checked(cast, _file(path, rows.replace("12,5,", "12,4,").replace("It costs us", "We lose")))
        assert _verdicts(later) == {"changed": 1, "same": 1}
        assert set(Row.objects.get(batch=later, verdict="changed").changes) == {"why", "target_value"}
        writes.commit(batch_id=later.pk, by=cast.office, at=AT)
        goal.refresh_from_db()
        measure.refresh_from_db()
        assert (goal.why, measure.target_value, goal.it_agreed_at) == ("We lose customers", 4, None)
        assert writes.take_back(batch_id=later.pk, by=cast.office, at=AT).kept == []
        goal.refresh_from_db()
        measure.refresh_from_db()
        assert (goal.why, measure.target_value) == ("It costs us customers", 5)
        Goal.objects.filter(pk=goal.pk).update(it_agreed_at=None)
        back = writes.take_back(batch_id=first.pk, by=cast.office, at=AT)
        assert [ref for ref, _why in back.kept] == [f"goals.goal:{goal.pk}", f"goals.goal:{goal.parent_id}"]

    def test_takes_everything_back_that_nobody_touched(self, cast: Cast, tmp_path: Path) -> None:
        before = set(Goal.objects.values_list("pk", flat=True)), set(Measure.objects.values_list("pk", flat=True))
        batch = _checked(cast, _file(tmp_path / "g.csv", "A,,B,,,,,M,,,1,2,\nB,,C,,,,,,,,,,\nC,,,,,,,,,,,,\n"))
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert writes.take_back(batch_id=batch.pk, by=cast.office, at=AT).kept == []
        assert before == (
            set(Goal.objects.values_list("pk", flat=True)),
            set(Measure.objects.values_list("pk", flat=True)),
        )

    def test_adds_a_second_measure_by_name_only(self, cast: Cast, tmp_path: Path) -> None:
        goal = goals.add_goal(title="Faster", by=cast.office, at=AT)
        goals.add_measure(goal=goal, values={"name": "Days", "target_value": 5.0}, by=cast.office, at=AT)
        goals.add_measure(goal=goal, values={"name": "Errors", "target_value": 1.0}, by=cast.office, at=AT)
        same = _checked(cast, _file(tmp_path / "g.csv", "Faster,,,,,,,errors,,,,1,\n"), "goals")
        assert _verdicts(same) == {"same": 1}
        more = _checked(cast, _file(tmp_path / "g.csv", "Faster,,,,,,,Calls,,,,1,\n"), "goals")
        writes.commit(batch_id=more.pk, by=cast.office, at=AT)
        assert sorted(goal.measures.values_list("name", flat=True)) == ["Calls", "Days", "Errors"]
        assert writes.take_back(batch_id=more.pk, by=cast.office, at=AT).kept == []
        assert goal.measures.count() == 2

    def test_names_what_cannot_be_taken(self, cast: Cast, tmp_path: Path, owners: tuple[Person, Person]) -> None:
        business, it = owners
        rows = f"A,,B,,{it.name},{business.name},2026-09,,,,3,,\nB,,A,,Nobody Known,,,,,,,,\nC,,Not there,,,,,,,,,,\n"
        batch = _checked(cast, _file(tmp_path / "g.csv", rows), "goals")
        said = {row.title: [p["values"].get("field") for p in row.problems] for row in Row.objects.filter(batch=batch)}
        assert said["A"] == [None, "Owner for the business", "Owner for IT", "Review", "Baseline"]
        assert said["B"] == [None, "Goal above"]
        assert said["C"] == ["Goal above"]
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        tree = dict(Goal.objects.filter(title__in="ABC").values_list("title", "parent__title"))
        assert tree == {"A": "B", "B": None, "C": None}

    @pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
    def test_knows_its_own_export(
        self, cast: Cast, client: Client, tmp_path: Path, ending: str, owners: tuple[Person, Person]
    ) -> None:
        business, it = owners
        for title in ("-Fewer errors", "Happy staff"):
            goals.add_goal(
                title=title, business_owner_id=business.pk, it_owner_id=it.pk, horizon="far",
                review_date=date(2026, 9, 1), by=cast.office, at=AT,
            )  # fmt: skip
        client.force_login(cast.office)
        answer: Any = client.get(reverse("goals:goals"), {"format": ending})
        path = tmp_path / f"goals.{ending}"
        path.write_bytes(b"".join(answer.streaming_content))
        batch = _checked(cast, path)
        assert (batch.target, set(_verdicts(batch))) == ("goals", {"same"})
        assert batch.result["problems"] == {}

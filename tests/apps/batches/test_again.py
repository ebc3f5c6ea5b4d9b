"""Taking a file back and bringing it in again, in both directions and twice, on the real portfolio."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from accord.apps.batches.reads.since import changed_since
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative, StageChange, Statement
from accord.apps.people.models import Department
from accord.apps.ui.rules import Ref, WrongState
from tests.apps.batches.conftest import AT
from tests.cast import Cast

FIRST = """Use case ID,Project name,Department,Stage,Start date,Planned end date,Impact,Note
1,Alpha,Tax,Development,1/31/2020,2021-03-31,Rights-impacting,first
2,Beta,Tax,Operation,1/31/2019,2020-03-31,Neither,second
3,Gamma,Roads,Ideation,,,Neither,third
"""
SECOND = """Use case ID,Project name,Department,Stage,Start date,Planned end date,Impact,Note
1,Alpha renamed,Tax,Operation,1/31/2020,2022-03-31,Rights-impacting,first changed
2,Beta,Tax,Operation,1/31/2019,2020-03-31,Neither,second
4,Delta,Ports,Ideation,,,Neither,fourth
"""
Bring = Callable[..., Batch]


@pytest.fixture
def bring(cast: Cast, file_of: Callable[..., Path]) -> Bring:
    def bring(content: str, year: int, *, commit: bool = True) -> Batch:
        batch = writes.stage(
            path=file_of(content),
            name=f"{year}.csv",
            target="portfolio",
            as_of=date(year, 3, 31),
            by=cast.office,
            at=AT,
        )
        writes.use_list(batch_id=batch.pk, source_list="Projects", by=cast.office, at=AT)
        batch = writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        return writes.commit(batch_id=batch.pk, by=cast.office, at=AT) if commit else batch

    return bring


def _state() -> dict[str, Any]:
    """Everything a portfolio file writes, with its ids where they are addresses; versions and own numbers aside."""
    names = [f.attname for f in Initiative._meta.concrete_fields if f.name not in {"version", "created_at"}]
    return {
        "initiatives": list(Initiative.objects.order_by("pk").values_list(*names)),
        "departments": list(Department.objects.order_by("pk").values_list("pk", "name", "side")),
        "stages": sorted(map(str, StageChange.objects.values_list("initiative_id", "stage", "date", "asserted_on"))),
        "risks": sorted(map(str, RiskClass.objects.values_list("initiative_id", "risk"))),
        "answers": sorted(map(str, Evidence.objects.values_list("initiative_id", "question", "answer"))),
        "statements": sorted(map(str, Statement.objects.values_list("pk", "initiative_id", "as_of", "planned_end_on"))),
    }


class TestBothWays:
    def test_undo_and_its_undo_lead_back_and_forth_twice(self, bring: Bring, cast: Cast) -> None:
        empty = _state()
        one = bring(FIRST, 2020)
        after_one = _state()
        two = bring(SECOND, 2021)
        after_two = _state()
        assert after_two != after_one

        for _turn in range(2):
            writes.take_back(batch_id=two.pk, by=cast.office, at=AT)
            assert _state() == after_one
            writes.take_back(batch_id=one.pk, by=cast.office, at=AT)
            assert _state() == empty
            assert Batch.objects.get(pk=one.pk).kept == []

            writes.bring_again(batch_id=one.pk, by=cast.office, at=AT)
            assert _state() == after_one
            writes.bring_again(batch_id=two.pk, by=cast.office, at=AT)
            assert _state() == after_two

    def test_what_people_changed_since_is_listed_kept_and_given_up_when_they_say_so(
        self, bring: Bring, cast: Cast
    ) -> None:
        batch = bring(FIRST, 2020)
        mine = Initiative.objects.get(title="Alpha")
        initiatives.edit_initiative(initiative=mine, values={"title": "Mine"}, by=cast.office, at=AT)

        listed = changed_since(viewer=cast.office, batch_id=batch.pk)
        assert [(one.ref, one.title, one.actor, one.times) for one in listed] == [
            (Ref("initiatives.initiative", mine.pk), "Mine", cast.office.name, 1)
        ]

        batch = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert [ref for ref, _why in batch.kept] == [f"initiatives.initiative:{mine.pk}", _ref_of("Tax")]
        assert list(Initiative.objects.values_list("title", flat=True)) == ["Mine"]
        assert RiskClass.objects.count() == 1

        writes.bring_again(batch_id=batch.pk, by=cast.office, at=AT)
        assert set(Initiative.objects.values_list("title", flat=True)) == {"Mine", "Beta", "Gamma"}

        batch = writes.take_back(batch_id=batch.pk, anyway=[listed[0].ref], by=cast.office, at=AT)
        assert (batch.kept, Initiative.objects.count()) == ([], 0)

    def test_what_changed_meanwhile_or_came_with_another_file_stays(self, bring: Bring, cast: Cast) -> None:
        bring(FIRST, 2020)
        two = bring(SECOND, 2021)
        writes.take_back(batch_id=two.pk, by=cast.office, at=AT)
        mine = Initiative.objects.get(title="Alpha")
        initiatives.edit_initiative(initiative=mine, values={"title": "Mine"}, by=cast.office, at=AT)
        bring(SECOND.replace("Alpha renamed", "Alpha").replace("first changed", "first"), 2021)

        batch = writes.bring_again(batch_id=two.pk, by=cast.office, at=AT)

        assert len(batch.kept) == 2
        assert Initiative.objects.filter(title="Delta").count() == 1
        assert not Initiative.objects.filter(title="Alpha renamed").exists()

    def test_only_what_was_taken_back(self, bring: Bring, cast: Cast) -> None:
        batch = bring(FIRST, 2020)

        with pytest.raises(WrongState):
            writes.bring_again(batch_id=batch.pk, by=cast.office, at=AT)


def _ref_of(name: str) -> str:
    return f"people.department:{Department.objects.get(name=name).pk}"

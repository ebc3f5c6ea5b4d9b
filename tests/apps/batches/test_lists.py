"""Files that come again: rows found by what the list knows them by, what leaves it, what is older, and all of it back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from accord.apps.batches import sockets, writes
from accord.apps.batches.models import Batch, Listed, Row, SourceList
from accord.apps.people.models import Department
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer
from tests.apps.batches.conftest import AT, TARGET
from tests.cast import Cast

Bring = Callable[..., Batch]
MARKED: list[tuple[str, tuple[str, ...], date | None]] = []


def _names(ids: Sequence[int]) -> tuple[str, ...]:
    return tuple(sorted(Department.objects.filter(pk__in=ids).values_list("name", flat=True)))


def leave(ids: Sequence[int], on: date, by: Viewer, at: datetime, batch: Ref) -> None:
    MARKED.append(("left", _names(ids), on))


def stay(ids: Sequence[int], by: Viewer, at: datetime, batch: Ref) -> None:
    MARKED.append(("stays", _names(ids), None))


@pytest.fixture(autouse=True)
def marking(units: None) -> Iterator[None]:
    """Let the target note what leaves and stays."""
    import dataclasses

    MARKED.clear()
    sockets.targets.unplug(TARGET)
    marked = dataclasses.replace(TARGET, leave=leave, stay=stay)
    sockets.targets.plug(marked)
    yield
    sockets.targets.unplug(marked)
    sockets.targets.plug(TARGET)


@pytest.fixture
def bring(cast: Cast, file_of: Callable[..., Path]) -> Bring:
    """Bring a state of the list “Units”, found again by title, and write it."""

    def bring(content: str, year: int, *, commit: bool = True, **how: Any) -> Batch:
        path = file_of(content)
        batch = writes.stage(
            path=path, name="units.csv", target="units", as_of=date(year, 3, 31), by=cast.office, at=AT
        )
        how = {"key_by": ["title"], "source_list": "Units", **how}
        writes.use_list(batch_id=batch.pk, by=cast.office, at=AT, **how)
        batch = writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        return writes.commit(batch_id=batch.pk, by=cast.office, at=AT) if commit else batch

    return bring


def _verdicts(batch: Batch) -> list[str]:
    return list(Row.objects.filter(batch=batch).values_list("verdict", flat=True))


class TestList:
    def test_finds_rows_again_by_the_words_of_their_names(self, bring: Bring) -> None:
        bring("Unit,Stands on\nHigh Speed 2 (HS2),IT\nOther,IT\n", 2019)
        again = bring("Unit,Stands on\nhigh-speed 2 – HS2,biz\nNew one,IT\n", 2020, commit=False)

        assert _verdicts(again) == ["changed", "new"]
        assert again.left_count == 1
        assert not MARKED

    def test_marks_what_left_and_what_came_back(self, bring: Bring, cast: Cast) -> None:
        bring("Unit\nA\nB\n", 2018)
        bring("Unit\nA\n", 2019)
        assert [("left", ("B",), date(2019, 3, 31))] == MARKED

        back = bring("Unit\nA\nB\n", 2020)
        assert MARKED[1:] == [("stays", ("B",), None)]
        assert not Listed.objects.exclude(left_on=None).exists()

        writes.take_back(batch_id=back.pk, by=cast.office, at=AT)
        assert MARKED[2:] == [("left", ("B",), date(2019, 3, 31))]
        assert Department.objects.filter(name="B").exists()

    def test_states_may_come_and_go_in_any_order(self, bring: Bring, cast: Cast) -> None:
        last = bring("Unit,Stands on\nA,IT\n", 2020)
        middle = bring("Unit,Stands on\nA,biz\nB,IT\n", 2018)

        assert Row.objects.get(batch=middle, number=1).verdict == "same"
        assert middle.result["older"] == 1
        assert Department.objects.get(name="A").side == "it"
        assert [("left", ("B",), date(2020, 3, 31))] == MARKED

        writes.take_back(batch_id=last.pk, by=cast.office, at=AT)
        assert MARKED[1:] == [("stays", ("B",), None)]
        assert set(Listed.objects.values_list("last_on", "left_on")) == {(date(2018, 3, 31), None)}

        writes.take_back(batch_id=middle.pk, by=cast.office, at=AT)
        assert not Listed.objects.exists()

    def test_a_part_of_the_list_lets_nobody_leave(self, bring: Bring) -> None:
        bring("Unit\nA\nB\n", 2019)
        part = bring("Unit\nA\n", 2020, is_part=True)

        assert (part.left_count, MARKED) == (0, [])

    def test_the_same_name_in_two_lists_is_two_keys_and_one_record_by_its_own_key(self, bring: Bring) -> None:
        bring("Unit,Unit id\nA,1\n", 2019)
        bring("Unit,Unit id\nRenamed,1\n", 2019, source_list="Others")

        assert list(Department.objects.filter(external_key="1").values_list("name", flat=True)) == ["Renamed"]
        assert Listed.objects.count() == 2

    def test_the_same_name_many_times_is_numbered(self, bring: Bring) -> None:
        bring("Unit,Stands on\nA,IT\nA,biz\n", 2019)
        again = bring("Unit,Stands on\nA,IT\nA,IT\n", 2020, commit=False)

        assert _verdicts(again) == ["same", "changed"]

    def test_what_was_removed_here_comes_as_new(self, bring: Bring) -> None:
        bring("Unit\nA\n", 2019)
        Department.objects.filter(name="A").delete()

        assert _verdicts(bring("Unit\nA\n", 2020)) == ["new"]
        assert Listed.objects.get().last_on == date(2020, 3, 31)

    def test_remembers_the_list_with_the_mapping(self, bring: Bring, staged: Callable[..., Batch]) -> None:
        bring("Unit,Whatever\nA,x\n", 2019)

        again = staged("Unit,Whatever\nA,x\n")

        assert again.source_list is not None
        assert (again.source_list.name, again.key_by) == ("Units", ["title"])

    def test_refuses_other_keys_and_lists_that_are_not_there(self, bring: Bring) -> None:
        bring("Unit\nA\n", 2019)

        with pytest.raises(Invalid, match="in another way already"):
            bring("Unit\nA\n", 2020, key_by=["side"])
        with pytest.raises(Invalid, match="no such field"):
            bring("Unit\nA\n", 2020, source_list="Third", key_by=["nonsense"])
        with pytest.raises(NotFound):
            bring("Unit\nA\n", 2020, source_list=999)

    def test_a_list_only_tried_out_leaves_nothing(self, bring: Bring, cast: Cast) -> None:
        batch = bring("Unit\nA\n", 2019, commit=False)

        writes.use_list(batch_id=batch.pk, source_list=None, by=cast.office, at=AT)

        assert not SourceList.objects.exists()

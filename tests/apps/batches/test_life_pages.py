"""The pages of lists, repairs and taking back: as the office, as those who may only look, as the stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.apps.batches import sockets, writes
from accord.apps.batches.models import Batch, Row, SourceList
from accord.apps.jobs import writes as jobs
from accord.apps.jobs.models import Job
from accord.apps.people import writes as people
from accord.apps.people.models import Department
from tests.apps.batches.conftest import AT, PART, TARGET
from tests.cast import Cast

ClientOf = Callable[[Any], Client]
Stage = Callable[..., Batch]
FILE = "Unit,Stands on,Date opened\nAlpha,Moon,24-Sep\nBeta,Moon,1/31/2020\n<script>alert(1)</script>,IT,\n"

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def only_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer only the small target to the pages."""
    monkeypatch.setattr(sockets.targets, "_items", [TARGET])
    assert PART in list(sockets.parts)


def _address(name: str, *args: Any) -> str:
    return reverse(f"batches:{name}", args=list(args))


class TestDoors:
    def test_who_may_look_and_who_may_act(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch = staged(FILE)
        writes.use_list(batch_id=batch.pk, source_list="Units", by=cast.office, at=AT)
        one = SourceList.objects.get().pk
        look = [_address("lists"), _address("list", one), _address("leaving", batch.pk)]
        act = [
            _address("list_choice", batch.pk), _address("repair", batch.pk, 1), _address("leaving_out", batch.pk, 1),
            _address("again", batch.pk), _address("list_name", one), _address("list_removal", one), _address("taking_back", batch.pk),
        ]  # fmt: skip

        for address in look:
            assert client_of(cast.cio).get(address).status_code == 200
        for address in (*look, *act):
            assert client_of(None).post(address).status_code == 302
            assert client_of(cast.employee).post(address).status_code == 403
        for address in act:
            assert client_of(cast.cio).post(address).status_code == 403


class TestRepair:
    def test_a_row_is_repaired_where_it_stands(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)
        page = client.get(_address("rows", batch.pk)).content.decode()
        assert "All 2 cells like it" in page
        assert "<script>alert" not in page

        answer = client.post(
            _address("repair", batch.pk, 1), {"place": "2", "text": "2024-09-30"}, headers={"HX-Request": "true"}
        )
        row = answer.content.decode()
        assert row.lstrip().startswith("<tr")
        assert "repaired" in row
        assert Row.objects.get(batch=batch, number=1).values["opened"] == "2024-09-30"

        answer = client.post(
            _address("repair", batch.pk, 1),
            {"place": "1", "text": "IT", "old": "Moon", "column": "yes", "next": "//evil.example/"},
        )
        assert answer["Location"] == _address("rows", batch.pk)
        assert set(Row.objects.filter(batch=batch).values_list("values__side", flat=True)) == {"it"}

    def test_a_row_is_left_out_and_taken_in_again(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)

        out = client.post(_address("leaving_out", batch.pk, 1), headers={"HX-Request": "true"}).content.decode()
        assert "Take it in again" in out
        client.post(_address("leaving_out", batch.pk, 1), {"undo": "yes"})

        assert Batch.objects.get(pk=batch.pk).result["verdicts"]["new"] == 3
        assert client.post(_address("repair", batch.pk, 1), {"place": "x"}).status_code == 404
        assert client.post(_address("repair", batch.pk, 99), {"place": "1"}).status_code == 404


class TestLists:
    def test_the_whole_way_of_a_list(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        client = client_of(cast.office)
        assert "No list comes again yet" in client.get(_address("lists")).content.decode()
        first = staged("Unit,Note,Size\nA,x,1\nB,x,2\n")

        assert client.post(_address("list_choice", first.pk), {"source_list": "new"}).status_code == 422
        given = {"source_list": "new", "name": "Units", "key_by": ["title"]}
        assert client.post(_address("list_choice", first.pk), given)["Location"] == _address("batch", first.pk)
        writes.commit(batch_id=first.pk, by=cast.office, at=AT)

        second = staged("Unit,Note,Size,More\nA,x,1,\n")
        preview = client.get(_address("batch", second.pk)).content.decode()
        assert "It looks like the next state of “Units”" not in preview  # three of four headers are too few to say so
        client.post(_address("list_choice", second.pk), {"source_list": str(SourceList.objects.get().pk)})
        second.refresh_from_db()
        type(second).objects.filter(pk=second.pk).update(as_of=AT.date())
        writes.check_rows(batch_id=second.pk, by=cast.office, at=AT)
        assert "leave the list" in client.get(_address("batch", second.pk)).content.decode()
        assert "1 record stands in “Units”" in client.get(_address("leaving", second.pk)).content.decode()
        writes.commit(batch_id=second.pk, by=cast.office, at=AT)

        one = SourceList.objects.get()
        page = client.get(_address("list", one.pk), {"state": "left"}).content.decode()
        assert "1 have left it" in page or "1 has left it" in page
        assert ">B<" in page
        assert ">A<" not in page
        text = client.get(_address("list", one.pk), {"format": "csv"}).getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
        assert len(text.strip().splitlines()) == 3

        client.post(_address("list_name", one.pk), {"name": "Other"})
        assert SourceList.objects.get().name == "Other"
        client.post(_address("list_removal", one.pk))
        assert not SourceList.objects.exists()
        assert Department.objects.filter(name="B").exists()


class TestTakingBack:
    def test_lists_what_was_changed_and_takes_back_what_is_ticked(
        self, cast: Cast, staged: Stage, client_of: ClientOf
    ) -> None:
        client = client_of(cast.office)
        batch = writes.commit(batch_id=staged("Unit\nA\nB\n").pk, by=cast.office, at=AT)
        record = Department.objects.get(name="A")
        people.edit_department(department_id=record.pk, values={"name": "Mine"}, by=cast.office, at=AT)

        page = client.get(_address("taking_back", batch.pk)).content.decode()
        assert f'value="people.department:{record.pk}"' in page
        assert "Mine" in page

        page = client.post(_address("taking_back", batch.pk), follow=True).content.decode()
        assert "1 record was kept" in page
        assert "Bring it in again" in page
        assert set(Department.objects.filter(name__in=["Mine", "B"]).values_list("name", flat=True)) == {"Mine"}

        client.post(_address("again", batch.pk))
        jobs.run_job.call(Job.objects.latest("pk").pk)
        assert Batch.objects.get(pk=batch.pk).state == "committed"
        assert Department.objects.filter(name__in=["Mine", "B"]).count() == 2

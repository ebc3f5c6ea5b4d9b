"""The way of a file through the pages, as the office, as a role that may not, and as the stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accord.apps.batches import sockets, writes
from accord.apps.batches.models import Batch, Row
from accord.apps.jobs import writes as jobs
from accord.apps.jobs.models import Job
from accord.apps.people.models import Department
from tests.apps.batches.conftest import AT, PART, TARGET
from tests.cast import Cast

ClientOf = Callable[[Any], Client]
Stage = Callable[..., Batch]
FILE = (
    "Unit,Stands on,Note,Date opened\nAlpha,Technology,first,1/31/2020\nBeta,Moon,<script>alert(1)</script>,7/15/1905\n"
)
HOSTILE = (
    'Unit,Note\n=HYPERLINK("http://x"),+1\n<script>alert(1)</script>,"<img src=x onerror=alert(1)>"\n'
    "\u202eevil,@SUM(A1)\n" + "A" * 300 + ",x\n,nameless\n"
)

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def only_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer only the small target to the pages."""
    for one in list(sockets.targets):
        if one is not TARGET:
            monkeypatch.setattr(sockets.targets, "_items", [TARGET])
    assert PART in list(sockets.parts)


def _address(name: str, batch: Batch) -> str:
    return reverse(f"batches:{name}", args=[batch.pk])


def _upload(client: Client, content: str | bytes, **more: str) -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("my units.csv", data, "text/csv")
    return client.post(reverse("batches:new_batch"), {"file": file, "as_of": "2026-02-01", **more})


class TestDoors:
    NAMES = ("batch", "found", "columns", "rows", "repairs", "commitment", "taking_back", "discarding")

    @pytest.mark.parametrize("name", NAMES)
    def test_the_stranger_is_sent_to_sign_in(self, name: str, staged: Stage, client_of: ClientOf) -> None:
        response = client_of(None).post(_address(name, staged(FILE)))

        assert response.status_code == 302
        assert "/account/login/" in response["Location"]

    @pytest.mark.parametrize("name", NAMES)
    def test_an_employee_may_not(self, name: str, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch = staged(FILE)

        assert client_of(cast.employee).post(_address(name, batch)).status_code == 403
        assert client_of(cast.employee).get(reverse("batches:batches")).status_code == 403

    def test_the_cio_may_look_and_not_touch(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.cio)

        for name in ("batch", "found", "rows"):
            assert client.get(_address(name, batch)).status_code == 200
        for name in ("commitment", "repairs", "discarding", "taking_back"):
            assert client.post(_address(name, batch)).status_code == 403
        assert "Write 2 rows" not in client.get(_address("batch", batch)).content.decode()
        assert client.get(reverse("batches:new_batch")).status_code == 403

    def test_what_is_not_there_is_not_found(self, cast: Cast, client_of: ClientOf) -> None:
        assert client_of(cast.office).get("/import/999/").status_code == 404


class TestFile:
    def test_an_empty_list_teaches(self, cast: Cast, client_of: ClientOf) -> None:
        page = client_of(cast.office).get(reverse("batches:batches")).content.decode()

        assert "Nothing has been brought in yet" in page
        assert reverse("batches:new_batch") in page

    def test_a_file_is_read_checked_and_shown(self, cast: Cast, client_of: ClientOf) -> None:
        client = client_of(cast.office)

        response = _upload(client, FILE)

        batch = Batch.objects.get()
        assert response["Location"] == _address("found", batch)
        assert batch.state == "checked"
        page = client.get(response["Location"]).content.decode()
        for words in ("my units.csv", "2 rows in 4 columns", "utf-8", "comma", "Alpha"):
            assert words in page

    @pytest.mark.parametrize(("content", "words"), [(b"PK\x03\x04", "workbook"), (b"a,b\n", "no rows"), (b"", "empty")])
    def test_what_is_no_table_is_refused_in_words(
        self, content: bytes, words: str, cast: Cast, client_of: ClientOf
    ) -> None:
        response = _upload(client_of(cast.office), content)

        assert response.status_code == 422
        assert words in response.content.decode()

    def test_a_file_from_the_future_is_refused(self, cast: Cast, client_of: ClientOf) -> None:
        response = _upload(client_of(cast.office), FILE, as_of="2999-01-01")

        assert response.status_code == 422
        assert not Batch.objects.exists()


class TestColumns:
    def test_shows_examples_and_how_sure_it_is(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        page = client_of(cast.office).get(_address("columns", staged(FILE))).content.decode()

        for words in ("Stands on", "Technology", "Recognised", "1 value is not known here", "1 day of 1905"):
            assert words in page

    def test_a_value_can_be_said_and_a_column_moved(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)

        response = client.post(
            _address("columns", batch),
            {"value-1-0": "it", "dates-shown-3": "y", "dates-3": "years", "as_of": "2026-01-31"},
        )

        assert response["Location"] == _address("rows", batch)
        batch.refresh_from_db()
        assert "unknown_value" not in batch.result["problems"]
        assert batch.result["repaired_years"] == 1
        assert str(batch.as_of) == "2026-01-31"

        client.post(_address("columns", batch), {"to-2": "group", "to-1": "leave_out", "again": "yes"})
        batch.refresh_from_db()
        assert [column["to"] for column in batch.plan] == ["title", "leave_out", "group", "opened"]

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"to-2": "side"}, "More than one column"),
            ({"to-0": "extra"}, "without it no row can be taken"),
            ({"to-0": "nonsense"}, "no such field"),
            ({"as_of": "yesterday"}, "year-month-day"),
            ({"as_of": "2999-01-01"}, "future"),
        ],
    )
    def test_says_what_cannot_be(
        self, given: dict[str, str], words: str, cast: Cast, staged: Stage, client_of: ClientOf
    ) -> None:
        response = client_of(cast.office).post(_address("columns", staged(FILE)), given)

        assert response.status_code == 422
        assert words in response.content.decode()


class TestRows:
    def test_every_row_with_its_problems(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        page = client_of(cast.office).get(_address("rows", staged(FILE))).content.decode()

        assert "“7/15/1905” is the year 2023" in page
        assert "“Moon” is not a value of Side" in page
        assert "<script>alert" not in page

    def test_filter_search_and_page_live_in_the_address(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = (
            staged("Unit\n" + "".join(f"Unit {n}\n" for n in range(120)) + "Unit 5\n"),
            client_of(cast.office),
        )

        repeated = client.get(_address("rows", batch), {"problem": "repeated_name"}).context["page"]
        third = client.get(_address("rows", batch), {"page": "3"}).context["page"]
        found = client.get(_address("rows", batch), {"q": "unit 77"}).context["page"]

        assert [row.number for row in repeated.rows] == [121]
        assert (third.first, third.last, third.total) == (101, 121, 121)
        assert [row.title for row in found.rows] == ["Unit 77"]

    def test_takes_a_handful_of_queries_however_many_rows(
        self, cast: Cast, staged: Stage, client_of: ClientOf, django_assert_max_num_queries: Any
    ) -> None:
        batch, client = staged("Unit\n" + "".join(f"Unit {n}\n" for n in range(60))), client_of(cast.office)

        with django_assert_max_num_queries(8):
            client.get(_address("rows", batch))

    def test_the_problem_list_comes_as_csv(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        response = client_of(cast.office).get(_address("rows", staged(FILE)), {"format": "csv"})

        lines = response.getvalue().decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
        assert lines[0].startswith("Row,Line in the file,Name")
        assert len(lines) == 3

    def test_hostile_cells_do_no_harm(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(HOSTILE), client_of(cast.office)

        for name in ("found", "columns", "rows", "batch"):
            page = client.get(_address(name, batch)).content.decode()
            assert "<script>alert" not in page
            assert "<img src=x" not in page
        text = client.get(_address("rows", batch), {"format": "csv"}).getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
        assert not [cell for line in text.splitlines() for cell in line.split(",") if cell[:1] in "=+@" and cell]


class TestRepairs:
    def test_whole_columns_are_repaired_and_left_again(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)
        assert "Years shown as days in 1905" in client.get(_address("batch", batch)).content.decode()

        client.post(_address("repairs", batch), {"column": ["3"]})
        assert Row.objects.get(batch=batch, number=2).values["opened"] == "2023"

        client.post(_address("repairs", batch), {"column": ["3"], "undo": "yes"})
        assert "opened" not in Row.objects.get(batch=batch, number=2).values


class TestCommitment:
    def _write(self, client: Client, batch: Batch) -> str:
        response = client.post(_address("commitment", batch))
        job = Job.objects.latest("pk")
        assert response["Location"] == f"/jobs/{job.pk}/?next={_address('batch', batch)}"
        jobs.run_job.call(job.pk)
        return client.get(_address("batch", batch)).content.decode()

    def test_writes_with_a_job_and_says_what_to_do_next(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        page = self._write(client_of(cast.office), staged(FILE))

        assert Department.objects.filter(name__in=["Alpha", "Beta"]).count() == 2
        assert "Pia Office brought it in." in page
        assert "Take it back" in page

    def test_pressed_twice_writes_once(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)

        client.post(_address("commitment", batch))
        client.post(_address("commitment", batch))

        assert Job.objects.filter(kind="batches.commit").count() == 1

    def test_can_be_taken_back(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)
        self._write(client, batch)
        Department.objects.filter(name="Alpha").update(version=2)

        page = client.post(_address("taking_back", batch), follow=True).content.decode()

        assert "1 record was kept" in page
        assert "It has been changed since." in page
        assert not Department.objects.filter(name="Beta").exists()

    def test_a_written_one_says_so_everywhere(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        batch, client = staged(FILE), client_of(cast.office)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        assert client.post(_address("columns", batch), {}).status_code == 409
        assert client.post(_address("discarding", batch)).status_code == 409
        assert "Written" in client.get(reverse("batches:batches")).content.decode()


class TestDiscarding:
    def test_throws_away(self, cast: Cast, staged: Stage, client_of: ClientOf) -> None:
        client_of(cast.office).post(_address("discarding", staged(FILE)))

        assert not Batch.objects.exists()

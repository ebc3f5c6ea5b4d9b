"""What was found in a file: its picture, what was noticed, and reading it in another way."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accord.apps.batches import sockets, writes
from accord.apps.batches.models import Batch, Row
from accord.apps.ui.rules import Refused
from tests.apps.batches.conftest import AT, TARGET
from tests.cast import Cast

ClientOf = Callable[[Any], Client]
BANNERED = (
    "Units of Halden;;\n;;\nUnit;Stands on;Date opened\nAlpha;IT;1/31/2020\nBéta;Business;2/29/2020\n"
    "Gamma;IT;3/31/2020\n;;\n<b>Source</b>: the office;;\n"
)

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def only_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer only the small target to the pages."""
    monkeypatch.setattr(sockets.targets, "_items", [TARGET])


@pytest.fixture
def brought(cast: Cast, client_of: ClientOf) -> Callable[..., Batch]:
    """Bring a file as the programme office does."""

    def bring(content: str | bytes, name: str = "units.csv") -> Batch:
        data = content.encode() if isinstance(content, str) else content
        file = SimpleUploadedFile(name, data)
        client_of(cast.office).post(reverse("batches:new_batch"), {"file": file, "as_of": "2026-02-01"})
        return Batch.objects.get()

    return bring


def _page(client: Client, batch: Batch) -> str:
    return client.get(reverse("batches:found", args=[batch.pk])).content.decode()


def _read_again(client: Client, batch: Batch, **answers: str) -> Any:
    asked = ("encoding", "delimiter", "quote", "sheet", "turned", "header", "header_rows", "keep_end")
    data = {**dict.fromkeys(asked, "found"), **answers}
    return client.post(reverse("batches:reading", args=[batch.pk]), data)


def _cells(batch: Batch) -> list[list[str]]:
    return list(Row.objects.filter(batch=batch).order_by("number").values_list("cells", flat=True))


class TestPicture:
    def test_shows_the_file_as_it_stands(self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]) -> None:
        page = _page(client_of(cast.office), brought(BANNERED))

        for part, text in (("above", "Units of Halden"), ("header", "Stands on"), ("row", "Béta"), ("blank", "Blank")):
            assert f'<tr class="part-{part}">' in page
            assert text in page
        assert "3 rows in 3 columns were read" in page
        assert page.count("&lt;b&gt;Source&lt;/b&gt;: the office") == 1
        assert page.count('<tr class="part-above">') == 2
        assert "1 line around the table is a note and no row." in page
        assert "as found: semicolon" in page

    def test_is_there_for_who_may_look_without_the_questions(
        self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]
    ) -> None:
        page = _page(client_of(cast.cio), brought(BANNERED))

        assert "Béta" in page
        assert "Read it again" not in page

    def test_of_a_file_without_a_picture_is_left_out(
        self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]
    ) -> None:
        batch = brought(BANNERED)
        Batch.objects.update(facts={}, path="")

        assert "<table" not in _page(client_of(cast.office), batch)


class TestReadingAnotherWay:
    @pytest.mark.parametrize(
        ("answers", "rows", "first"),
        [
            ({"header": "1"}, 6, "Unit"),
            ({"header": "0"}, 6, "Units of Halden"),
            ({"header": "3", "header_rows": "2"}, 2, "Béta"),
            ({"keep_end": "yes"}, 5, "Alpha"),
            ({"encoding": "latin-1"}, 3, "Alpha"),
            ({"turned": "yes"}, 2, "Stands on"),
        ],
    )
    def test_takes_every_answer(
        self, answers: dict[str, str], rows: int, first: str, cast: Cast, client_of: ClientOf,
        brought: Callable[..., Batch],
    ) -> None:  # fmt: skip
        batch, client = brought(BANNERED), client_of(cast.office)

        response = _read_again(client, batch, **answers)

        assert response.status_code == 302
        batch.refresh_from_db()
        cells = [one for one in _cells(batch) if any(one)]
        assert (len(_cells(batch)), cells[0][0]) == (rows, first)
        assert ("BÃ©ta" in str(cells)) is ("encoding" in answers)
        page = _page(client, batch)
        assert all(f'<option value="{value}" selected>' in page for value in answers.values())

    def test_a_sheet_is_a_list_of_the_file(
        self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]
    ) -> None:
        batch = brought(json.dumps({"old": [{"unit": "A"}], "now": [{"unit": "B"}, {"unit": "C"}]}), "units.json")
        client = client_of(cast.office)
        assert "further list" in _page(client, batch)

        _read_again(client, batch, sheet="old")

        assert _cells(batch) == [["A"]]

    def test_what_cannot_be_read_so_is_refused_and_stays_as_it_was(
        self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]
    ) -> None:
        batch, client = brought(BANNERED), client_of(cast.office)

        response = _read_again(client, batch, encoding="utf-16")

        assert response.status_code == 422
        assert "It cannot be read like this" in response.content.decode()
        assert [cells[0] for cells in _cells(batch)] == ["Alpha", "Béta", "Gamma"]

    def test_answers_nobody_offered_are_refused(
        self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]
    ) -> None:
        response = _read_again(client_of(cast.office), brought(BANNERED), encoding="../../etc")

        assert response.status_code == 422

    def test_is_closed_to_the_stranger_and_to_who_may_only_look(
        self, cast: Cast, client_of: ClientOf, brought: Callable[..., Batch]
    ) -> None:
        batch = brought(BANNERED)

        assert _read_again(client_of(cast.cio), batch).status_code == 403
        assert "/account/login/" in _read_again(client_of(None), batch)["Location"]
        assert client_of(cast.office).get(reverse("batches:reading", args=[batch.pk])).status_code == 405


class TestFileForm:
    def test_takes_what_readers_read_and_asks_what_it_lists_only_where_there_is_a_choice(
        self, cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = client_of(cast.office).get(reverse("batches:new_batch")).content.decode()

        assert ".json" in page
        assert ".csv" in page
        assert 'name="target"' not in page
        monkeypatch.undo()
        assert 'name="target"' in client_of(cast.office).get(reverse("batches:new_batch")).content.decode()


class TestTakenAsSomethingElse:
    @pytest.fixture
    def people(self, monkeypatch: pytest.MonkeyPatch, brought: Callable[..., Batch]) -> Batch:
        """A list of units that could as well be one of something else."""
        other = replace(TARGET, kind="others", label="Other things")
        monkeypatch.setattr(sockets.targets, "_items", [TARGET, other])
        return brought("Unit;Stands on\nAlpha;IT\n")

    def test_is_mapped_anew(self, cast: Cast, client_of: ClientOf, people: Batch) -> None:
        assert "It lists something else" in _page(client_of(cast.office), people)
        client_of(cast.office).post(reverse("batches:listing", args=[people.pk]), {"target": "others"})
        people.refresh_from_db()
        assert (people.target, {column["to"] for column in people.plan}) == ("others", {"extra"})
        assert Row.objects.get(batch=people).cells == ["Alpha", "IT"]

    def test_refuses_what_there_is_not(self, cast: Cast, client_of: ClientOf, people: Batch) -> None:
        answer = client_of(cast.office).post(reverse("batches:listing", args=[people.pk]), {"target": "nothing"})
        assert answer.status_code == 422
        people.refresh_from_db()
        assert people.target == TARGET.kind

    def test_is_for_those_who_import(self, cast: Cast, client_of: ClientOf, people: Batch) -> None:
        address = reverse("batches:listing", args=[people.pk])
        assert client_of(cast.employee).post(address, {"target": "others"}).status_code == 403


class TestThatCannotBeRead:
    def test_says_why_and_can_be_read_in_another_way(self, cast: Cast, client_of: ClientOf, tmp_path: Path) -> None:
        path = tmp_path / "large.csv"
        path.write_text("Unit;Stands on\n")  # what a job finds out only when nobody waits any more
        batch = writes.receive(
            path=path, name="large.csv", target=TARGET.kind, as_of=date(2026, 2, 1), by=cast.office, at=AT
        )
        with pytest.raises(Refused):
            writes.read_file(batch_id=batch.pk, by=cast.office, at=AT)
        page = _page(client_of(cast.office), batch)
        assert "This file has headers and no rows under them." in page
        assert "Read it again" in page
        _read_again(client_of(cast.office), batch, header="0")
        assert _cells(batch) == [["Unit", "Stands on"]]

"""A file full of hostile cells goes in, is looked at everywhere, and goes out: it stays text all the way."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client

from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from accord.apps.goals import writes as goals
from accord.apps.initiatives.models import Initiative
from accord.apps.people import writes as people
from accord.apps.people.models import Person
from accord.apps.promises import writes as promises
from accord.apps.turn import writes as turn
from accord.apps.ui.rules import is_formula
from tests.cast import Cast

pytestmark = pytest.mark.one_database
AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = (
    "=cmd|' /C calc'!A0", '+HYPERLINK("http://evil.example")', "-2+3", "@SUM(A1)", "\t=1", f"{MARKUP} one", "\u202egpj.exe",
    "]]></t></is>", "{{ 7|add:90210777 }}{% now %}", "'; DROP TABLE people_person;--", "\ufeff=1+1", "\uff1d1", "%00%0a", "'=1", "''@x",
)  # fmt: skip
LISTS = (
    "/initiatives/", "/goals/", "/promises/", "/people/", "/decisions/", "/guardrails/", "/trail/", "/out-of-step/",
    "/expectations/", "/meetings/", "/check-ins/", "/questions/", "/notices/", "/views/", "/check-ins/series/",
    "/meetings/series/", "/promises/record/", "/expectations/outcomes/", "/import/",
)  # fmt: skip
SignIn = Callable[[Person | None], Client]


def _file(folder: Path) -> Path:
    path = folder / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Use case name", "Description", "Agency", f"Note {MARKUP}", "Vendor"])
        for cell in HOSTILE:
            writer.writerow([cell, f"{cell}\nsecond line", cell, cell, "x" * 40_000])
    return path


@pytest.fixture
def hostile(cast: Cast, tmp_path: Path) -> Batch:
    """The file brought in, and hostile words wherever people can type them."""
    batch = writes.stage(
        path=_file(tmp_path), name=f"{MARKUP}.csv", target="portfolio", as_of=date(2026, 6, 1), by=cast.office, at=AT
    )
    writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
    done = writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
    for cell in HOSTILE:
        if not cell.strip():
            continue
        goals.add_goal(title=cell, why=cell, by=cast.office, at=AT)
        promises.make_promise(what=cell, owner_id=cast.cio.pk, due_date=date(2026, 7, 1), by=cast.cio, at=AT)
        people.add_person(name=cell, title=cell, by=cast.office, at=AT)
        turn.save_view(place="/goals/", query="", name=cell[:80], is_shared=True, by=cast.cio, at=AT)
    return done


def test_cells_are_text_on_every_page(cast: Cast, hostile: Batch, client_of: SignIn) -> None:
    client = client_of(cast.office)
    first = Initiative.objects.get(title__startswith=MARKUP)
    person = Person.objects.get(name__startswith=MARKUP)
    places = [
        *LISTS, "/", "/import/", f"/import/{hostile.pk}/", f"/import/{hostile.pk}/rows/", f"/import/{hostile.pk}/columns/",
        f"/initiatives/{first.pk}/", f"/people/{person.pk}/", "/search/?q=script", "/views/menu/?for=/goals/",
        "/initiatives/?q=<script>alert(1)</script>&sort=<b>", "/people/departments/",
    ]  # fmt: skip
    for place in places:
        answer = client.get(place, follow=True)
        page = answer.content.decode()
        assert answer.status_code in {200, 404}, place
        assert "<script>alert" not in page, place
        assert "<img src=x" not in page, place
        assert "\x00" not in page, place
        assert "90210784" not in page, place


def test_cells_are_text_in_every_file(cast: Cast, hostile: Batch, client_of: SignIn) -> None:
    client = client_of(cast.office)
    for place in LISTS:
        answers = {kind: client.get(place, {"format": kind}) for kind in ("csv", "xlsx", "json")}
        found = {kind: b"".join(answer.streaming_content) for kind, answer in answers.items()}  # type: ignore[attr-defined]
        rows = list(csv.reader(io.StringIO(found["csv"].decode("utf-8-sig"), newline="")))
        assert not [cell for row in rows for cell in row if is_formula(cell)], place
        assert len(json.loads(found["json"])["data"]) == len(rows) - 1, place
        with ZipFile(io.BytesIO(found["xlsx"])) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet, place
        assert "<hyperlink" not in sheet, place
        assert sheet.count("<row ") == len(rows), place

"""A person who is erased is found nowhere any more: not in files, rows, examples, mappings, index, views or archive."""

from __future__ import annotations

import re
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.people import writes as people
from accord.apps.people.models import Person
from accord.apps.search import writes as search
from accord.apps.turn import writes as turn
from accord.site import archive
from tests.cast import Cast, build

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = "Name,Job title,Department,Mail address,Hobby\nZoë Quince,Chief Beekeeper,Marketing,zoe.quince@example.org,Sailing\nLena Ship,,IT,lena.ship@example.org,\n"
PORTFOLIO = "Title,Sponsor\nInvoice reader,Zoë Quince\nQuincey's planner,Lena Ship\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep files where no other test keeps its own."""
    monkeypatch.setattr(settings, "ACCORD_HOME", tmp_path / "home")


@pytest.fixture
def cast() -> Cast:
    return build()


def _brought(folder: Path, text: str, target: str, by: Person) -> Batch:
    path = folder / f"{target}.csv"
    path.write_text(text, encoding="utf-8")
    batch = writes.stage(path=path, name=path.name, target=target, as_of=date(2026, 6, 1), by=by, at=AT)
    writes.use_list(batch_id=batch.pk, source_list=f"The list of {target}", by=by, at=AT)
    writes.check_rows(batch_id=batch.pk, by=by, at=AT)
    return writes.commit(batch_id=batch.pk, by=by, at=AT)


def _everything(folder: Path, name: str) -> str:
    """Read the whole archive, the database beside it and the files that wait."""
    path = folder / f"{name}.tar.gz"
    archive.back_up(path, at=AT)
    with tarfile.open(path) as tar:
        texts = [file.read().decode("utf-8", "replace") for member in tar if (file := tar.extractfile(member))]
    waiting = Path(settings.ACCORD_HOME) / "incoming"
    texts += [file.read_text("utf-8", "replace") for file in waiting.glob("*")] if waiting.is_dir() else []
    return "\n".join(texts).encode().decode("unicode_escape", "ignore") + "\n".join(texts)


def test_an_erased_person_is_found_nowhere_and_the_archive_comes_back_row_by_row(cast: Cast, tmp_path: Path) -> None:
    _brought(tmp_path, PEOPLE, "people", cast.office)
    _brought(tmp_path, PORTFOLIO, "portfolio", cast.office)
    zoe = Person.objects.get(email="zoe.quince@example.org")
    led = Initiative.objects.get(sponsor=zoe)
    turn.save_view(place="/goals/", query="q=zoe", name="Zoë Quince's own", is_shared=True, by=zoe, at=AT)
    change = turn.choose_records(code="initiatives", ids=[led.pk], by=cast.office, at=AT)
    turn.look_ahead(change_id=change.pk, action="lead", values={"to": str(zoe.pk)}, by=cast.office, at=AT)
    turn.make_changes(change_id=change.pk, by=cast.office, at=AT)
    search.rebuild(by=None, at=AT)
    assert "Zoë Quince" in _everything(tmp_path, "before")

    people.erase_person(person_id=zoe.pk, by=cast.administrator, at=AT)

    left = _everything(tmp_path, "after")
    assert not re.search(r"zo.{1,8} quince|zoe\.quince|beekeeper|sailing", left, re.IGNORECASE)
    assert "Quincey's planner" in left  # another word, which only begins like the name
    assert Row.objects.filter(batch__target="people").count() == 2
    assert Initiative.objects.get(pk=led.pk).lead_id == zoe.pk  # what they did stays, under a number

    before = {model: list(archive.lines_of(model)) for model in archive.kept_models()}
    kept = {model._meta.db_table for model, rows in before.items() if rows}
    assert {"batches_sourcelist", "batches_listed", "batches_profile", "batches_extrafield", "batches_writing",
            "turn_bulkchange", "turn_bulkline"} <= kept  # fmt: skip
    _empty()
    archive.restore(tmp_path / "after.tar.gz")
    assert {model: list(archive.lines_of(model)) for model in archive.kept_models()} == before


def _empty() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


def test_the_words_of_initiatives_are_not_touched(cast: Cast, tmp_path: Path) -> None:
    made = initiatives.add_initiative(title="Mia Copy writes", by=cast.office, at=AT)
    people.erase_person(person_id=cast.marketer.pk, by=cast.administrator, at=AT)
    assert Initiative.objects.get(pk=made.pk).title == "Mia Copy writes"

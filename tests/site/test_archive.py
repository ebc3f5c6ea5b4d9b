"""Backup and restore: row by row, all or nothing."""

import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from accord.apps.people.events import PersonEdited
from accord.apps.people.models import Department, Person
from accord.apps.trail import writes
from accord.apps.ui.rules import Ref, Refused
from accord.site import archive
from tests.cast import build

AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def _fill() -> None:
    cast = build()
    with transaction.atomic():
        writes.edit(
            cast.employee,
            {"name": "Ünïcödé “𝄞”\u2028"},
            event=PersonEdited,
            subject=Ref("people.person", cast.employee.pk),
            by=cast.office,
            at=AT,
        )
    writes.seal(by=None, at=AT)


def _empty() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


class TestArchive:
    def test_brings_every_row_of_every_table_back(self, tmp_path: Path) -> None:
        _fill()
        before = {model: list(archive.lines_of(model)) for model in archive.kept_models()}
        archive.back_up(tmp_path / "all.tar.gz", at=AT)
        _empty()
        assert not Person.objects.exists()

        archive.restore(tmp_path / "all.tar.gz")

        assert {model: list(archive.lines_of(model)) for model in archive.kept_models()} == before
        assert Department.objects.create(name="After").pk not in [json.loads(row)[0] for row in before[Department]]

    def test_keeps_every_table_of_ours(self) -> None:
        ours = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model.__module__.startswith("accord.") and model._meta.app_label not in {"jobs", "search"}
        }

        assert ours <= {model._meta.db_table for model in archive.kept_models()}

    def test_holds_no_key(self, tmp_path: Path) -> None:
        _fill()
        archive.back_up(tmp_path / "all.tar.gz", at=AT)

        with tarfile.open(tmp_path / "all.tar.gz") as tar:
            names = tar.getnames()
        assert "manifest.json" in names
        assert not [name for name in names if "key" in name and "token" not in name]

    def test_refuses_a_home_that_is_not_empty(self, tmp_path: Path) -> None:
        _fill()
        archive.back_up(tmp_path / "all.tar.gz", at=AT)

        with pytest.raises(Refused, match="already holds"):
            archive.restore(tmp_path / "all.tar.gz")

    def test_refuses_to_write_over_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "all.tar.gz").write_text("mine")

        with pytest.raises(Refused, match="already there"):
            archive.back_up(tmp_path / "all.tar.gz", at=AT)
        assert (tmp_path / "all.tar.gz").read_text() == "mine"

    @pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
    def test_refuses_what_is_no_archive(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "x").write_bytes(content)

        with pytest.raises(Refused):
            archive.restore(tmp_path / "x")

    def test_leaves_nothing_behind_when_a_row_was_altered(self, tmp_path: Path) -> None:
        _fill()
        archive.back_up(tmp_path / "all.tar.gz", at=AT)
        _empty()
        _alter(tmp_path / "all.tar.gz", tmp_path / "altered.tar.gz")

        with pytest.raises(Refused, match="people_department"):
            archive.restore(tmp_path / "altered.tar.gz")
        assert not Person.objects.exists()


def _alter(source: Path, target: Path) -> None:
    import io

    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            file = old.extractfile(member)
            content = file.read() if file else b""
            if member.name == "tables/people_department.jsonl":
                content = content.replace(b"Finance", b"Finanze")
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))

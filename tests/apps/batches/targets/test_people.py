"""Lists of people: found again, never merged silently, taken back as a whole; roles stay as they are."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.batches.reads.opening import fitting_target
from accord.apps.people import writes as people
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import Role
from accord.apps.trail.models import Detail, Entry
from accord.apps.ui.rules import WrongState
from tests.cast import Cast
from tests.integrations.spreadsheet.books import xlsx

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FILE = """Employee ID,Full name,E-mail,Job title,Department,Side,Head of department
7,Mara Okafor,mara@example.org,Chief of staff,Harbour,Business,yes
8,Jon Sund,jon@example.org,Engineer,Platform,IT,no
9,Ada Berg,,Analyst,Harbour,,
"""


def _checked(cast: Cast, path: Path, target: str = "") -> Batch:
    kind = target or fitting_target(path=path, name=path.name)
    batch = writes.stage(path=path, name=path.name, target=kind, as_of=date(2026, 2, 1), by=cast.office, at=AT)
    return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)


def _file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _verdicts(batch: Batch) -> dict[str, int]:
    return {name: count for name, count in batch.result["verdicts"].items() if count}


def _kinds(batch: Batch, title: str) -> str:
    return Row.objects.get(batch=batch, title=title).kinds


class TestPeople:
    def test_comes_in_says_same_changes_and_goes(self, cast: Cast, tmp_path: Path) -> None:
        path = _file(tmp_path / "staff.csv", FILE)
        before = set(Person.objects.values_list("pk", flat=True))
        first = _checked(cast, path)
        assert (first.target, _verdicts(first)) == ("people", {"new": 3})
        writes.commit(batch_id=first.pk, by=cast.office, at=AT)
        mara = Person.objects.get(email="mara@example.org")
        assert (mara.title, mara.roles, mara.has_usable_password()) == ("Chief of staff", ["employee"], False)
        assert mara.department is not None
        assert (mara.department.name, mara.department.side, mara.department.head_id) == ("Harbour", "business", mara.pk)
        assert Department.objects.get(name="Platform").side == "it"
        assert _verdicts(_checked(cast, path)) == {"same": 3}
        later = _checked(
            cast, _file(path, FILE.replace("Engineer,Platform", "Architect,Harbour").replace("Ada", "Eda"))
        )
        assert _verdicts(later) == {"changed": 2, "same": 1}
        writes.commit(batch_id=later.pk, by=cast.office, at=AT)
        jon = Person.objects.get(email="jon@example.org")
        assert (jon.title, jon.department) == ("Architect", mara.department)
        assert Person.objects.filter(name="Eda Berg").exists()
        writes.take_back(batch_id=later.pk, by=cast.office, at=AT)
        jon.refresh_from_db()
        assert (jon.title, jon.department and jon.department.name) == ("Engineer", "Platform")
        back = writes.take_back(batch_id=first.pk, by=cast.office, at=AT)
        assert back.kept == []
        assert set(Person.objects.values_list("pk", flat=True)) == before
        assert not Department.objects.filter(name__in=["Harbour", "Platform"]).exists()
        told = Detail.objects.filter(entry__code="people.person.added", entry__batch=f"batches.batch:{first.pk}")
        assert not told.exclude(field="department").exclude(new=None).exists()

    def test_never_takes_two_for_one(self, cast: Cast, tmp_path: Path) -> None:
        one = people.add_person(name="Kim Lee", email="kim@example.org", by=cast.office, at=AT)
        text = "Name,Mail address\nKim Lee,other@example.org\nkim  LEE,KIM@example.org\nSam Fox,\nSam Fox,\n"
        batch = _checked(cast, _file(tmp_path / "p.csv", text), "people")
        assert list(Row.objects.filter(batch=batch).order_by("number").values_list("record_id", flat=True)) == [
            None, one.pk, None, None,
        ]  # fmt: skip
        assert Row.objects.get(batch=batch, number=1).kinds == "|namesake|"
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert Person.objects.filter(name="Sam Fox").count() == 2
        assert _verdicts(_checked(cast, tmp_path / "p.csv", "people")) == {"same": 4}

    def test_leaves_roles_administrators_leavers_and_sign_ins_alone(self, cast: Cast, tmp_path: Path) -> None:
        gone = people.add_person(name="Uwe Gone", by=cast.office, at=AT)
        people.leave(person_id=gone.pk, left_date=date(2026, 1, 1), by=cast.office, at=AT)
        Person.objects.filter(pk=cast.office.pk).update(roles=[Role.PROGRAMME_OFFICE], external_key="77")
        admin = Person.objects.create(name="Root", email="root@example.org", roles=[Role.ADMINISTRATOR])
        text = (
            "Employee ID,Name,Email,Job title,Roles\n1,Root,root@example.org,Boss,CIO\n"
            f"77,{cast.office.name},new@example.org,Desk,CIO\n3,Uwe Gone,,Boss,CIO\n4,Lil,no mail,Cook,CIO\n"
        )
        batch = _checked(cast, _file(tmp_path / "p.csv", text), "people")
        assert all("not_taken" in _kinds(batch, name) for name in ("Root", cast.office.name, "Uwe Gone", "Lil"))
        assert _verdicts(batch) == {"changed": 1, "same": 2, "new": 1}
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        admin.refresh_from_db()
        office = Person.objects.get(pk=cast.office.pk)
        assert (admin.title, office.title, office.roles) == ("", "Desk", [Role.PROGRAMME_OFFICE])
        assert office.email == cast.office.email
        assert Person.objects.get(name="Lil").email is None

    def test_refuses_one_mail_address_for_two(self, cast: Cast, tmp_path: Path) -> None:
        text = "Name,Email\nA One,same@example.org\nB Two,Same@example.org\n"
        batch = _checked(cast, _file(tmp_path / "p.csv", text), "people")
        with pytest.raises(WrongState, match="belongs to one person only"):
            writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert not Person.objects.filter(name="A One").exists()

    def test_keeps_who_did_something_since_unless_told_otherwise(self, cast: Cast, tmp_path: Path) -> None:
        batch = _checked(cast, _file(tmp_path / "staff.csv", FILE))
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        jon, ada = Person.objects.get(name="Jon Sund"), Person.objects.get(name="Ada Berg")
        people.edit_person(person_id=jon.pk, values={"title": "Lead"}, by=cast.office, at=AT)
        Entry.objects.create(at=AT, actor_id=ada.pk, code="x", subject_kind="x.x", subject_id=1)
        back = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert {ref for ref, _why in back.kept} >= {f"people.person:{jon.pk}", f"people.person:{ada.pk}"}
        assert not Person.objects.filter(name="Mara Okafor").exists()

    @pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
    def test_knows_its_own_export(self, cast: Cast, client: Client, tmp_path: Path, ending: str) -> None:
        people.add_person(name="=Cmd Key", email="cmd@example.org", title="+1", by=cast.office, at=AT)
        client.force_login(cast.office)
        answer: Any = client.get(reverse("people:people"), {"format": ending})
        path = tmp_path / f"people.{ending}"
        path.write_bytes(b"".join(answer.streaming_content))
        batch = _checked(cast, path)
        assert (batch.target, set(_verdicts(batch))) == ("people", {"same"})
        assert "not_taken" not in batch.result["problems"]

    def test_comes_from_a_workbook_too(self, cast: Cast, tmp_path: Path) -> None:
        rows = [line.split(",") for line in FILE.strip().split("\n")]
        batch = _checked(cast, xlsx(tmp_path / "staff.xlsx", {"Staff": rows}))
        assert (batch.target, _verdicts(batch)) == ("people", {"new": 3})

"""Lists of promises, such as action items: found again by words and day; what is settled or agreed stays."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.batches.reads.opening import fitting_target
from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Department
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Promise
from accord.apps.ui.rules import Ref
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADERS = "Action item,Assignee,Department,Requested by,Due date,Status,Completed at,Project\n"


def _checked(cast: Cast, path: Path, target: str = "") -> Batch:
    kind = target or fitting_target(path=path, name=path.name)
    batch = writes.stage(path=path, name=path.name, target=kind, as_of=date(2026, 2, 1), by=cast.office, at=AT)
    return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)


def _file(path: Path, rows: str) -> Path:
    path.write_text(HEADERS + rows, encoding="utf-8")
    return path


def _verdicts(batch: Batch) -> dict[str, int]:
    return {name: count for name, count in batch.result["verdicts"].items() if count}


class TestPromises:
    def test_comes_in_says_same_moves_and_goes(self, cast: Cast, tmp_path: Path) -> None:
        about = initiatives.add_initiative(title="Chat desk", by=cast.office, at=AT)
        unit = Department.objects.order_by("pk")[0]
        rows = (
            f"Send the data,{cast.office.name},,{cast.cio.name},2026-04-01,In progress,,Chat desk\n"
            f"Name a steward,,{unit.name},,2026-01-15,Done,2026-01-20,\n"
            f"Write the brief,{cast.cio.name},,,2026-05-01,,,\n"
        )
        path = _file(tmp_path / "actions.csv", rows)
        first = _checked(cast, path)
        assert (first.target, _verdicts(first)) == ("promises", {"new": 3})
        writes.commit(batch_id=first.pk, by=cast.office, at=AT)
        data = Promise.objects.get(what="Send the data")
        assert (data.owner, data.made_to, data.about, data.state) == (
            cast.office, cast.cio, Ref("initiatives.initiative", about.pk), "open",
        )  # fmt: skip
        steward = Promise.objects.get(what="Name a steward")
        assert (steward.owner, steward.department, steward.state) == (None, unit, "kept")
        assert steward.kept_at is not None
        assert steward.kept_at.date() == date(2026, 1, 20)
        assert _verdicts(_checked(cast, path)) == {"same": 3}
        later = _checked(cast, _file(path, rows.replace("2026-04-01,In progress", "2026-06-01,In progress")
                                     .replace("2026-05-01,,,", "2026-05-01,Done,2026-02-20,")))  # fmt: skip
        assert _verdicts(later) == {"changed": 2, "same": 1}
        writes.commit(batch_id=later.pk, by=cast.office, at=AT)
        data.refresh_from_db()
        assert (data.due_date, data.first_due_date, data.reason) == (date(2026, 6, 1), date(2026, 4, 1), "actions.csv")
        assert Promise.objects.get(what="Write the brief").state == "kept"
        assert writes.take_back(batch_id=later.pk, by=cast.office, at=AT).kept == []
        data.refresh_from_db()
        assert (data.due_date, data.reason) == (date(2026, 4, 1), "")
        assert Promise.objects.get(what="Write the brief").kept_at is None
        assert writes.take_back(batch_id=first.pk, by=cast.office, at=AT).kept == []
        assert not Promise.objects.filter(what__in=["Send the data", "Name a steward", "Write the brief"]).exists()

    def test_names_what_is_no_promise_yet(self, cast: Cast, tmp_path: Path) -> None:
        rows = (
            "Nobody said it,,,,2026-04-01,,,\n"
            f"No day,{cast.cio.name},,,,,,\n"
            f"Only a month,{cast.cio.name},,,2026-04,,,\n"
            f"Done some day,{cast.cio.name},,,2026-01-01,Done,,\n"
            f"About nothing,{cast.cio.name},Not here,,2026-04-01,,,Unheard of\n"
        )
        batch = _checked(cast, _file(tmp_path / "a.csv", rows), "promises")
        kinds = dict(Row.objects.filter(batch=batch).values_list("title", "kinds"))
        assert _verdicts(batch) == {"new": 1, "refused": 4}
        assert all("missing_value" in kinds[name] for name in kinds if name != "About nothing")
        assert kinds["About nothing"] == "|not_taken|"

    def test_leaves_settled_ones_and_repetitions_alone(self, cast: Cast, tmp_path: Path) -> None:
        old = promises.make_promise(
            what="Report", owner_id=cast.office.pk, due_date=date(2026, 3, 2), by=cast.office, at=AT
        )
        promises.keep_promise(promise=old, by=cast.office, at=AT)
        rows = f"Report,{cast.office.name},,,2026-03-02,Open,,\nReport,{cast.office.name},,,2026-04-02,Open,,\n"
        batch = _checked(cast, _file(tmp_path / "a.csv", rows), "promises")
        assert _verdicts(batch) == {"same": 1, "new": 1}
        assert "not_taken" in Row.objects.get(batch=batch, number=1).kinds
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert sorted(Promise.objects.filter(what="Report").values_list("state", flat=True)) == ["kept", "open"]
        later = _checked(cast, _file(tmp_path / "a.csv", rows.split("\n")[1].replace("04-02", "05-02")), "promises")
        assert _verdicts(later) == {"changed": 1}

    @pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
    def test_knows_its_own_export(self, cast: Cast, client: Client, tmp_path: Path, ending: str) -> None:
        unit = Department.objects.order_by("pk")[0]
        about = initiatives.add_initiative(title="@Desk", by=cast.office, at=AT)
        made = [
            promises.make_promise(
                what=what, owner_id=cast.office.pk, made_to_id=cast.cio.pk, due_date=date(2026, 3, 2),
                about=Ref("initiatives.initiative", about.pk), by=cast.office, at=AT,
            )
            for what in ("=Send it", "Call back", "Call back")
        ]  # fmt: skip
        promises.keep_promise(promise=made[1], by=cast.office, at=AT)
        promises.edit_promise(
            promise=made[2], values={"due_date": date(2026, 5, 2)}, reason="Ill", by=cast.office, at=AT
        )
        Promise.objects.create(
            what="Planned end", department=unit, due_date=date(2026, 9, 1), first_due_date=date(2026, 8, 1),
            created_at=AT, created_by=cast.office,
        )  # fmt: skip
        client.force_login(cast.office)
        answer: Any = client.get(reverse("promises:promises"), {"format": ending})
        path = tmp_path / f"promises.{ending}"
        path.write_bytes(b"".join(answer.streaming_content))
        batch = _checked(cast, path)
        assert (batch.target, set(_verdicts(batch))) == ("promises", {"same"})
        assert "not_taken" not in batch.result["problems"]

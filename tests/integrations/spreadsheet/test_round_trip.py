"""Out and in again: every list that a file can become exports what comes back without a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, Row
from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.people import writes as people
from accord.apps.people.models import Person
from accord.apps.promises import writes as promises
from accord.apps.ui.rules import Ref
from tests.cast import Cast

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
EXCERPT = Path(__file__).parent / "federal_ai_2024_excerpt.csv"
SignIn = Callable[[Person | None], Client]
KINDS = ("csv", "xlsx", "json")


def _brought(path: Path, target: str, by: Person, name: str = "") -> Batch:
    batch = writes.stage(path=path, name=name or path.name, target=target, as_of=date(2026, 6, 3), by=by, at=AT)
    return writes.check_rows(batch_id=batch.pk, by=by, at=AT)


def _exported(client: Client, address: str, kind: str, folder: Path) -> Path:
    answer = client.get(address, {"format": kind})
    path = folder / f"export.{kind}"
    path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return path


def _said(batch: Batch) -> dict[str, Any]:
    """Say what is not as it should be: rows that would be new or changed, and why."""
    rows = Row.objects.filter(batch=batch).exclude(verdict="same")
    return {row.title or str(row.number): (row.verdict, row.changes, row.problems) for row in rows[:5]}


class TestInitiatives:
    @pytest.fixture
    def portfolio(self, cast: Cast) -> None:
        """The excerpt of the federal inventory, and two that people added by hand under one name."""
        batch = _brought(EXCERPT, "portfolio", cast.office)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        for lead in (cast.cio.pk, None):
            made = initiatives.add_initiative(
                title="=2+5 <b>twice</b>", lead_id=lead, sponsor_id=cast.cfo.pk, department_id=cast.marketing.pk,
                summary="-1 line\r\n@second line", stage="building", stage_date=date(2025, 3, 1), by=cast.office, at=AT,
            )  # fmt: skip
            initiatives.set_extra(
                initiative=made, values={"Vendor": "+49 30 1234", "count": "007", "note": "'=1"}, by=cast.office, at=AT
            )  # fmt: skip
        Initiative.objects.filter(lead=cast.cio.pk).update(
            planned_end_on=date(2026, 9, 30), cost_amount=Decimal("1234567.80"), cost_currency="EUR", rating="amber_red",
            benefit_amount=Decimal("99.99"), benefit_currency="GBP",
        )  # fmt: skip

    @pytest.mark.parametrize("kind", KINDS)
    def test_come_back_without_a_change(
        self, cast: Cast, portfolio: None, client_of: SignIn, tmp_path: Path, kind: str
    ) -> None:
        path = _exported(client_of(cast.office), "/initiatives/", kind, tmp_path)
        batch = _brought(path, "portfolio", cast.office)
        count = Initiative.objects.count()
        assert batch.result["verdicts"] == {"new": 0, "changed": 0, "same": count, "refused": 0}, _said(batch)

    @pytest.mark.one_database
    def test_of_the_whole_inventory_come_back_without_a_change(
        self, cast: Cast, whole: Path, client_of: SignIn, tmp_path: Path
    ) -> None:
        batch = _brought(whole, "portfolio", cast.office)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        for kind in KINDS:
            again = _brought(
                _exported(client_of(cast.office), "/initiatives/", kind, tmp_path), "portfolio", cast.office
            )
            assert again.result["verdicts"] == {"new": 0, "changed": 0, "same": 2133, "refused": 0}, _said(again)


@pytest.mark.parametrize("kind", KINDS)
class TestOtherLists:
    def test_people_come_back_without_a_change(self, cast: Cast, client_of: SignIn, tmp_path: Path, kind: str) -> None:
        Person.objects.filter(pk=cast.employee.pk).update(name="=cmd|' /C calc'!A0", external_key="E-7", title="@home")
        for department in (cast.hr, cast.it):  # two of one name, without a mail address
            people.add_person(name="Twice Named", department_id=department.pk, by=cast.office, at=AT)
        batch = _brought(_exported(client_of(cast.office), "/people/", kind, tmp_path), "people", cast.office)
        same = Person.objects.count()
        assert batch.result["verdicts"] == {"new": 0, "changed": 0, "same": same, "refused": 0}, _said(batch)

    def test_goals_come_back_without_a_change(self, cast: Cast, client_of: SignIn, tmp_path: Path, kind: str) -> None:
        top = goals.add_goal(
            title="-5 % <cost>", why="Because.\r\nReally.", business_owner_id=cast.cfo.pk, it_owner_id=cast.cio.pk,
            department_id=cast.finance.pk, review_date=date(2026, 9, 1), by=cast.office, at=AT,
        )  # fmt: skip
        for title in ("Faster", "Faster"):
            goals.add_goal(title=title, parent_id=top.pk, horizon="far", by=cast.office, at=AT)
        for name in ("Cost per claim", "Days to pay"):
            values = {
                "name": name, "unit": "EUR", "direction": "down", "baseline_value": 12.5, "target_value": 9.0,
                "baseline_date": date(2026, 1, 1), "target_date": date(2026, 12, 31), "source": "Ledger",
            }  # fmt: skip
            goals.add_measure(goal=top, values=values, by=cast.cfo, at=AT)
        batch = _brought(_exported(client_of(cast.office), "/goals/", kind, tmp_path), "goals", cast.office)
        assert batch.result["verdicts"] == {"new": 0, "changed": 0, "same": 3, "refused": 0}, _said(batch)

    def test_promises_come_back_without_a_change(
        self, cast: Cast, client_of: SignIn, tmp_path: Path, kind: str
    ) -> None:
        about = initiatives.add_initiative(title="Invoice reader", lead_id=cast.cio.pk, by=cast.office, at=AT)
        made = [
            promises.make_promise(
                what=what, owner_id=owner, made_to_id=cast.cfo.pk, due_date=date(2026, 7, day), by=cast.office, at=AT,
                about=Ref("initiatives.initiative", about.pk),
            )
            for what, owner, day in (
                ("=SUM(A1)", cast.cio.pk, 1), ("Send the list", cast.cio.pk, 2), ("Send the list", cast.employee.pk, 2),
                ("Test it", cast.employee.pk, 3), ("Drop it", cast.employee.pk, 4), ("Miss it", cast.employee.pk, 5),
            )
        ]  # fmt: skip
        promises.keep_promise(promise=made[3], by=cast.office, at=AT)
        promises.withdraw_promise(promise=made[4], reason="Not needed", by=cast.office, at=AT)
        promises.miss_promise(promise=made[5], reason="No data came", cause="data", by=cast.office, at=AT)
        promises.edit_promise(
            promise=made[0], values={"due_date": date(2026, 8, 1)}, reason="Data late", by=cast.office, at=AT
        )  # fmt: skip
        batch = _brought(_exported(client_of(cast.office), "/promises/", kind, tmp_path), "promises", cast.office)
        assert batch.result["verdicts"] == {"new": 0, "changed": 0, "same": 6, "refused": 0}, _said(batch)

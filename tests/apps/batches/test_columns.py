"""The columns page: what is asked, what is folded, and what a person can say about a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accord.apps.batches import reads, sockets
from accord.apps.batches.models import Batch
from accord.apps.batches.reads.columns import sorted_views
from accord.apps.batches.sockets import Field, FieldType, Part
from accord.apps.people import writes as people
from accord.apps.people.rules import Side
from tests.apps.batches.conftest import AT
from tests.cast import Cast

pytestmark = pytest.mark.one_database

Stage = Callable[..., Batch]
ClientOf = Callable[[Any], Client]
MORE = Part(
    "more", "units", 20,
    (Field("cost", "Cost", FieldType.MONEY, synonyms=("budget",)), Field("tags", "Tags", FieldType.LIST),
     Field("unit", "Belongs to", FieldType.DEPARTMENT, synonyms=("parent unit",))),
    prepare=lambda load: list,
)  # fmt: skip
FILE = (
    "Unit,Head,Parent unit,Date opened,Date closed,Budget,Tags,Free\n"
    'A,"Doe, Jane",Finance and Control,30.06.08,FY 2018/19,"$1.200",x; y,1\n'
    'B,J. Doe,Finance & Control,31.12.20,FY 2019/20,"$2.500",y; z,2\n'
    'C,Maria Rossi,Legal,24-Sep,Ongoing,"$3.750",x; z,3\n'
)


@pytest.fixture(autouse=True)
def more() -> Any:
    """Give the small target money, a list and a department."""
    sockets.parts.plug(MORE)
    yield
    sockets.parts.unplug(MORE)


@pytest.fixture
def batch(cast: Cast, staged: Stage) -> Batch:
    """Stage a file that leaves nearly everything open."""
    people.add_person(name="Jane Doe", email="jane.doe@example.org", by=cast.administrator, at=AT)
    people.add_department(name="Finance & Control", side=Side.FINANCE, by=cast.administrator, at=AT)
    return staged(FILE)


def _views(cast: Cast, batch: Batch) -> dict[str, Any]:
    return {view.header: view for view in reads.column_views(viewer=cast.office, batch_id=batch.pk)}


class TestColumnsPage:
    def test_asks_first_what_is_open_and_folds_the_rest(self, batch: Batch, cast: Cast, client_of: ClientOf) -> None:
        views = _views(cast, batch)

        assert {name: view.asks for name, view in views.items() if view.asks} == {
            "Head": ("names",), "Parent unit": ("names",), "Date opened": ("dates",), "Date closed": ("dates",),
            "Budget": ("decimal", "currency", "unit"),
        }  # fmt: skip
        parted = sorted_views(views=list(views.values()), wrong={})
        assert [view.header for view in parted.fields] == ["Unit", "Tags"]
        assert [view.header for view in parted.extra] == ["Free"]
        page = client_of(cast.office).get(reverse("batches:columns", args=[batch.pk])).content.decode()
        for words in ("5 to look at, 2 recognised, 1 kept", "nearly those of somebody", "31.12.20", "Which currency"):
            assert words in page or words.replace("those", "that") in page

    def test_people_and_departments_are_proposed_and_never_merged(self, batch: Batch, cast: Cast) -> None:
        head, unit = (_views(cast, batch)[name].values for name in ("Head", "Parent unit"))

        assert [(value.text, value.found, value.to) for value in head] == [
            ("J. Doe", "near", ""), ("Maria Rossi", "new", ""), ("Doe, Jane", "here", "Jane Doe"),
        ]  # fmt: skip
        assert [(value.text, value.found, value.to) for value in unit] == [
            ("Finance and Control", "near", "Finance and Control"), ("Legal", "new", "Legal"),
            ("Finance & Control", "here", "Finance & Control"),
        ]  # fmt: skip

    def test_answers_are_taken_and_questions_settled(self, batch: Batch, cast: Cast, client_of: ClientOf) -> None:
        client, address = client_of(cast.office), reverse("batches:columns", args=[batch.pk])
        given = {
            "asked-1": "names", "value-1-0": "Jane Doe", "asked-2": "names", "value-2-0": "Finance & Control",
            "asked-3": "dates", "dates-shown-3": "yes", "dates-3": ["two_digits", "month_year"], "order-3": "day",
            "asked-4": "dates", "fiscal-4": "3", "decimal-5": ",", "currency-5": "CAD", "unit-5": "1000", "side-5": "it",
            "asked-5": ["decimal", "currency", "unit"], "separator-6": ";", "again": "yes",
        }  # fmt: skip

        assert client.post(address, given)["Location"] == address

        rows = list(batch.rows.order_by("number"))
        assert [row.values["opened"] for row in rows] == ["2008-06-30", "2020-12-31", "2024-09"]
        assert [row.values.get("closed") for row in rows] == ["2019-03-31", "2020-03-31", None]
        assert rows[0].values["cost"] == {"amount": "1200000.00", "currency": "CAD", "side": "it"}
        assert [row.values["tags"] for row in rows] == [["x", "y"], ["y", "z"], ["x", "z"]]
        assert [row.values["unit"] for row in rows] == ["Finance & Control", "Finance & Control", "Legal"]
        assert rows[0].values["head"] == rows[1].values["head"] != rows[2].values.get("head")
        assert [view.header for view in _views(cast, batch).values() if view.asks] == []

    def test_a_column_can_go_to_several_fields_and_several_to_one(
        self, batch: Batch, cast: Cast, client_of: ClientOf
    ) -> None:
        client, address = client_of(cast.office), reverse("batches:columns", args=[batch.pk])

        client.post(address, {"to-6": "several", "to-7": "title", "again": "yes"})
        assert "Part 1 goes to" in client.get(address).content.decode()
        client.post(
            address, {"separator-6": ";", "part-6-1": "group", "joined-7": "1", "joined-0": "2", "again": "yes"}
        )

        rows = list(batch.rows.order_by("number"))
        assert [(row.values["title"], row.values["group"]) for row in rows] == [
            ("1 A", "y"),
            ("2 B", "z"),
            ("3 C", "z"),
        ]
        assert rows[0].extra["tags"] == "x; y"

    def test_all_dates_are_repaired_at_once(self, batch: Batch, cast: Cast, client_of: ClientOf) -> None:
        client_of(cast.office).post(reverse("batches:columns", args=[batch.pk]), {"repair_all": "yes"})

        values = batch.rows.order_by("number").values_list("values", flat=True)
        assert [row["opened"] for row in values] == ["2008-06-30", "2020-12-31", "2024-09"]
        assert "closed" not in values[0]  # in which month its fiscal years end nobody has said

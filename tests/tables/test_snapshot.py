from datetime import date, datetime
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pytest

from accord.tables import TABLES, Snapshot, SnapshotRefused, Tree, collect

DAY = date(2026, 11, 21)
GOALS = [
    {"id": "g1", "title": "Fewer returns", "business_agreed_on": date(2026, 1, 5), "active": True},
    {"id": "g2", "title": "Happier callers"},
]


class TestSnapshot:
    def test_tells_nobody_asked_from_none(self):
        snapshot = Snapshot.from_rows(DAY, {"goals": []})

        assert snapshot.get("goals") is not None
        assert snapshot.get("milestones") is None
        assert snapshot.missing("goals", "milestones") == ("milestones",)
        assert snapshot.has("goals")

    def test_reads_columns_left_out_as_unknown(self):
        rows = collect(Snapshot.from_rows(DAY, {"goals": GOALS}).tables["goals"])

        assert rows.columns == list(TABLES["goals"].names)
        assert rows["it_owner"].to_list() == [None, None]
        assert rows["active"].to_list() == [True, None]

    def test_takes_money_as_decimals(self):
        money = {"initiative": "i", "period": DAY, "kind": "actual", "flow": "cost", "currency": "EUR"}

        rows = collect(Snapshot.from_rows(DAY, {"money": [money | {"amount": Decimal("10.50")}]}).tables["money"])

        assert rows["amount"].to_list() == [10.5]

    @pytest.mark.parametrize("library", ["polars", "lazy", "pandas", "pandas of objects", "duckdb"])
    def test_takes_any_library_and_means_the_same(self, library):
        frame = pl.DataFrame(GOALS)
        connection = duckdb.connect()
        given = {
            "polars": lambda: frame,
            "lazy": frame.lazy,
            "pandas": frame.to_pandas,
            "pandas of objects": lambda: pd.DataFrame(GOALS, dtype=object),
            "duckdb": lambda: connection.from_arrow(frame.to_arrow()),
        }[library]()

        rows = collect(Snapshot.of(DAY, {"goals": given}).tables["goals"])

        assert rows.equals(collect(Snapshot.from_rows(DAY, {"goals": GOALS}).tables["goals"]))

    def test_leaves_other_columns_out(self):
        snapshot = Snapshot.of(DAY, {"goals": pl.DataFrame(GOALS).with_columns(colour=pl.lit("red"))})

        assert "colour" not in snapshot.tables["goals"].collect_schema()

    @pytest.mark.parametrize(
        ("tables", "said"),
        [
            ({"gaols": []}, "There is no table gaols; there are departments"),
            ({"goals": [{"id": "g", "titel": "x"}]}, "goals: there is no column titel"),
            ({"goals": [{"id": "g", "title": "x", "review_on": "soon"}]}, "goals, column review_on: .* day"),
            ({"goals": [{"id": "g", "title": 7}]}, "goals, column title: .* text"),
            ({"money": [{"amount": "much"}]}, "money, column amount: .* number"),
        ],
    )
    def test_refuses_rows_naming_table_and_column(self, tables, said):
        with pytest.raises(SnapshotRefused, match=said):
            Snapshot.from_rows(DAY, tables)

    def test_refuses_a_frame_without_a_needed_column(self):
        with pytest.raises(SnapshotRefused, match="goals: the column title is missing"):
            Snapshot.of(DAY, {"goals": pl.DataFrame({"id": ["g"]})})

    def test_refuses_a_mixture_of_libraries(self):
        goals = pl.DataFrame(GOALS)

        with pytest.raises(SnapshotRefused, match="one dataframe library"):
            Snapshot.of(DAY, {"goals": goals, "risk": pd.DataFrame({"initiative": ["i"]})})

    def test_refuses_to_look_up_a_table_that_cannot_exist(self):
        with pytest.raises(SnapshotRefused, match="no table wishes"):
            Snapshot.from_rows(DAY, {}).get("wishes")

    def test_has_initiatives_in_order_with_blank_stages_unknown(self):
        rows = [{"id": "b", "title": "B", "stage": None}, {"id": "a", "title": "A", "stage": "live"}]

        initiatives = Snapshot.from_rows(DAY, {"initiatives": rows}).initiatives

        assert initiatives["id"].to_list() == ["a", "b"]
        assert initiatives["stage"].to_list() == ["live", "unknown"]
        assert Snapshot.from_rows(DAY, {}).initiatives.height == 0

    def test_takes_moments_of_pandas_as_days(self):
        frame = pd.DataFrame({"id": ["g"], "title": ["x"], "review_on": [datetime(2026, 3, 4)]})

        assert collect(Snapshot.of(DAY, {"goals": frame}).tables["goals"])["review_on"].to_list() == [date(2026, 3, 4)]


class TestTree:
    ROWS = (("b", "a", "B"), ("c", "b", "C"), ("a", None, "A"), ("d", "a", "D"), ("x", "gone", "X"))

    def test_keeps_every_branch_together(self):
        tree = Tree.of(self.ROWS)

        assert tree.ids == ("a", "b", "c", "d", "x")
        assert [tree.ids[place : tree.ends[place]] for place in range(3)] == [tree.ids[:4], ("b", "c"), ("c",)]
        assert tree.names[tree.places["d"]] == "D"

    def test_knows_what_stands_above(self):
        tree = Tree.of(self.ROWS)

        assert tree.above("c") == ("c", "b", "a")
        assert tree.above("x") == ("x",)
        assert tree.above("nowhere") == ()

    def test_refuses_a_circle(self):
        with pytest.raises(SnapshotRefused, match="circle: p, q"):
            Tree.of([("p", "q", "P"), ("q", "p", "Q"), ("a", None, "A")])

    def test_is_empty_without_departments(self):
        assert Snapshot.from_rows(DAY, {}).tree.ids == ()

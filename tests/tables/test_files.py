from datetime import date
from pathlib import Path

import polars as pl
import pytest

from accord.tables import Snapshot, SnapshotRefused, collect
from accord.tables.files import read_folder, write_folder
from accord.tables.reference import markdown
from accord.tables.refusals import TablesRefused
from accord.tables.schemas import TABLES

DAY = date(2026, 11, 21)
INITIATIVES = 'id,title,stage,visibility,created_on\n1,"Reads,\nmail",Live,everyone,2025-02-03\n2,Sorts post,,,\n'


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


class TestReadFolder:
    def test_reads_csv_with_blanks_as_unknown(self, tmp_path):
        rows = collect(read_folder(write(tmp_path, initiatives=INITIATIVES), as_of=DAY).tables["initiatives"])

        assert rows["id"].to_list() == ["1", "2"]
        assert rows["title"][0] == "Reads,\nmail"
        assert rows["stage"].to_list() == ["live", None]
        assert rows["created_on"].to_list() == [date(2025, 2, 3), None]

    @pytest.mark.parametrize("form", ["csv", "parquet"])
    def test_gives_back_what_was_written(self, tmp_path, form):
        snapshot = Snapshot.from_rows(
            DAY,
            {
                "risk": [{"initiative": "i", "risk": "high", "rights_impacting": True}, {"initiative": "j"}],
                "goals": [],
                "milestones": [{"initiative": "i", "title": "ä", "done_on": DAY}],
            },
        )

        write_folder(snapshot, tmp_path / "out", form=form)
        again = read_folder(tmp_path / "out")

        assert again.as_of == DAY
        assert set(again.tables) == {"risk", "goals", "milestones"}
        for name in again.tables:
            assert collect(again.tables[name]).equals(collect(snapshot.tables[name]))

    def test_notes_what_it_leaves_aside(self, tmp_path):
        write(tmp_path, goals="id,title,colour\ng,x,red\n", budget="a\n1\n", goal_links="initiative,goal\ni,h\ni,g\n")

        notes = read_folder(tmp_path, as_of=DAY).notes

        assert "budget.csv is no table of a snapshot and was left aside." in notes
        assert "goals.csv: left aside, no part of a snapshot: colour." in notes
        assert any("goal_links, column goal: 1 rows refer to what goals does not hold, such as “h”" in n for n in notes)

    @pytest.mark.parametrize(
        ("table", "text", "said"),
        [
            ("initiatives", "id,title,stage\n1,a,live\n2,b,lvie\n", "column stage, row 2: “lvie” is not one of idea,"),
            (
                "initiatives",
                "id,title,created_on\n1,a,21.11.2026\n",
                "column created_on, row 1: “21.11.2026” is not a day",
            ),
            ("initiatives", "id\n1\n", "column title: this column is missing"),
            ("initiatives", "id,title\n1,a\n1,b\n", "column id, row 2: “1” stands there twice"),
            ("initiatives", "id,title\n1, \n", "column title, row 1: this must not be blank"),
            (
                "risk",
                "initiative,rights_impacting\n1,maybe\n",
                "column rights_impacting, row 1: “maybe” is not yes or no",
            ),
            (
                "money",
                "initiative,period,kind,flow,amount,currency\n1,2026-01-01,actual,cost,NaN,EUR\n",
                "column amount, row 1: “NaN” is not a number",
            ),
            ("goals", "", "column id: this column is missing"),
        ],
    )
    def test_names_file_column_and_row(self, tmp_path, table, text, said):
        with pytest.raises(TablesRefused) as refused:
            read_folder(write(tmp_path, **{table: text}))

        assert f"{table}.csv, {said}" in str(refused.value)

    def test_says_all_at_once_and_the_rest_in_number(self, tmp_path):
        write(tmp_path, goals="id,title,active\n" + "".join(f"{n},x,perhaps\n" for n in range(15)))

        with pytest.raises(TablesRefused) as refused:
            read_folder(tmp_path)

        assert len(refused.value.problems) == 15
        assert str(refused.value).endswith("… and 5 more.")

    @pytest.mark.parametrize("word", ["yes", "TRUE", "1"])
    def test_knows_the_words_for_yes(self, tmp_path, word):
        write(tmp_path, goals=f"id,title,active\ng,x,{word}\n")

        assert collect(read_folder(tmp_path).tables["goals"])["active"].to_list() == [True]

    def test_takes_parquet_with_moments_and_flags(self, tmp_path):
        day = pl.Series([date(2026, 1, 2)]).cast(pl.Datetime)
        pl.DataFrame({"id": [1], "title": ["x"], "review_on": day, "active": [False]}).write_parquet(
            tmp_path / "goals.parquet"
        )

        rows = collect(read_folder(tmp_path).tables["goals"])

        assert rows.select("id", "review_on", "active").row(0) == ("1", date(2026, 1, 2), False)

    def test_refuses_two_files_for_one_table(self, tmp_path):
        write(tmp_path, goals="id,title\n")
        pl.DataFrame({"id": ["g"], "title": ["x"]}).write_parquet(tmp_path / "goals.parquet")

        with pytest.raises(SnapshotRefused, match="two files for goals"):
            read_folder(tmp_path)

    def test_refuses_what_holds_no_table(self, tmp_path):
        with pytest.raises(SnapshotRefused, match="holds no table"):
            read_folder(tmp_path)
        with pytest.raises(SnapshotRefused, match="not a folder"):
            read_folder(tmp_path / "nowhere")

    def test_refuses_a_file_it_cannot_read(self, tmp_path):
        (tmp_path / "goals.csv").write_bytes(b"id,title\n1,\xff\xfe\n")

        with pytest.raises(SnapshotRefused, match=r"goals\.csv cannot be read"):
            read_folder(tmp_path)

    def test_refuses_a_day_it_cannot_read(self, tmp_path):
        write(tmp_path, goals="id,title\n")
        (tmp_path / "snapshot.json").write_text('{"as_of": "today"}')

        with pytest.raises(SnapshotRefused, match=r"snapshot\.json must read"):
            read_folder(tmp_path)


def test_reference_page_names_every_table_column_and_code():
    page = markdown()

    for table in TABLES.values():
        assert f"## {table.name}\n" in page
        for column in table.columns:
            assert f"| `{column.name}` |" in page
            assert all(f"`{code}`" in page for code in column.allowed)

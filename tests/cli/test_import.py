"""`accord import`: what it says, what it prints as JSON, how it exits; a preview leaves nothing behind."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from accord.apps.batches.models import Batch, Row
from accord.apps.initiatives.models import Initiative
from accord.cli.import_ import command
from tests.cast import Cast

EXCERPT = Path(__file__).parents[1] / "integrations" / "spreadsheet" / "federal_ai_2024_excerpt.csv"
CLEAN = "Project name,Agency,Status,Date Initiated\nA,X,In production,1/31/2023\nB,Y,Planned,\n"

pytestmark = pytest.mark.one_database


def _run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def _json(*words: object) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(command, [*(str(word) for word in words), "--json"])
    return result.exit_code, json.loads(result.stdout)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.csv"
    path.write_text(CLEAN)
    return path


class TestPreview:
    def test_a_clean_file_exits_0_and_leaves_nothing(self, cast: Cast, clean: Path) -> None:
        result = _run(clean)

        assert result.exit_code == 0, result.output
        assert "2 rows, 2 new, 0 changed, 0 the same, 0 left out. Nothing is written yet." in result.output
        assert "No problems." in result.output
        for model in (Batch, Row, Initiative):
            assert not model.objects.exists()

    def test_the_day_that_a_file_says_counts_unless_another_is_told(self, cast: Cast, tmp_path: Path) -> None:
        path = tmp_path / "report.csv"
        path.write_text('Name,Department,Status,asOfDate\nA,Claims,Live,"June 9, 2016"\nB,Claims,Live,"June 9, 2016"\n')

        assert "true as of 2016-06-09" in _run(path).output
        assert "true as of 2016-07-01" in _run(path, "--as-of", "2016-07-01").output

    def test_a_file_with_problems_exits_1_and_says_what_to_do(self, cast: Cast) -> None:
        result = _run(EXCERPT)

        assert result.exit_code == 1
        assert "A year shown as a day in 1905" in result.output
        assert "--repair-years" in result.output
        assert not Batch.objects.exists()

    @pytest.mark.parametrize(
        ("content", "words"),
        [(b"", "empty"), (b"PK\x03\x04", "workbook"), (b"Name,Status\n", "no rows"), (None, "no file")],
    )
    def test_what_is_refused_exits_2_with_a_sentence(
        self, content: bytes | None, words: str, cast: Cast, tmp_path: Path
    ) -> None:
        path = tmp_path / "file.csv"
        if content is not None:
            path.write_bytes(content)

        result = _run(path)

        assert result.exit_code == 2
        assert words in result.output
        assert not Batch.objects.exists()

    def test_a_file_without_names_is_refused_and_leaves_nothing(self, cast: Cast, tmp_path: Path) -> None:
        path = tmp_path / "numbers.csv"
        path.write_text("Height,Width\n1,2\n")

        result = _run(path)

        assert result.exit_code == 2
        assert not Batch.objects.exists()

    def test_needs_a_file_or_a_number(self, cast: Cast) -> None:
        assert _run().exit_code == 2

    def test_needs_an_administrator_or_somebody_known(self, db: None, clean: Path) -> None:
        assert "accord init" in _run(clean).output
        assert _run(clean, "--by", "nobody@example.org").exit_code == 2

    def test_json_holds_the_numbers_of_the_whole_inventory(self, cast: Cast, data_dir: Path) -> None:
        file = data_dir / "federal-ai-2024" / "2024_consolidated_ai_inventory_raw_v2.csv"

        code, said = _json(file, "--as-of", "2024-12-16")

        assert code == 1
        assert [said[name] for name in ("rows", "new", "changed", "same", "refused")] == [2133, 2133, 0, 0, 0]
        assert (said["encoding"], said["delimiter"], said["as_of"]) == ("cp1252", ",", "2024-12-16")
        assert said["stages"]["Operation and Maintenance"] == 874
        assert said["risk"]["rights_or_safety"] == 351
        assert said["risk"]["rights_or_safety_without_impact_assessment"] == 300
        assert said["dates"] == {
            "readable_pairs": 579, "backwards": 12, "forward": 567, "median_days": 262, "serial_years": 134, "repaired_years": 0,
        }  # fmt: skip


class TestCommit:
    def test_writes_and_can_be_undone_by_number(self, cast: Cast, clean: Path) -> None:
        code, said = _json(clean, "--commit", "--by", cast.office.email)
        assert (code, said["written"], Initiative.objects.count()) == (0, True, 2)

        again = _json(clean)[1]
        assert (again["new"], again["same"]) == (0, 2)

        undone = CliRunner().invoke(command, ["--undo", str(said["batch"]), "--json"])
        assert undone.exit_code == 0
        assert json.loads(undone.stdout) == {"batch": said["batch"], "state": "taken_back", "kept": []}
        assert not Initiative.objects.exists()

    def test_the_same_again_writes_nothing(self, cast: Cast, clean: Path) -> None:
        _run(clean, "--commit")
        result = _run(clean, "--commit")

        assert result.exit_code == 0
        assert Initiative.objects.count() == 2

    def test_an_employee_may_not(self, cast: Cast, clean: Path) -> None:
        result = _run(clean, "--commit", "--by", cast.employee.email)

        assert result.exit_code == 2
        assert not Initiative.objects.exists()

    def test_only_what_was_written_can_be_undone(self, cast: Cast) -> None:
        assert _run("--undo", "999").exit_code == 2


class TestOptions:
    def test_dates_and_years_are_read_as_told(self, cast: Cast, tmp_path: Path) -> None:
        path = tmp_path / "dates.csv"
        path.write_text("Project name,Status,Date Initiated,Date Retired\nA,Retired,3/4/2020,7/7/1905\n")

        assert set(_json(path)[1]["problems"]) == {"date_order_open", "serial_year"}
        told = _json(path, "--dates", "day-first", "--repair-years")[1]
        assert told["problems"] == {}
        assert told["dates"]["repaired_years"] == 1

    def test_a_profile_maps_columns_by_their_headers(self, cast: Cast, clean: Path, tmp_path: Path) -> None:
        _run(clean, "--commit")
        other = tmp_path / "other.csv"
        other.write_text("Nonsense,Status,Project name\nx,Planned,Z\n")

        said = _json(other, "--profile", "clean.csv")[1]

        assert {item["column"]: item["to"] for item in said["mapping"]} == {
            "Nonsense": "extra", "Status": "stage", "Project name": "title",
        }  # fmt: skip
        assert _run(other, "--profile", "unknown.csv").exit_code == 2

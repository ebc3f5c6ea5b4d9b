import json
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from accord.cli.measure import command as measure
from accord.cli.tables import command as tables
from accord.tables import Snapshot
from accord.tables.files import write_folder

DAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path):
    plain = "Sorts the incoming mail so that clerks answer sooner"
    rows = [
        {
            "id": f"i{k}",
            "title": f"Use {k}",
            "stage": "live",
            "department": "d",
            "visibility": "everyone",
            "summary": plain,
        }
        for k in range(20)
    ]
    names = [{"id": "d", "name": "Sales [north]"}]
    risk = [{"initiative": "i3", "risk": "high"}]
    evidence = [{"initiative": "i3", "question": "appeal", "answer": "no"}]
    kept = {"initiatives": rows, "departments": names, "risk": risk, "evidence": evidence}
    write_folder(Snapshot.from_rows(DAY, kept), tmp_path, form="csv")
    return tmp_path


def run(command, *words):
    return CliRunner().invoke(command, [str(word) for word in words])


class TestMeasure:
    def test_prints_a_line_for_each_subject(self, folder):
        result = run(measure, "--from", folder)

        assert result.exit_code == 0
        lines = [line.split() for line in result.output.splitlines()]
        assert ["P22", "Organisation", "100%", "84%", "–", "100%", "20", "good", "✓"] in [line[:9] for line in lines]
        assert "Sales [north]" in result.output
        assert "Readings of 2026-11-21" in result.output
        assert "not enough data" in result.output

    def test_shows_single_initiatives_only_with_a_gap_of_their_own(self, folder):
        some, every = run(measure, "--from", folder), run(measure, "--from", folder, "--every")

        assert "Use 3" in some.output
        assert "Use 4" not in some.output
        assert "Use 4" in every.output

    def test_prints_json(self, folder):
        result = run(measure, "--from", folder, "--json", "--practice", "P22")

        document = json.loads(result.output)
        assert document["as_of"] == "2026-11-21"
        assert document["opening"]["expected_false_gaps_a_year"] == pytest.approx(0.5)
        whole = document["readings"][0]
        assert (whole["practice"], whole["subject_kind"], whole["value"], whole["n"]) == (
            "P22",
            "organisation",
            1.0,
            20,
        )
        assert "evidence" not in whole
        assert whole["sentences"] == [
            "Whether those affected were told and understood is not known: nobody was asked yet."
        ]

    def test_measures_all_of_a_practice_with_several_measures(self, folder):
        result = run(measure, "--from", folder, "--practice", "P08")

        assert result.exit_code == 0
        named = [line for line in result.output.splitlines() if line.startswith("P08.")]
        assert len(named) == 6
        assert "no revealed forecasts were given" in " ".join(result.output.split())

    def test_says_months_and_sides_as_people_do(self, folder):
        said = {"round": "r", "subject_kind": "initiative", "subject": "i3", "question": "payoff"}
        days = dict.fromkeys(("base_on", "asked_on", "revealed_on"), DAY)
        views = [("business", 4, 6, 9), ("it", 8, 14, 26)]
        rows = [{"id": side, **said, **days, "side": side, "low": low, "likely": likely, "high": high}
                for side, low, likely, high in views]  # fmt: skip
        outcomes = [{"id": "o", **{k: v for k, v in said.items() if k != "round"}, "payoff_on": DAY, "known_on": DAY}]
        kept = {"forecasts": rows, "outcomes": outcomes}
        write_folder(Snapshot.from_rows(DAY, kept), folder / "more", form="csv")
        for name in kept:
            (folder / "more" / f"{name}.csv").rename(folder / f"{name}.csv")
        shown = run(measure, "--from", folder, "--practice", "P08").output
        (folder / "outcomes.csv").unlink()
        dates = " ".join(run(measure, "--from", folder, "--practice", "P08.dates").output.split())

        assert "Finance" in shown
        assert "8 months" in dates
        assert "Business expects it to pay off 8 months" in dates

    def test_prints_the_rows_when_asked(self, folder):
        document = json.loads(run(measure, "--from", folder, "--json", "--rows", "--practice", "P36").output)

        assert document["readings"][0]["evidence"][0]["id"] == "i3"

    def test_takes_another_day(self, folder):
        assert "Readings of 2026-01-02" in run(measure, "--from", folder, "--as-of", "2026-01-02").output

    @pytest.mark.parametrize(
        ("words", "said"),
        [(["--practice", "P99"], "There is no practice P99"), (["--as-of", "soon"], "does not match the format")],
    )
    def test_says_what_it_cannot_do(self, folder, words, said):
        result = run(measure, "--from", folder, *words)

        assert result.exit_code != 0
        assert said in result.output

    def test_names_file_column_and_row_of_a_mistake(self, folder):
        (folder / "risk.csv").write_text("initiative,risk\ni1,huge\n")

        result = run(measure, "--from", folder)

        assert result.exit_code == 1
        assert "risk.csv, column risk, row 1: “huge” is not one of unknown" in result.output

    def test_needs_neither_web_nor_database(self, folder):
        script = (
            "import sys; from accord.cli.main import main\n"
            f"main(['measure', '--from', {str(folder)!r}], standalone_mode=False)\n"
            "heavy = {'django', 'psycopg', 'ninja', 'scipy.stats', 'pandas', 'duckdb'}\n"
            "print('loaded:', sorted(heavy & set(sys.modules)))"
        )

        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

        assert result.stdout.splitlines()[-1] == "loaded: []"


class TestTables:
    def test_shows_all_or_some(self):
        assert "goal_links" in run(tables).output
        assert "goal_links" not in run(tables, "risk").output
        assert run(tables, "wishes").exit_code == 1

    def test_prints_the_reference_page(self):
        assert run(tables, "--markdown").output.startswith("# Tables of a snapshot")

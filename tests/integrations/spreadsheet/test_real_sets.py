"""Every file of every real data set: what is a table opens whole, with every line accounted for; what is none is refused."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from accord.apps.batches import sockets
from accord.apps.batches.reads.opening import Opened, opened
from accord.apps.batches.rules.choices import Choices
from accord.apps.ui.rules import Refused

TABLES = {  # columns and rows, by the SOURCE.md beside each
    "ai-incidents/classifications_MIT.csv": (8, 1242),
    "ai-incidents/incidents.csv": (9, 1367),
    "canada-it-projects/gc-it-projects-2016.csv": (15, 398),
    "canada-it-projects/gc-it-projects-2019.csv": (15, 463),
    "effort-estimation/chinaOriginal.arff": (19, 499),
    "effort-estimation/coc81_1_1.arff": (19, 63),
    "effort-estimation/desharnais_1_1.arff": (12, 81),
    "effort-estimation/kitchenham.arff": (4, 145),
    "effort-estimation/maxwell.arff": (25, 63),
    "effort-estimation/nasa93.arff": (24, 93),
    "federal-ai-2024/2024_consolidated_ai_inventory_raw.csv": (62, 1757),
    "federal-ai-2024/2024_consolidated_ai_inventory_raw_v2.csv": (62, 2133),
    "forecasts-calibration/nfl_games.csv": (8, 1889),
    "jira-story-points/usergrid.csv": (5, 482),
    "onet-ai-exposure/occ_level.csv": (8, 923),
    "onet-ai-exposure/occupations_onet_basic_skills.csv": (24, 873),
    "org-network-hightech/advice.csv": (2, 190),
    "org-network-hightech/friends.csv": (2, 102),
    "org-network-hightech/managers.csv": (5, 21),
    "org-network-hightech/reports.csv": (2, 20),
    "polis/15-per-hour-seattle/comments.csv": (8, 54),
    "polis/15-per-hour-seattle/participants-votes.csv": (60, 339),
    "polis/15-per-hour-seattle/summary.csv": (9, 1),
    "polis/15-per-hour-seattle/votes.csv": (5, 2995),
    "polis/bg2050-volunteers/comments.csv": (10, 371),
    "polis/bg2050-volunteers/participants-votes.csv": (378, 126),
    "polis/bg2050-volunteers/summary.csv": (9, 1),
    "polis/bg2050-volunteers/votes.csv": (5, 14341),
    "polis/scoop-hivemind.ubi/comments.csv": (8, 71),
    "polis/scoop-hivemind.ubi/participants-votes.csv": (76, 234),
    "polis/scoop-hivemind.ubi/summary.csv": (9, 1),
    "polis/scoop-hivemind.ubi/votes.csv": (5, 7174),
    "prop99/california_prop99.csv": (4, 1209),
    "release-freeze-laukkanen/issues.csv": (2, 5339),
    "release-freeze-laukkanen/releases.csv": (3, 19),
    "stackoverflow-2025-ai/ai_use.csv": (8, 30482),
    "uk-digital-skills-framework/roles.csv": (10, 1825),
    "uk-digital-skills-framework/skills.csv": (7, 188),
    "uk-gmpp-2014-2021/uk_2014.csv": (15, 199),
    "uk-gmpp-2014-2021/uk_2015.csv": (15, 188),
    "uk-gmpp-2014-2021/uk_2016.csv": (14, 143),
    "uk-gmpp-2014-2021/uk_2017.csv": (15, 143),
    "uk-gmpp-2014-2021/uk_2018.csv": (14, 133),
    "uk-gmpp-2014-2021/uk_2019.csv": (15, 133),
    "uk-gmpp-2014-2021/uk_2020.csv": (16, 125),
    "uk-gmpp-2014-2021/uk_2021.csv": (16, 184),
    "uk-people-survey/Civil-Service-People-Survey-2009-to-2019-Mean-Civil-Servants-Scores-CSV.csv": (13, 164),
    "uk-people-survey/Civil-Service-People-Survey-2009-to-2019-Median-Benchmark-Scores-CSV.csv": (13, 164),
    "uk-people-survey/Civil-Service-People-Survey-2016-_results-by-demographic-groups.csv": (169, 125),
    "uk-people-survey/Civil-Service-People-Survey-2018-All-Organisation-Scores-v2.0.csv": (89, 106),
    "uk-people-survey/Civil-Service-People-Survey-2019-All-Organisation-Scores-CSV-format.csv": (95, 111),
    "uk-people-survey/Civil_Service_People_Survey_2017_All_Organisation_Scores__CSV_.csv": (87, 102),
    "us-census-ai-expectations/State.csv": (58, 4399),
}
TURNED = ("uk_2014", "uk_2015", "uk_2016", "uk_2017", "summary.csv")
PROSE = (
    "agile-programme-nebula/agendas_and_action_items.md",
    "agile-programme-nebula/demo_and_legal_6-22.txt",
    "agile-programme-nebula/final_submission_checklist.md",
    "agile-programme-nebula/process_journal.md",
    "agile-programme-nebula/sprint1_retrospective.md",
    "agile-programme-nebula/usds_playbook_checklist.md",
    "federal-ai-2024/data_dictionary.yaml",
    "or-library-knapsack/mknap1.txt",
    "uk-gmpp-2014-2021/SOURCE.md",
    "README.md",
)


@dataclass(frozen=True)
class Read:
    """A file as it was read, with its rows."""

    file: Opened
    rows: list[tuple[int, list[str]]]

    def note(self, kind: str) -> dict[str, object]:
        return next((dict(values) for name, values in self.file.table.notes if name == kind), {})


@pytest.fixture(scope="module")
def sets(data_dir: Path) -> dict[str, Read]:
    """Read every table once."""

    def read(name: str) -> Read:
        file = opened(
            path=data_dir / name, name=name, fields=sockets.fields_of("portfolio"), choices=Choices()
        )  # fmt: skip
        return Read(file, list(file.table.rows()))

    return {name: read(name) for name in TABLES}


class TestEveryTable:
    def test_opens_with_the_columns_and_rows_it_has(self, sets: dict[str, Read]) -> None:
        found = {name: (len(read.file.table.headers), len(read.rows)) for name, read in sets.items()}

        assert found == TABLES
        assert {name for name, read in sets.items() if read.file.table.shape.turned} == {
            name for name in TABLES if any(part in name for part in TURNED)
        }

    def test_accounts_for_every_record(self, sets: dict[str, Read], data_dir: Path) -> None:
        for name, read in sets.items():
            shape, facts = read.file.table.shape, read.file.facts
            if shape.turned or facts.kind != "csv":
                continue
            codec = {"latin-1": "latin-1"}.get(facts.encoding, facts.encoding)
            text = (data_dir / name).read_bytes().decode(codec)
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=facts.delimiter))
            aside = sum(
                int(str(read.note(kind).get("count", 0)))
                for kind in ("above_header", "header_again", "blank_below_header", "blank_at_end", "after_end")
            )
            assert len(read.rows) + shape.header_rows + aside == len(records), name

    def test_is_not_turned_for_having_no_fields_of_ours(self, sets: dict[str, Read], data_dir: Path) -> None:
        name = "uk-gmpp-2014-2021/uk_2014.csv"

        file = opened(path=data_dir / name, name=name, fields=(), choices=Choices())

        assert file.table.shape == sets[name].file.table.shape  # by its cells alone

    def test_headers_of_several_lines_are_joined(self, sets: dict[str, Read]) -> None:
        read = sets["uk-people-survey/Civil-Service-People-Survey-2016-_results-by-demographic-groups.csv"]
        headers = list(read.file.table.headers)
        engagement = next(cells for _line, cells in read.rows if cells[0].startswith("Employee engagement index"))

        by_grade = [engagement[headers.index(f"Grade · {grade}")] for grade in
                    ("AO/AA", "EO", "SEO/HEO", "G6/G7", "SCS")]  # fmt: skip
        assert by_grade == ["53%", "56%", "57%", "61%", "76%"]
        assert "Manager status [H05] · Manager" in headers
        assert str(read.note("corner")["texts"]).startswith("['Civil Service People Survey 2016")

    def test_notes_below_a_table_are_named_and_no_rows(self, sets: dict[str, Read]) -> None:
        read = sets["us-census-ai-expectations/State.csv"]

        assert str(read.note("after_end")["texts"]).startswith("['Source: U.S. Census Bureau")
        assert all(cells[0] for _line, cells in read.rows)
        assert read.file.table.headers[5] == "202519"

    def test_footnotes_come_off_headers_and_numbers_stay(self, sets: dict[str, Read]) -> None:
        marked = sets["uk-people-survey/Civil_Service_People_Survey_2017_All_Organisation_Scores__CSV_.csv"]

        assert "Organisational objectives and purpose" in marked.file.table.headers
        assert sets["forecasts-calibration/nfl_games.csv"].file.table.headers[2:4] == ["team1", "team2"]

    def test_release_names_stay_text(self, sets: dict[str, Read]) -> None:
        names = [cells[0] for _line, cells in sets["release-freeze-laukkanen/releases.csv"].rows]

        assert all("." in name for name in names)

    def test_a_second_section_is_a_sheet(self, data_dir: Path) -> None:
        name = "effort-estimation/coc81_1_1.arff"

        file = opened(path=data_dir / name, name=name, fields=(), choices=Choices(sheet="@data 2"))

        assert file.facts.sheets == ("@data 1", "@data 2")
        assert next(file.table.rows())[1][1:4] == ["organic", "l", "vh"]


class TestProse:
    @pytest.mark.parametrize("name", PROSE)
    def test_is_refused_as_no_table(self, data_dir: Path, name: str) -> None:
        with pytest.raises(Refused, match="not a table"):
            opened(path=data_dir / name, name=name, fields=sockets.fields_of("portfolio"), choices=Choices())

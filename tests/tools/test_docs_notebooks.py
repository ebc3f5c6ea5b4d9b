"""The notebooks of the documentation: they run, they say what is printed below them, and they stand among the pages."""

import shutil

import pytest

from tests.house.drawing import ROOT
from tools import docs_notebooks

HOW_TO = ROOT / "docs" / "how-to"
EXCERPT = "forecasts-against-outcomes.csv"


@pytest.mark.parametrize("path", docs_notebooks.notebooks(), ids=lambda path: path.stem)
class TestNotebook:
    def test_says_what_is_printed_below_its_code(self, path):
        notebook = docs_notebooks.read(path)
        printed = [docs_notebooks.output(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]

        assert docs_notebooks.run(notebook, path.parent) == printed

    def test_begins_with_its_title(self, path):
        assert docs_notebooks.read(path)["cells"][0]["source"][0].startswith("# ")

    def test_becomes_a_page_with_code_and_outputs(self, path):
        page = docs_notebooks.markdown(docs_notebooks.read(path), path.name)

        assert page.startswith("# ")
        assert page.count("```") % 2 == 0
        assert f"]({path.name})" in page


class TestForecastsAgainstOutcomes:
    def test_says_the_same_of_the_whole_file(self, data_dir, tmp_path):
        # the whole file has other questions, a blank line and a line about its source
        shutil.copy(data_dir / "us-census-ai-expectations" / "State.csv", tmp_path / EXCERPT)
        notebook = docs_notebooks.read(HOW_TO / "forecasts-against-outcomes.ipynb")

        assert docs_notebooks.run(notebook, tmp_path) == docs_notebooks.run(notebook, HOW_TO)

    def test_ships_unchanged_lines_of_the_whole_file(self, data_dir):
        whole = (data_dir / "us-census-ai-expectations" / "State.csv").read_bytes().splitlines(keepends=True)
        excerpt = (HOW_TO / EXCERPT).read_bytes().splitlines(keepends=True)

        assert excerpt == [line for line in whole if line in set(excerpt)]
        assert len(excerpt) == 107
        assert "public domain" in (HOW_TO / "forecasts-against-outcomes-notice.txt").read_text()


class TestPages:
    def test_stand_in_the_navigation_of_their_folder(self):
        config = {
            "nav": [{"How-to": ["how-to/README.md", "how-to/api.md", "how-to/upgrade.md"]}, {"Start": "index.md"}]
        }

        nav = docs_notebooks.on_config(config)["nav"]

        assert nav[0]["How-to"] == [
            "how-to/README.md", "how-to/api.md", "how-to/forecasts-against-outcomes.md", "how-to/upgrade.md",
        ]  # fmt: skip
        assert nav[1] == {"Start": "index.md"}

"""What businesses expected of AI and what came six months later: a public survey, read by hand."""

import csv

import pytest

from accord.science import accuracy, wilson

AHEAD = 13  # periods of two weeks
EXPECTED = "During the next six months, do you think this business will be using Artificial Intelligence"
USED = "In the last two weeks, did this business use Artificial Intelligence"


def shares(path, question):
    """Return the published percentages of those who say yes, by state and period (0 is the oldest)."""
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header[5:] == sorted(header[5:], reverse=True)  # the newest period comes first
    return {
        (row[0], period): float(cell.removesuffix("%"))
        for row in rows
        if row[2].startswith(question) and row[4] == "Yes"
        for period, cell in enumerate(reversed(row[5:]))
        if cell != "S"  # suppressed: not known
    }


@pytest.fixture(scope="module")
def survey(data_dir):
    path = data_dir / "us-census-ai-expectations" / "State.csv"
    return shares(path, EXPECTED), shares(path, USED)


class TestSurvey:
    def test_is_read_as_its_notes_say(self, survey):
        expected, used = survey

        assert (len(used), len(expected)) == (1949, 2262)
        assert (used["CA", 0], expected["CA", 0], used["CA", 52], expected["CA", 52]) == (4.9, 8.1, 10.8, 15.2)

    def test_gives_the_published_accuracy(self, survey):
        expected, used = survey
        pairs = [(state, at) for state, at in expected if (state, at + AHEAD) in used]
        said = [expected[pair] for pair in pairs]
        came = [used[state, at + AHEAD] for state, at in pairs]
        now = [used.get(pair, float("nan")) for pair in pairs]

        found = accuracy(said, came, now)

        assert found.n == 1448
        assert found.bias == pytest.approx(0.705, abs=5e-4)
        assert found.error == pytest.approx(1.666, abs=5e-4)
        assert (sum(said) / 1448, sum(came) / 1448) == pytest.approx((7.699, 6.994), abs=5e-4)
        assert (found.baseline_n, found.baseline_error) == (1313, pytest.approx(1.853, abs=5e-4))
        assert found.expectation_error_there == pytest.approx(1.649, abs=5e-4)
        over = wilson(sum(s > c for s, c in zip(said, came, strict=True)), found.n)
        assert over.value == pytest.approx(0.663, abs=5e-4)

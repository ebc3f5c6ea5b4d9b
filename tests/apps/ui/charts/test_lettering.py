"""How wide words are, how they fold, and labels that stand clear of each other."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accord.apps.ui.charts.lettering import Flag, cut, flags, folded, stood, width_of

WORDS = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=60)
WIDTHS = st.floats(min_value=20, max_value=640)


class TestWidth:
    # The advance widths of the shipped face at weight 600, as its own table of widths (hmtx, 2048 units) has them.
    @pytest.mark.parametrize(
        ("letter", "units"), [("i", 537), ("m", 1843), ("W", 2089), ("ä", 1176), ("€", 1391), ("s", 1124)]
    )
    def test_is_at_least_that_of_the_shipped_face(self, letter: str, units: int) -> None:
        assert units / 2048 * 13 <= width_of(letter, 13) <= units / 2048 * 13 * 1.2

    @given(WORDS, WORDS)
    def test_adds_up(self, one: str, other: str) -> None:
        assert width_of(one + other, 10) == pytest.approx(width_of(one, 10) + width_of(other, 10))


class TestCut:
    @given(WORDS, WIDTHS)
    def test_fits(self, words: str, width: float) -> None:
        assume(words.strip())
        assert width_of(cut(words, width, 13), 13) <= max(width, width_of(words[:1] + "…", 13))

    def test_leaves_what_fits(self) -> None:
        assert cut("Claims triage", 200) == "Claims triage"


class TestFolded:
    @given(WORDS, WIDTHS, st.integers(1, 4))
    def test_fits_into_its_lines(self, words: str, width: float, most: int) -> None:
        lines = folded(words, width, 13, most)
        assert len(lines) <= most
        assert all(width_of(line, 13) <= max(width, width_of(line[:1] + "…", 13)) for line in lines)

    def test_loses_no_word_that_has_room(self) -> None:
        assert folded("Claims and customer service", 120) == ["Claims and", "customer service"]


class TestStood:
    @given(WIDTHS, st.floats(0, 340))
    def test_stays_on_the_paper(self, place: float, width: float) -> None:
        anchor, x = stood(place, width, 0, 640)
        begin = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        assert 0 <= begin
        assert begin + width <= 640 + 1e-9


class TestFlags:
    @given(
        st.lists(
            st.tuples(st.floats(60, 600), st.sampled_from(["opens below 60 %", "closes at 64 %", "today"])), max_size=4
        )
    )
    def test_never_touch(self, marks: list[tuple[float, str]]) -> None:
        found = flags(marks, 4, 636)
        assert [flag.words for flag in found] == [words for _place, words in marks]
        assert not [pair for pair in combinations(found, 2) if _touch(*pair)]

    @given(st.floats(150, 490), st.floats(0, 40))
    def test_of_two_close_lines_none_runs_through_a_label(self, place: float, apart: float) -> None:
        found = flags([(place, "opens below 60 %"), (place + apart, "closes at 64 %")], 4, 636)
        for one in found:
            for other in found:
                assert other.row <= one.row or not one.start < other.place < one.end

    def test_two_far_apart_share_a_row(self) -> None:
        assert [flag.row for flag in flags([(100, "opens"), (500, "closes")], 4, 636)] == [0, 0]


def _touch(one: Flag, other: Flag) -> bool:
    return one.row == other.row and one.start < other.end and other.start < one.end

"""Pictures read back: well formed, honest numbers, and every text's box on the paper and clear of the others."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from accord.apps.ui import charts
from accord.apps.ui.charts.lettering import width_of

SMALL = {"axis-text"}
PLACES = {"d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "viewBox"}


@dataclass(frozen=True)
class Box:
    """The room a text takes."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether two texts overlap by more than a hair."""
        return (
            self.left < other.right - 1
            and other.left < self.right - 1
            and self.top < other.bottom - 1
            and other.top < self.bottom - 1
        )


def pictures(chart: charts.Chart) -> list[ElementTree.Element]:
    """Parse a chart's pictures and check what holds for every one."""
    found = list(ElementTree.fromstring(f"<div>{chart.svg}</div>"))
    assert all(one.get("role") == "img" and one.get("aria-label") for one in found)
    places = [value for one in found for part in one.iter() for name, value in part.items() if name in PLACES]
    assert not [value for value in places if re.search("nan|inf|e", value)]
    assert " style=" not in chart.svg
    assert all(len(row) == len(chart.headers) for row in chart.rows)
    return found


def boxes(picture: ElementTree.Element) -> list[Box]:
    """Measure every text of a picture as generously as the picture itself does."""
    return [_box(text) for text in picture.iter("text")]


def _box(text: ElementTree.Element) -> Box:
    size = 12.0 if SMALL & set((text.get("class") or "").split()) else 13.0
    words = "".join(text.itertext())
    x, y, wide = float(text.get("x", "0")), float(text.get("y", "0")), width_of(words, size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor", "start")]
    return Box(words, left, y - size * 0.78, left + wide, y + size * 0.22)


def troubles(chart: charts.Chart) -> list[str]:
    """Name the texts of a chart that overlap or leave the paper."""
    found = []
    for picture in pictures(chart):
        width, height = map(float, picture.get("viewBox", "").split()[2:])
        seen = boxes(picture)
        found += [f"{one.words} | {other.words}" for one, other in combinations(seen, 2) if one.meets(other)]
        found += [
            f"{one.words} leaves {width} x {height}"
            for one in seen
            if one.left < -1 or one.right > width + 1 or one.top < -2 or one.bottom > height + 4
        ]
    return found


def classes(chart: charts.Chart, name: str) -> int:
    """Count the elements of a chart's first picture that carry a class."""
    return sum(name in (part.get("class") or "").split() for part in pictures(chart)[0].iter())

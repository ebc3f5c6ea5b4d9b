"""Reads ODS as a stream. Repeated cells and rows are counted, and only those that say something are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accord.integrations.spreadsheet.workbooks.books import MOST_ACROSS, MOST_DOWN, Filling, Row, Sheet, trimmed
from accord.integrations.spreadsheet.workbooks.packages import Package, damaged, encrypted
from accord.integrations.spreadsheet.workbooks.shown import plain_number, shower

CONTENT, MANIFEST = "content.xml", "meta-inf/manifest.xml"
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$")
_CELLS = ("table-cell", "covered-table-cell")
_BESIDE = {"annotation", "shape", "frame", "custom-shape", "tracked-changes", "forms"}  # text that is not the cell's


@dataclass
class OdsBook:
    """An open ODS workbook."""

    package: Package
    sheets: Sequence[Sheet]
    kind: str = "ods"

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Give the rows of a sheet that say something, in order."""
        reading = _Reading(only=int(sheet.part))
        for _piece in self.package.parse(CONTENT, reading.start, reading.end, reading.text):
            for first, cells, times in reading.ready:
                for number in range(first, first + times):
                    yield number, trimmed(reading.filling.fill(number, list(cells)))
            reading.ready.clear()
            if reading.is_past:
                return

    def merged(self, sheet: Sheet) -> int:
        """Count the cells that are merged downwards."""
        reading = _Reading(only=int(sheet.part))
        for _piece in self.package.parse(CONTENT, reading.start, reading.end, reading.text):
            reading.ready.clear()
            if reading.is_past:
                break
        return reading.filling.count()


def open_ods(package: Package) -> OdsBook:
    """Open an ODS workbook. Raises Refused when it is damaged or protected by a password."""
    if package.find(MANIFEST) and any(b"encryption-data" in piece for piece in package.chunks(MANIFEST)):
        raise encrypted()
    if package.find(CONTENT) is None:
        raise damaged()
    reading = _Reading()
    for _piece in package.parse(CONTENT, reading.start, reading.end, reading.text):
        reading.ready.clear()
    hidden = reading.hidden_styles
    return OdsBook(
        package,
        [
            Sheet(name, str(place), style in hidden, filled)
            for place, (name, style, filled) in enumerate(reading.tables)
        ],
    )


class _Reading:
    """The reading of a document: of all its tables, or of one."""

    def __init__(self, only: int | None = None) -> None:
        self.ready: list[tuple[int, list[str], int]] = []  # row, its cells, how often it is repeated
        self.filling = Filling()
        self.tables: list[tuple[str, str, int]] = []
        self.hidden_styles: set[str] = set()
        self.is_past = False
        self._only, self._deep = only, 0
        self._style = ""
        self._number = self._repeat = 0
        self._cells: list[str] = []
        self._cell: dict[str, str] = {}
        self._pieces: list[str] = []
        self._beside = 0
        self._column = 0
        self._takes = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        said = {name.rpartition(":")[2]: value for name, value in attrs.items()}
        if tag in _BESIDE:
            self._beside += 1
        elif tag == "style":
            self._style = said.get("name", "")
        elif tag == "table-properties" and said.get("display") == "false":
            self.hidden_styles.add(self._style)
        elif tag == "table":
            self._deep += 1
            if self._deep == 1:
                self.tables.append((said.get("name", ""), said.get("style-name", ""), 0))
                self.is_past = self._only is not None and len(self.tables) > self._only + 1
                self._number = 0
        elif self._deep == 1:
            self._inside(tag, said)

    def _inside(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table-row":
            self._number += 1
            self._repeat, self._cells, self._column = max(_whole(said, "number-rows-repeated"), 1), [], 0
        elif tag in _CELLS:
            self._cell, self._pieces = said, []
        elif tag == "p" and not self._beside:
            self._pieces += ["\n"] if self._pieces else []
            self._takes = True
        elif self._takes and tag in {"s", "tab", "line-break"}:
            self._pieces.append({"s": " " * min(max(_whole(said, "c"), 1), 100), "tab": "\t"}.get(tag, "\n"))

    def end(self, tag: str) -> None:
        if tag in _BESIDE:
            self._beside = max(self._beside - 1, 0)
        elif tag == "table":
            self._deep -= 1
        elif self._deep == 1:
            if tag == "p" and not self._beside:
                self._takes = False
            elif tag in _CELLS:
                self._put(tag)
            elif tag == "table-row":
                self._row()

    def text(self, said: str) -> None:
        if self._takes and not self._beside:
            self._pieces.append(said)

    def _put(self, tag: str) -> None:
        times = max(_whole(self._cell, "number-columns-repeated"), 1)
        text = _shown(self._cell, "".join(self._pieces)) if tag == "table-cell" else ""
        if text:
            if self._column + times > MOST_ACROSS:
                raise damaged()
            self._cells.extend([""] * (self._column - len(self._cells)) + [text] * times)
            down = _whole(self._cell, "number-rows-spanned")
            if down > 1 and _whole(self._cell, "number-columns-spanned") <= 1:
                last = min(self._number + down - 1, MOST_DOWN)
                self.filling.spans.setdefault(self._column, {})[self._number] = last
        self._column = min(self._column + times, MOST_ACROSS)

    def _row(self) -> None:
        if self._number > MOST_DOWN or (self._cells and self._number + self._repeat > MOST_DOWN):
            if self._cells:
                raise damaged()
            self._number = MOST_DOWN
            return
        name, style, filled = self.tables[-1]
        self.tables[-1] = (name, style, filled + len(self._cells) * self._repeat)
        if self._only is not None and len(self.tables) == self._only + 1 and self._cells:
            self.ready.append((self._number, self._cells, self._repeat))
        self._number = min(self._number + self._repeat - 1, MOST_DOWN)


def _shown(cell: dict[str, str], text: str) -> str:
    """Give what a cell says: its stored value where that is exact, else the text it shows."""
    value = cell.get("value", "")
    match cell.get("value-type"):
        case "float" if value:
            number = plain_number(value)
            return text if text.isdigit() and text.startswith("0") and text.lstrip("0") == number else number
        case "percentage" if value:
            return shower("0%")(value)
        case "currency" if value:
            return f"{cell.get('currency', '')} {plain_number(value)}".strip()
        case "date" if day := cell.get("date-value", ""):
            return day.removesuffix("T00:00:00").replace("T", " ")
        case "time" if found := _DURATION.match(cell.get("time-value", "")):
            return _time(found)
        case "boolean" if said := cell.get("boolean-value", ""):
            return said.upper()
        case "string" if "string-value" in cell:
            return cell["string-value"]
    return text


def _time(found: re.Match[str]) -> str:
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    serial = (days * 24 * 3600 + hours * 3600 + minutes * 60 + seconds) / 86_400
    return found[1] + shower("[h]:mm")(str(serial)).zfill(5)


def _whole(said: dict[str, str], name: str) -> int:
    text = said.get(name, "")
    return int(text) if text.isdigit() and len(text) <= 10 else 0

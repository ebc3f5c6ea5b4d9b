"""Reads XLSX (and XLSM) as a stream: nothing but its table of texts is held in memory."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from accord.integrations.spreadsheet.workbooks.books import MOST_ACROSS, MOST_DOWN, Filling, Row, Sheet, Spans, trimmed
from accord.integrations.spreadsheet.workbooks.packages import Package, damaged, found, overlapping
from accord.integrations.spreadsheet.workbooks.shown import Show, builtin, plain_number, shower, unescaped

_VALUES = re.compile(rb"</(?:\w+:)?(?:v|is)>")
_BARE = re.compile(
    rb"<(?:\w+:)?f(?:\s[^<>]*/>|(?:\s[^<>]*)?>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
MOST_MERGED = 100_000
_YES_NO = {"1": "TRUE", "0": "FALSE"}


@dataclass
class XlsxBook:
    """An open XLSX workbook. ``shows`` are what shows the numbers of each cell style."""

    package: Package
    sheets: Sequence[Sheet]
    texts: list[str]
    shows: list[Show]
    spans: dict[str, Spans]
    kind: str = "xlsx"

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Give the rows of a sheet that stand in the file, in order."""
        filling = Filling(self.spans[sheet.part])
        reading = _Reading(self.texts, self.shows)
        for _piece in self.package.parse(sheet.part, reading.start, reading.end, reading.text):
            for number, cells in reading.ready:
                yield number, trimmed(filling.fill(number, cells))
            reading.ready.clear()

    def merged(self, sheet: Sheet) -> int:
        """Count the cells that are merged downwards."""
        return Filling(self.spans[sheet.part]).count()


def open_xlsx(package: Package, workbook: str) -> XlsxBook:
    """Open a workbook by the part that lists its sheets. Raises Refused when it is damaged."""
    links = _links(package, workbook)
    listed, since_1904 = _listed(package, workbook)
    sheets, spans = [], {}
    for name, link, is_hidden in listed:
        kind, part = links.get(link, ("", None))
        if part is None or kind != "worksheet":
            continue
        filled, bare, spans[part] = _survey(package, part)
        sheets.append(Sheet(name, part, is_hidden, filled, bare))
    texts = next((part for kind, part in links.values() if kind == "sharedstrings" and part), None)
    styles = next((part for kind, part in links.values() if kind == "styles" and part), None)
    return XlsxBook(
        package, sheets, _texts(package, texts) if texts else [],
        [shower(code, since_1904=since_1904) for code in (_codes(package, styles) if styles else [])], spans,
    )  # fmt: skip


def _links(package: Package, workbook: str) -> dict[str, tuple[str, str | None]]:
    """Read what the workbook's part names others by: id → (kind, part)."""
    folder, name = posixpath.split(workbook)
    part = package.find(f"{folder}/_rels/{name}.rels")
    links: dict[str, tuple[str, str | None]] = {}

    def start(tag: str, attrs: dict[str, str]) -> None:
        if tag == "Relationship" and attrs.get("TargetMode") != "External":
            target = unquote(attrs.get("Target", "")).replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            links[attrs.get("Id", "")] = (attrs.get("Type", "").rpartition("/")[2].lower(), package.find(whole))

    if part is None:
        raise damaged()
    package.read_whole(part, start, _nothing, _nothing)
    return links


def _listed(package: Package, workbook: str) -> tuple[list[tuple[str, str, bool]], bool]:
    """Read the names of the sheets with their links, and whether days are counted from 1904."""
    sheets: list[tuple[str, str, bool]] = []
    years: list[str] = []

    def start(tag: str, attrs: dict[str, str]) -> None:
        if tag == "sheet":
            link = next((value for name, value in attrs.items() if name == "id" or name.endswith(":id")), "")
            sheets.append((attrs.get("name", ""), link, attrs.get("state", "visible") != "visible"))
        elif tag == "workbookPr":
            years.append(attrs.get("date1904", "0"))

    package.read_whole(workbook, start, _nothing, _nothing)
    return sheets, bool(years) and years[0] in {"1", "true"}


def _texts(package: Package, part: str) -> list[str]:
    """Read the table of texts; what only helps to pronounce is left out."""
    texts: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(tag: str, _attrs: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "si":
            pieces.clear()

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            texts.append(unescaped("".join(pieces)))

    def text(said: str) -> None:
        if inside and inside[-1] == "t" and "rPh" not in inside:
            pieces.append(said)

    package.read_whole(part, start, end, text)
    return texts


def _codes(package: Package, part: str) -> list[str]:
    """Read the number format of each cell style."""
    own: dict[int, str] = {}
    numbers: list[int] = []
    inside: list[str] = []

    def start(tag: str, attrs: dict[str, str]) -> None:
        if tag == "numFmt" and inside and inside[-1] == "numFmts":
            own[_whole(attrs.get("numFmtId"))] = attrs.get("formatCode", "")
        elif tag == "xf" and inside and inside[-1] == "cellXfs":
            numbers.append(_whole(attrs.get("numFmtId")))
        inside.append(tag)

    package.read_whole(part, start, lambda _tag: _drop(inside), _nothing)
    return [own.get(number) or builtin(number) for number in numbers]


class _Reading:
    """The reading of one sheet: rows become ready as their elements end."""

    def __init__(self, texts: Sequence[str], shows: Sequence[Show]) -> None:
        self.ready: list[Row] = []
        self._texts, self._shows = texts, shows
        self._number = self._column = 0
        self._cells: list[str] = []
        self._kind, self._style = "n", 0
        self._pieces: list[str] = []
        self._takes = self._spoken = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "c":
            self._cell(attrs)
        elif tag in {"v", "t"}:
            self._takes = not self._spoken
        elif tag == "row":
            self._number = _whole(attrs.get("r")) or self._number + 1
            self._column, self._cells = 0, []
            if not 0 < self._number <= MOST_DOWN:
                raise damaged()
        elif tag == "rPh":
            self._spoken = True

    def _cell(self, attrs: dict[str, str]) -> None:
        place = attrs.get("r")
        if place is not None:
            letters = _PLACE.match(place)
            if letters is None:
                raise damaged()
            self._column = column_of(letters[1])
        if self._column >= MOST_ACROSS:
            raise damaged()
        self._kind, self._style = attrs.get("t", "n"), _whole(attrs.get("s"))
        self._pieces.clear()

    def end(self, tag: str) -> None:
        if tag == "c":
            if self._pieces:
                self._put(self._shown("".join(self._pieces)))
            self._column += 1
        elif tag in {"v", "t"}:
            self._takes = False
        elif tag == "row":
            self.ready.append((self._number, self._cells))
        elif tag == "rPh":
            self._spoken = False

    def text(self, said: str) -> None:
        if self._takes:
            self._pieces.append(said)

    def _put(self, text: str) -> None:
        if text:
            self._cells.extend([""] * (self._column + 1 - len(self._cells)))
            self._cells[self._column] = text

    def _shown(self, said: str) -> str:
        match self._kind:
            case "s":
                number = _whole(said)
                if not 0 <= number < len(self._texts):
                    raise damaged()
                return self._texts[number]
            case "n":
                show = self._shows[self._style] if self._style < len(self._shows) else plain_number
                return show(said.strip())
            case "b":
                return _YES_NO.get(said.strip(), said)
            case "d":
                return said.strip().removesuffix("T00:00:00").removesuffix("T00:00:00.000").replace("T", " ")
        return unescaped(said)


def column_of(letters: str) -> int:
    """Turn the letters of a column into its number, A is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _survey(package: Package, part: str) -> tuple[int, int, Spans]:
    """Read over a sheet without parsing it: its filled cells, formulas without results, cells merged downwards."""
    filled = bare = merged = 0
    spans: Spans = {}
    for piece, seen in overlapping(package.chunks(part)):
        filled += sum(1 for _match in found(_VALUES, piece, seen))
        bare += sum(1 for _match in found(_BARE, piece, seen))
        for match in found(_MERGED, piece, seen):
            first_row, last_row = int(match[2]), int(match[4])
            merged += 1
            if match[1] == match[3] and first_row < last_row <= MOST_DOWN and merged <= MOST_MERGED:
                spans.setdefault(column_of(match[1].decode()), {})[first_row] = last_row
    return filled, bare, spans


def _whole(text: str | None) -> int:
    try:
        return max(int(text or 0), 0)
    except ValueError:
        return 0


def _drop(inside: list[str]) -> None:
    inside.pop()


def _nothing(*_args: object) -> None:
    return None

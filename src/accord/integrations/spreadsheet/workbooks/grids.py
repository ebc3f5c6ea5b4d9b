"""Opens a workbook: which kind it is, which of its sheets holds the table, and its rows as records of equal width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.tables import SAMPLE, Note
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.workbooks import packages
from accord.integrations.spreadsheet.workbooks.books import Book, Row, Sheet
from accord.integrations.spreadsheet.workbooks.ods import CONTENT, open_ods
from accord.integrations.spreadsheet.workbooks.xls import open_xls
from accord.integrations.spreadsheet.workbooks.xlsx import open_xlsx

ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls")
ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # an XLS of the early nineties, without a wrapping
MOST_BYTES = 200_000_000
MOST_TEXT = 1_000_000_000  # signs in all cells together: a small file can name one long text a million times
MOST_BLANK = 100  # blank rows in a row that are given; more say nothing
FEW = 50
_OFFICE = ("xl/workbook.xml", "xl/workbook2.xml")


@dataclass(frozen=True)
class SheetGrid:
    """One sheet of a workbook as records; they are read anew each time they are asked for."""

    book: Book
    sheet: Sheet
    width: int
    facts: Facts
    notes: list[Note] = field(default_factory=list)

    def records(self) -> Iterator[Row]:
        """Give (row in the sheet, cells) of each record, all as wide as the widest of the first ones at least."""
        signs = 0
        for number, cells in with_blanks(self.book.rows(self.sheet)):
            signs += sum(map(len, cells))
            if signs > MOST_TEXT:
                raise packages.too_large()
            yield number, cells + [""] * (self.width - len(cells))


def suits(name: str, start: bytes) -> bool:
    """Take every workbook and archive, and web pages that are called workbooks; what cannot be read is refused later."""
    return start.startswith((*ZIP, OLE)) or _bare(name, start) or _page(name, start)


def open_grid(path: Path, choices: Choices) -> SheetGrid:
    """Open a workbook on the sheet that was chosen, else on the one with the largest table. Raises Refused."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1_000_000})
    book = _book(path)
    filled = [sheet for sheet in book.sheets if sheet.filled]
    if not filled:
        raise Refused(_("No sheet of this workbook holds any cells. Bring one with a table in it."))
    sheet = next((one for one in filled if one.name == choices.sheet), None) or _largest(book, filled)
    facts = Facts(book.kind, sheet=sheet.name, sheets=tuple(one.name for one in filled), places="row")
    first = list(islice(with_blanks(book.rows(sheet)), SAMPLE))
    width = max((len(cells) for _number, cells in first), default=0)
    return SheetGrid(book, sheet, width, facts, _notes(book, sheet))


def with_blanks(rows: Iterator[Row]) -> Iterator[Row]:
    """Give blank rows where rows are missing, so that places stay those of the sheet; of very many only the first."""
    last = blank = 0
    for number, cells in rows:
        for missing in range(last + 1, min(number, last + 1 + MOST_BLANK)):
            blank += 1
            if blank <= MOST_BLANK:
                yield missing, []
        last = number
        blank = 0 if cells else blank + 1
        if blank <= MOST_BLANK:
            yield number, cells


def _book(path: Path) -> Book:
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(ZIP):
        return _zipped(packages.opened(path))
    if start.startswith(OLE):
        _refuse_locked(path)
        return open_xls(path)
    if start.startswith(BARE):
        return open_xls(path)
    raise Refused(
        _("This is a web page that is called a workbook. Open it in your spreadsheet program and save it as XLSX.")
    )


def _zipped(package: packages.Package) -> Book:
    parts = package.parts
    if workbook := next((name for name in _OFFICE if name in parts), None):
        return open_xlsx(package, workbook)
    if "xl/workbook.bin" in parts:
        raise Refused(_("A binary workbook (XLSB) is not read here. Save it as XLSX and bring that."))
    if CONTENT in parts and _is_ods(package):
        return open_ods(package)
    if "word/document.xml" in parts or "ppt/presentation.xml" in parts or CONTENT in parts:
        raise _document()
    raise Refused(_("This is an archive, not a workbook. Take the table out of it and bring that."))


def _is_ods(package: packages.Package) -> bool:
    if "mimetype" not in package.parts:
        return True
    kind = b"".join(package.chunks("mimetype"))[:200]
    return b"spreadsheet" in kind


def _refuse_locked(path: Path) -> None:
    """Refuse a locked XLSX, which is wrapped like an XLS, and other documents in the same wrapping."""
    text = path.read_bytes()
    if _holds(text, "EncryptedPackage"):
        raise packages.encrypted()
    if _holds(text, "WordDocument") or _holds(text, "PowerPoint Document"):
        raise _document()


def _holds(text: bytes, name: str) -> bool:
    """Tell whether a wrapping lists a stream of this name: its length stands 64 bytes after its beginning."""
    wide = name.encode("utf-16-le")
    at = text.find(wide)
    while at >= 0:
        if at % 128 == 0 and int.from_bytes(text[at + 64 : at + 66], "little") == len(wide) + 2:
            return True
        at = text.find(wide, at + 1)
    return False


def _document() -> Refused:
    return Refused(_("This is a document, not a workbook. Bring a table: XLSX, ODS, XLS or CSV."))


def _largest(book: Book, sheets: Sequence[Sheet]) -> Sheet:
    """Choose the sheet with the most cells in a table of two columns at least; hidden ones only where no other is."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden] or sheets
    if len(shown) == 1:
        return shown[0]

    def weight(sheet: Sheet) -> tuple[bool, int]:
        first = [sum(1 for text in cells if text) for _number, cells in islice(book.rows(sheet), FEW)]
        usual = Counter(count for count in first if count).most_common(1)
        return bool(usual) and usual[0][0] >= 2, sheet.filled

    return max(shown, key=weight)


def _notes(book: Book, sheet: Sheet) -> list[Note]:
    notes: list[Note] = []
    if others := [one.name for one in book.sheets if one.filled and one.name != sheet.name]:
        notes.append(("other_sheets", {"count": len(others), "names": ", ".join(others[:10])}))
    if merged := book.merged(sheet):
        notes.append(("merged_down", {"count": merged}))
    if sheet.bare_formulas:
        notes.append(("bare_formulas", {"count": sheet.bare_formulas}))
    return notes


def _bare(name: str, start: bytes) -> bool:
    return name.lower().endswith(".xls") and start.startswith(BARE)


def _page(name: str, start: bytes) -> bool:
    if not name.lower().endswith((".xls", ".xlsx", ".fods", ".xml")):
        return False
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return first.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<workbook", b"<meta"))

"""Makes workbooks for tests: XLSX as spreadsheet programs write it, the least ODS and the least old XLS that are whole."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """Write rows of values into an XLSX workbook."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    sheet.write(number, place, value, *([days] if isinstance(value, date) else []))
    return path


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write an archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def ods(path: Path, sheets: Mapping[str, str], *, manifest: str = "", hidden: Sequence[str] = ()) -> Path:
    """Write an ODS workbook; each sheet is given as the XML of its rows."""
    styles = '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    tables = "".join(
        f"<table:table table:name={quoteattr(name)} table:style-name={quoteattr('gone' if name in hidden else 'seen')}>"
        f"{rows}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        path, {"mimetype": ODS_KIND, "content.xml": content, "META-INF/manifest.xml": manifest or "<manifest/>"}
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    """Make a row of ODS from cells that are XML already."""
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str = "", kind: str = "string", value: str = "", **more: str) -> str:
    """Make a cell of ODS."""
    told = f' office:value-type="{kind}"' if text or value else ""
    if value:
        name = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(kind, "value")
        told += f' office:{name}="{value}"'
    told += "".join(f' {name.replace("_", "-").replace("--", ":")}="{said}"' for name, said in more.items())
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{told}>{lines}</table:table-cell>"


def xls(path: Path, rows: Iterable[Sequence[str | float]], *, locked: bool = False) -> Path:
    """Write texts and numbers into an XLS workbook of one sheet."""
    begin = struct.pack("<HHIII", 0x0600, 0x0005, 0, 0, 0x06)
    lock = _record(0x2F, struct.pack("<HHH", 1, 1, 1)) if locked else b""
    before = _record(0x809, begin) + lock
    name = b"Sheet1"
    offset = len(before) + 4 + 8 + len(name) + 4
    bound = struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name
    cells = b"".join(
        _cell(number, place, value) for number, row in enumerate(rows) for place, value in enumerate(row) if value != ""
    )
    sheet = _record(0x809, struct.pack("<HHIII", 0x0600, 0x0010, 0, 0, 0x06)) + cells + _record(0x0A, b"")
    return wrapped(path, "Workbook", before + _record(0x85, bound) + _record(0x0A, b"") + sheet)


def _cell(number: int, place: int, value: str | float) -> bytes:
    where = struct.pack("<HHH", number, place, 0)
    if isinstance(value, str):
        return _record(0x204, where + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x203, where + struct.pack("<d", value))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def wrapped(path: Path, name: str, stream: bytes) -> Path:
    """Write one stream into the wrapping of old office documents."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0, FREE) + struct.pack("<I", FREE) * 107
    chain = [TABLE, END, *range(3, 2 + count), END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, 2, len(stream))
    path.write_bytes(head.ljust(SECTOR, b"\xff") + table + entries.ljust(SECTOR, b"\0") + stream)
    return path


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    wide = name.encode("utf-16-le")
    return (
        wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1) + struct.pack("<III", FREE, FREE, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip

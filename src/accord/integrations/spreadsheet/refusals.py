"""Files that are no text, or text that is no table, known by their first bytes; each refused with a sentence."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from accord.apps.ui.rules import Refused

_WORKBOOK = _(
    "This is a workbook or archive that cannot be opened, not a text file. Open it in your spreadsheet program and save "
    "the sheet as CSV (UTF-8)."
)
_ARCHIVE = _("This is an archive. Unpack it and bring the spreadsheet inside.")
_PDF = _("This is not a table but a PDF. Ask for the spreadsheet it was made from.")
_PICTURE = _("This is not a table but a picture or a recording. Bring a spreadsheet.")
_WEB = _("This is not a table but a web page. Open it, copy the table into a spreadsheet and bring that.")
_XML = _("This is not a table but an XML file. Open it in your spreadsheet program and save the sheet as CSV (UTF-8).")
_LETTER = _("This is not a table but a document. Copy its table into a spreadsheet and bring that.")
_DATA = _("This is not text but a database or data file. Export the table as CSV (UTF-8) and bring that.")
_PROGRAM = _("This is not a table but a program.")
_CALENDAR = _("This is not a table but a calendar or address book. Export it as CSV and bring that.")
_BYTES = (
    (b"PK\x03\x04", _WORKBOOK), (b"PK\x05\x06", _WORKBOOK), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _WORKBOOK),
    (b"\x1f\x8b", _ARCHIVE), (b"7z\xbc\xaf\x27\x1c", _ARCHIVE), (b"Rar!", _ARCHIVE), (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE), (b"\x28\xb5\x2f\xfd", _ARCHIVE), (b"%PDF-", _PDF), (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE), (b"RIFF", _PICTURE), (b"ID3", _PICTURE), (b"II*\x00", _PICTURE),
    (b"SQLite format 3", _DATA), (b"PAR1", _DATA), (b"ARROW1", _DATA), (b"ORC", _DATA), (b"Obj\x01", _DATA),
    (b"\x7fELF", _PROGRAM), (b"MZ\x90", _PROGRAM), (b"#!/", _PROGRAM), (b"{\\rtf", _LETTER), (b"%!PS", _PDF),
    (b"BEGIN:VC", _CALENDAR), (b"begin:vc", _CALENDAR),
)  # fmt: skip
_WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|div)\b", re.IGNORECASE | re.DOTALL)


def refuse_known(start: bytes) -> None:
    """Raise Refused for a file whose first bytes show that it holds no table as text."""
    found = next((sentence for beginning, sentence in _BYTES if start.startswith(beginning)), None)
    text = start.removeprefix(b"\xef\xbb\xbf")
    if found is None and _WEB_PAGE.match(text):
        found = _WEB
    if found is None and text.lstrip().startswith((b"<?xml", b"<svg", b"<rss")):
        found = _XML
    if found is not None:
        raise Refused(str(found))

"""Which encoding a file is in, found by reading all of it; and what is no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.ui.rules import Refused

CHUNK = 1 << 20
FALLBACK_ERRORS = "accord-as-latin-1"
_BEGINNINGS = {
    b"PK\x03\x04": "workbook",
    b"PK\x05\x06": "workbook",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "workbook",
    b"%PDF-": "pdf",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!": "archive",
}


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Take the five bytes that cp1252 leaves open as the control characters they are in latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(FALLBACK_ERRORS, _as_latin_1)


@dataclass(frozen=True)
class Encoding:
    """``name`` for people; ``codec`` and ``errors`` to open the file with; ``odd`` bytes that no alphabet knows."""

    name: str
    codec: str
    errors: str = "strict"
    odd: int = 0


def encoding_of(path: Path) -> Encoding:
    """Find the encoding of a text file. Raises Refused, with a sentence, for what is no text."""
    with path.open("rb") as file:
        start = file.read(8)
    _refuse_known(start)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _check_utf_16(path)
        return Encoding("utf-16", "utf-16")
    fits = _fits(path)
    if fits["utf-8"]:
        return Encoding("utf-8-sig", "utf-8-sig") if start.startswith(codecs.BOM_UTF8) else Encoding("utf-8", "utf-8")
    if fits["cp1252"]:
        return Encoding("cp1252", "cp1252")
    return Encoding("latin-1", "cp1252", FALLBACK_ERRORS, odd=_odd_bytes(path))


def _refuse_known(start: bytes) -> None:
    kind = next((kind for beginning, kind in _BEGINNINGS.items() if start.startswith(beginning)), "")
    if kind == "workbook":
        raise Refused(
            _(
                "This is a workbook or archive, not a text file. Open it in your spreadsheet program and save the sheet as CSV (UTF-8)."
            )
        )
    if kind:
        raise Refused(_("This is not a table. Bring a spreadsheet saved as CSV."))


def _fits(path: Path) -> dict[str, bool]:
    """Try the codecs chunk by chunk; refuse a file with NUL bytes, which no text holds."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    fits = dict.fromkeys(decoders, True)
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            if b"\x00" in chunk:
                raise Refused(
                    _("This file holds NUL bytes, so it is not text. Save the sheet as CSV (UTF-8) and bring that.")
                )
            for name, decoder in decoders.items():
                if fits[name]:
                    try:
                        decoder.decode(chunk, final=not chunk)
                    except UnicodeDecodeError:
                        fits[name] = False
            if not chunk:
                return fits


def _check_utf_16(path: Path) -> None:
    try:
        with path.open(encoding="utf-16", newline="") as file:
            while text := file.read(CHUNK):
                if "\x00" in text:
                    raise Refused(
                        _("This file holds NUL characters, so it is not text. Save the sheet as CSV (UTF-8).")
                    )
    except UnicodeError:
        raise Refused(_("The text of this file is damaged. Save the sheet as CSV (UTF-8) and bring that.")) from None


def _odd_bytes(path: Path) -> int:
    odd = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
    count = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            count += len(chunk) - len(chunk.translate(None, odd))
    return count

"""Which encoding a file is in, found by reading all of it, or as a person says; and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import ENCODINGS
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.refusals import refuse_known

CHUNK = 1 << 20
START = 4096
CLEAR = 400  # bytes that are no UTF-8, after which a file is another encoding if they are most of what is no ASCII
FALLBACK_ERRORS = "accord-as-latin-1"
MIXED_ERRORS = "accord-as-cp1252"
_ODD = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])  # the five bytes that cp1252 leaves open
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Take the five bytes that cp1252 leaves open as the control characters they are in latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Take bytes that are no UTF-8 as the older encoding they are from."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", FALLBACK_ERRORS), error.end


codecs.register_error(FALLBACK_ERRORS, _as_latin_1)
codecs.register_error(MIXED_ERRORS, _as_cp1252)


@dataclass(frozen=True)
class Encoding:
    """``name`` for people; ``codec`` and ``errors`` to open the file with; ``odd`` bytes that no alphabet knows; ``mixed``
    bytes of an older encoding among UTF-8.
    """

    name: str
    codec: str
    errors: str = "strict"
    odd: int = 0
    mixed: int = 0


def encoding_of(path: Path, chosen: str = "") -> Encoding:
    """Find the encoding of a text file. Raises Refused, with a sentence, for what is no text or not in the chosen one."""
    with path.open("rb") as file:
        start = file.read(START)
    refuse_known(start)
    if chosen:
        return _as_chosen(path, chosen)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(path, Encoding("utf-16", "utf-16"))
    if wide := _wide(start):
        return _checked(path, Encoding(wide, wide))
    return _narrow(path, start)


def _narrow(path: Path, start: bytes) -> Encoding:
    """Tell UTF-8, cp1252, their mixture and latin-1 apart."""
    fits = _fits(path)
    if fits["utf-8"]:
        return Encoding("utf-8-sig", "utf-8-sig") if start.startswith(codecs.BOM_UTF8) else Encoding("utf-8", "utf-8")
    if mixed := _mixed(path):
        return Encoding("utf-8", "utf-8-sig", MIXED_ERRORS, mixed=mixed)
    if fits["cp1252"]:
        return Encoding("cp1252", "cp1252")
    return Encoding("latin-1", "cp1252", FALLBACK_ERRORS, odd=_count(path, _ODD))


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


def _mixed(path: Path) -> int:
    """Count the bytes that are no UTF-8 in a file that is UTF-8 otherwise; 0 when most of it is something else."""
    high = characters = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            chunk += file.readline(CHUNK)  # a character is never cut
            found = _MANY_BYTES.findall(chunk)
            characters += len(found)
            high += len(chunk) - len(chunk.translate(None, _HIGH)) - sum(map(len, found))
            if high > CLEAR and high > 4 * characters:
                return 0
    return high if characters > high else 0


def _wide(start: bytes) -> str:
    """Recognise UTF-16 without a mark: every other byte is NUL, or nearly."""
    even, odd = start[0::2], start[1::2]
    if len(start) < 4 or b"\x00" not in start:
        return ""
    if odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > 0.7 * len(even) and not odd.count(0) else ""


def _as_chosen(path: Path, chosen: str) -> Encoding:
    """Read a file as a person says; bytes that do not fit a one-byte or UTF-8 encoding are counted, not dropped."""
    if chosen not in ENCODINGS:
        raise Refused(_("“%(name)s” is no encoding that is known here.") % {"name": chosen[:40]})
    if chosen in {"utf-8", "utf-8-sig"}:
        _fits(path)
        return Encoding(chosen, "utf-8-sig", MIXED_ERRORS, mixed=_invalid(path, "utf-8"))
    if chosen in {"cp1252", "latin-1"}:
        _fits(path)
        odd = _count(path, _ODD) if chosen == "cp1252" else 0
        return Encoding(chosen, chosen, FALLBACK_ERRORS if chosen == "cp1252" else "strict", odd=odd)
    return _checked(path, Encoding(chosen, chosen))


def _checked(path: Path, encoding: Encoding) -> Encoding:
    """Read a file through once. Raises Refused where it is not in this encoding."""
    try:
        with path.open(encoding=encoding.codec, newline="") as file:
            while text := file.read(CHUNK):
                if "\x00" in text:
                    raise Refused(
                        _("This file holds NUL characters, so it is not text. Save the sheet as CSV (UTF-8).")
                    )
    except UnicodeError:
        raise Refused(
            _("The text of this file is damaged, or not in the encoding “%(name)s”. Save the sheet as CSV (UTF-8).")
            % {"name": encoding.name}
        ) from None
    return encoding


def _invalid(path: Path, codec: str) -> int:
    """Count the bytes that do not fit a codec."""
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    count = had = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            count += decoder.decode(chunk).count("\ufffd")
            had += chunk.count("\ufffd".encode())
    return max(0, count - had)


def _count(path: Path, signs: bytes) -> int:
    count = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            count += len(chunk) - len(chunk.translate(None, signs))
    return count

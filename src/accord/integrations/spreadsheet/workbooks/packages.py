"""Workbooks that are zip archives: what is in them is weighed before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from django.utils.translation import gettext as _

from accord.apps.ui.rules import Refused

CHUNK = 1 << 16
KEPT_BACK = 2_000  # bytes of the piece before, so that what is looked for is found across the cut
MOST_PARTS = 10_000
MOST_UNPACKED = 1_500_000_000  # bytes of all parts together
MOST_HELD = 250_000_000  # bytes of a part that is held in memory as a whole, such as the table of texts
MODEST = 50_000_000  # below this no ratio is suspicious
MOST_RATIO = 250  # a real sheet of a hundred thousand equal rows stays below 150
_ENCRYPTED = 0x1
Start = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True)
class Package:
    """The parts of a workbook by their names in small letters."""

    path: Path
    parts: dict[str, zipfile.ZipInfo]

    def find(self, name: str) -> str | None:
        """Find a part, however its name is written; None when there is none."""
        key = name.replace("\\", "/").lstrip("/").lower()
        return key if key in self.parts else None

    def size(self, name: str) -> int:
        """Give the unpacked size of a part in bytes."""
        return self.parts[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece. Raises Refused when it is damaged."""
        with damage_refused(), zipfile.ZipFile(self.path) as archive, archive.open(self.parts[name]) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def parse(self, name: str, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> Iterator[None]:
        """Read a part's XML, calling back for each element and text; yields after each piece.

        Names come without their prefix. Raises Refused when it is damaged or defines entities.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attrs: start(_local(tag), attrs)
        parser.EndElementHandler = lambda tag: end(_local(tag))
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _no_doctype
        with damage_refused():
            for chunk in self.chunks(name):
                parser.Parse(chunk)
                yield
            parser.Parse(b"", True)
            yield

    def read_whole(self, name: str, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
        """Read a part that is held in memory. Raises Refused when it is too large or damaged."""
        if self.size(name) > MOST_HELD:
            raise too_large()
        for _piece in self.parse(name, start, end, text):
            pass


def opened(path: Path) -> Package:
    """Look into a zip archive and weigh it. Raises Refused for what is damaged, encrypted or far larger than it looks."""
    with damage_refused(), zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    total = sum(info.file_size for info in infos)
    packed = max(path.stat().st_size, 1)
    if len(infos) > MOST_PARTS or total > MOST_UNPACKED or (total > MODEST and total / packed > MOST_RATIO):
        raise too_large()
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise encrypted()
    return Package(path, {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos})


def overlapping(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Give each piece with the end of the one before it, and how much of it was there already."""
    kept = b""
    for chunk in chunks:
        yield kept + chunk, len(kept)
        kept = (kept + chunk)[-KEPT_BACK:]


def found(pattern: re.Pattern[bytes], piece: bytes, seen: int) -> Iterator[re.Match[bytes]]:
    """Find what ends in the new part of a piece: what ended before was found with the piece before."""
    return (match for match in pattern.finditer(piece) if match.end() > seen)


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn whatever a damaged archive or damaged XML raises into one sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as why:
        raise damaged() from why
    except Exception as why:
        if type(why).__module__ in {"zlib", "lzma", "_lzma", "struct"} or isinstance(why, (KeyError, OverflowError)):
            raise damaged() from why
        raise


def damaged() -> Refused:
    """Say that a workbook cannot be read."""
    return Refused(_("This workbook is damaged. Open it in your spreadsheet program, save it anew and bring that."))


def encrypted() -> Refused:
    """Say that a workbook is locked."""
    return Refused(_("This workbook is protected by a password. Save it without one and bring that."))


def too_large() -> Refused:
    """Say that a workbook is far larger unpacked than anything that can be read."""
    return Refused(
        _("Unpacked, this workbook is too large to be read. Save the sheet that matters as CSV (UTF-8) and bring that.")
    )


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _no_doctype(*_args: object) -> None:
    raise damaged()

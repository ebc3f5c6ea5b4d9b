"""Turns a text file into records of cells: delimiter, quotes, cells of many lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.tables import Note, add_note
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.dialects import CRLF, START, Dialect, NeverClosed, dialect_of, sampled
from accord.integrations.spreadsheet.encodings import CHUNK, Encoding, encoding_of
from accord.integrations.spreadsheet.prose import is_prose

MOST_BYTES = 200_000_000
ALL_CHECKED = 5_000_000  # bytes up to which every quotation mark is checked; above, only where their number is odd


@dataclass(frozen=True)
class TextGrid:
    """A text file opened as records; they are read anew each time they are asked for."""

    path: Path
    text: Encoding
    dialect: Dialect
    facts: Facts
    notes: list[Note] = field(default_factory=list)
    skip: int = 0

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Give (line, cells) of each record. Raises Refused where a quotation mark is never closed."""
        with self.path.open(encoding=self.text.codec, errors=self.text.errors, newline="") as file:
            try:
                yield from islice(self.dialect.records(file), self.skip, None)
            except NeverClosed as never:
                raise Refused(
                    _("The table breaks at line %(line)s: a quotation mark is probably opened there and never closed.")
                    % {"line": never.line}
                ) from None


def suits(name: str, start: bytes) -> bool:
    """Take whatever nobody else reads: what is no text is refused with a sentence when it is opened."""
    return True


def open_grid(path: Path, choices: Choices) -> TextGrid:
    """Open a text file. Raises Refused, with a sentence, for what is no text, no table or too large."""
    check_size(path)
    text = encoding_of(path, choices.encoding)
    start = first_text(path, text)
    whole = len(start) < START
    dialect = dialect_of(start, choices, whole=whole)
    notes: list[Note] = []
    if (
        dialect.quote
        and not choices.quote
        and (path.stat().st_size < ALL_CHECKED or _is_odd(path, text, dialect.quote))
    ):
        dialect = _checked_quotes(path, text, dialect, notes)
    if not (choices.delimiter or choices.quote) and is_prose(sampled(dialect, start, whole=whole)[0]):
        raise Refused(
            _("This is text, not a table: nothing separates its lines into the same cells. Bring a spreadsheet or CSV.")
        )
    add_encoding_notes(notes, text)
    if dialect.ends == CRLF:
        add_note(notes, "lines_end_crlf", {})
    facts = Facts("csv", encoding=text.name, delimiter=dialect.delimiter, quote=dialect.quote or "none")
    return TextGrid(path, text, dialect, facts, notes, skip=1 if start.lstrip("\ufeff").startswith("sep=") else 0)


def check_size(path: Path) -> None:
    """Refuse an empty file and one that is too large."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1_000_000})
    if not size:
        raise Refused(_("This file is empty."))


def first_text(path: Path, text: Encoding) -> str:
    """Read the first characters of a file."""
    with path.open(encoding=text.codec, errors=text.errors, newline="") as file:
        return file.read(START)


def add_encoding_notes(notes: list[Note], text: Encoding) -> None:
    """Say how many bytes did not fit."""
    if text.odd:
        add_note(notes, "odd_bytes", {"count": text.odd})
    if text.mixed:
        add_note(notes, "mixed_bytes", {"count": text.mixed})


def _is_odd(path: Path, text: Encoding, quote: str) -> bool:
    """Tell whether a file holds an odd number of quotation marks: then one is not closed."""
    if "utf-16" in text.codec:
        return False
    count = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            count += chunk.count(quote.encode())
    return count % 2 == 1


def _checked_quotes(path: Path, text: Encoding, dialect: Dialect, notes: list[Note]) -> Dialect:
    """Look whether quotation marks are opened and closed in pairs.

    Where one stands astray, the line is named in the notes. Where one is never closed and the file is even without
    them, they are taken as part of the text.
    """
    astray = _breaks_at(path, text, replace(dialect, strict=True))
    if not astray:
        return dialect
    if not _breaks_at(path, text, dialect):
        add_note(notes, "stray_quote", {"line": astray})
        return dialect
    plain = replace(dialect, quote="", escape=False)
    if not _breaks_at(path, text, plain) and _is_even(path, text, plain):
        add_note(notes, "plain_quotes", {})
        return plain
    return dialect


def _is_even(path: Path, text: Encoding, dialect: Dialect) -> bool:
    """Tell whether nearly all records have the same number of cells, more than one."""
    with path.open(encoding=text.codec, errors=text.errors, newline="") as file:
        widths = Counter(len(cells) for _line, cells in dialect.records(file) if any(cells))
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    return usual > 1 and count > 0.98 * widths.total()


def _breaks_at(path: Path, text: Encoding, dialect: Dialect) -> int:
    """Give the line of the first record that cannot be cut; 0 when all can."""
    with path.open(encoding=text.codec, errors=text.errors, newline="") as file:
        try:
            for _record in dialect.records(file):
                pass
        except NeverClosed as never:
            return never.line
    return 0

"""Turns ARFF, the text format of Weka and the PROMISE repository, into records of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from accord.apps.batches.rules.choices import Choices, Facts
from accord.apps.batches.rules.tables import Note, add_note
from accord.apps.ui.rules import Refused
from accord.integrations.spreadsheet.dialects import Dialect, NeverClosed
from accord.integrations.spreadsheet.encodings import Encoding, encoding_of
from accord.integrations.spreadsheet.reader import add_encoding_notes, check_size

_ATTRIBUTE = re.compile(r"@attribute\s+('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^\s{]+)", re.IGNORECASE)
_BEGINS = re.compile(rb"(\s*(%[^\n]*)?\r?\n)*\s*@relation\b", re.IGNORECASE)
_CUT = Dialect(",", quote="'", escape=True, blank_after=True)


@dataclass(frozen=True)
class ArffGrid:
    """One ``@data`` section opened as records, its attributes first."""

    path: Path
    text: Encoding
    section: int
    names: tuple[str, ...]
    facts: Facts
    notes: list[Note] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Give (line, cells) of each record. Raises Refused where a quotation mark is never closed."""
        yield 0, list(self.names)
        section = 0
        for number, line in _lines(self.path, self.text):
            if line.lower().startswith("@data"):
                section += 1
            elif section == self.section and not line.startswith("@"):
                cells = self._cells(number, line)
                if [cell.casefold() for cell in cells[1:]] != [name.casefold() for name in self.names[1:]]:
                    yield number, cells

    def _cells(self, number: int, line: str) -> list[str]:
        try:
            cells = next(_CUT.records([f"{line}\n"]))[1]
        except (NeverClosed, StopIteration):
            raise Refused(
                _("The table breaks at line %(line)s: a quotation mark is probably opened there and never closed.")
                % {"line": number}
            ) from None
        return ["" if cell.strip() == "?" else cell.strip() for cell in cells]


def suits(name: str, start: bytes) -> bool:
    """Take files called ARFF, and those that begin with comments and a relation."""
    return name.lower().endswith(".arff") or bool(_BEGINS.match(start))


def open_grid(path: Path, choices: Choices) -> ArffGrid:
    """Open ARFF. Of several data sections the first is read, unless another was chosen. Raises Refused."""
    check_size(path)
    text = encoding_of(path, choices.encoding)
    notes: list[Note] = []
    add_encoding_notes(notes, text)
    names: list[str] = []
    sections = comments = 0
    for _number, line in _lines(path, text, comments=True):
        comments += line.startswith("%")
        sections += line.lower().startswith("@data")
        if not sections and (found := _ATTRIBUTE.match(line)):
            names.append(found[1].strip("'\""))
    if not sections or not names:
        raise Refused(_("This is no table: an ARFF file needs attributes and a data section."))
    if comments:
        add_note(notes, "comments", {"count": comments})
    sheets = tuple(f"@data {at + 1}" for at in range(sections)) if sections > 1 else ()
    section = sheets.index(choices.sheet) + 1 if choices.sheet in sheets else 1
    if sheets:
        add_note(notes, "other_lists", {"count": sections - 1})
    facts = Facts("arff", encoding=text.name, delimiter=",", sheet=sheets[section - 1] if sheets else "", sheets=sheets,
                  header_row=1, can_turn=False)  # fmt: skip
    return ArffGrid(path, text, section, tuple(names), facts, notes)


def _lines(path: Path, text: Encoding, *, comments: bool = False) -> Iterator[tuple[int, str]]:
    """Give the numbered lines that hold something."""
    with path.open(encoding=text.codec, errors=text.errors) as file:
        for number, raw in enumerate(file, start=1):
            line = raw.strip()
            if line and (comments or not line.startswith("%")):
                yield number, line

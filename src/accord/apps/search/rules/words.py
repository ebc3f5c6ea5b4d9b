"""The words of the house, read from the rows of the glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

_ROW = re.compile(r"^\| (?!word \|)(?!-)(.+?) \| (.+?) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """A word, what it means, and where it stands on the page."""

    name: str
    meaning: str

    @property
    def number(self) -> int:
        """A number of its own that stays, made of the word."""
        return crc32(self.name.encode())

    @property
    def place(self) -> str:
        """Its anchor on the page."""
        return "word-" + "-".join(re.findall(r"[a-z0-9]+", self.name.lower()))


def words_in(glossary: str) -> tuple[Word, ...]:
    """Read the rows of a table of two columns; marks of emphasis are dropped."""
    return tuple(
        Word(name.replace("*", "").strip(), meaning.replace("*", "").replace("`", "").strip())
        for name, meaning in _ROW.findall(glossary)
    )

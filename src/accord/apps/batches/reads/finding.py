"""What was found in a file: its first lines as they stand, what was noticed, and what may be chosen differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.models import Batch
from accord.apps.batches.permissions import can_bring, visible_to
from accord.apps.batches.reads.sentences import note_sentence
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.pictures import ABOVE, Picture
from accord.apps.batches.rules.shapes import Shape
from accord.apps.batches.rules.verdicts import State
from accord.apps.ui.rules import NotFound, Viewer

ENCODING_WORDS = {
    "utf-8": gettext_lazy("UTF-8"), "utf-8-sig": gettext_lazy("UTF-8 with a mark at the beginning"),
    "cp1252": gettext_lazy("Western Europe (Windows-1252)"), "latin-1": gettext_lazy("Western Europe (Latin-1)"),
    "iso-8859-15": gettext_lazy("Western Europe with € (Latin-9)"), "utf-16": gettext_lazy("UTF-16"),
    "utf-16-le": gettext_lazy("UTF-16, little end first"), "utf-16-be": gettext_lazy("UTF-16, big end first"),
    "cp1250": gettext_lazy("Central Europe (Windows-1250)"), "cp1251": gettext_lazy("Cyrillic (Windows-1251)"),
    "cp1253": gettext_lazy("Greek (Windows-1253)"), "cp1254": gettext_lazy("Turkish (Windows-1254)"),
    "mac-roman": gettext_lazy("Old Macintosh"), "cp437": gettext_lazy("DOS (437)"), "cp850": gettext_lazy("DOS (850)"),
    "shift_jis": gettext_lazy("Japanese (Shift JIS)"), "gb18030": gettext_lazy("Chinese (GB 18030)"),
    "big5": gettext_lazy("Chinese (Big5)"), "euc-kr": gettext_lazy("Korean (EUC-KR)"),
}  # fmt: skip
DELIMITER_WORDS = {
    ",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab"), "|": gettext_lazy("bar"),
    " ": gettext_lazy("blank"),
}  # fmt: skip
QUOTE_WORDS = {
    '"': gettext_lazy("double quotation marks"), "'": gettext_lazy("single quotation marks"),
    "none": gettext_lazy("no marks: they belong to the text"),
}  # fmt: skip
ENDS = ("after_end",)  # notes whose lines stand below the table
SHOWN = (*ENDS, "above_header")


@dataclass(frozen=True)
class Noticed:
    """One thing that was noticed, as a sentence, with the texts it is about."""

    sentence: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A file as it was read. ``ending`` are the lines around its table that the picture does not reach; ``facts`` as the reader gave them."""

    batch_id: int
    name: str
    state: str
    error: str
    rows: int
    columns: int
    facts: Mapping[str, Any]
    shape: Shape
    picture: Picture
    noticed: tuple[Noticed, ...]
    has_end: bool
    ending: tuple[str, ...]
    choices: Choices
    may_choose: bool
    job_id: int | None

    @property
    def encoding_words(self) -> str:
        """Name the encoding."""
        name = self.facts.get("encoding", "")
        return str(ENCODING_WORDS.get(name, name))

    @property
    def further_columns(self) -> int:
        """How many columns of the file the picture leaves out."""
        shown = max((len(line.cells) for line in self.picture.lines), default=0)
        return max(0, self.picture.columns - shown)

    @property
    def further_rows(self) -> int:
        """How many rows the picture leaves out; 0 where records stand in columns."""
        return 0 if self.shape.turned else max(0, self.rows - self.picture.rows)

    @property
    def is_failed(self) -> bool:
        """Tell whether it could not be read."""
        return self.state == State.FAILED

    @property
    def is_reading(self) -> bool:
        """Tell whether it is being read just now."""
        return self.state == State.READING


def found_view(*, viewer: Viewer, batch_id: int) -> Found:
    """Give what was found in a batch's file. Raises NotFound when there is none the viewer may see."""
    batch = visible_to(viewer).defer("columns", "plan", "kept", "result").filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    facts = batch.facts or {}
    shape = facts.get("shape") or {"header_row": 1}
    picture = Picture.from_json(facts.get("picture") or {})
    return Found(
        batch_id=batch.pk, name=batch.name, state=batch.state, error=batch.error, rows=batch.row_count,
        columns=len(batch.headers), facts=facts, shape=Shape(**shape),
        picture=picture, noticed=_noticed(batch), has_end=any(kind in ENDS for kind, _values in batch.notes), ending=_ending(batch, picture),
        choices=Choices.from_json(batch.choices or {}), job_id=batch.job_id, may_choose=_may_choose(viewer, batch),
    )  # fmt: skip


def _may_choose(viewer: Viewer, batch: Batch) -> bool:
    is_open = batch.state in {State.MAPPING, State.CHECKED, State.FAILED}
    return bool(batch.path) and is_open and can_bring(viewer, batch)


def _noticed(batch: Batch) -> tuple[Noticed, ...]:
    """Say what was noticed; lines that the picture shows are not said again."""
    return tuple(
        Noticed(note_sentence(kind, values), () if kind in SHOWN else tuple(values.get("texts", ())))
        for kind, values in batch.notes
    )


def _ending(batch: Batch, picture: Picture) -> tuple[str, ...]:
    """Give the notes around the table that the picture does not reach."""
    reached = {"  ".join(cell for cell in line.cells if cell) for line in picture.lines if line.part == ABOVE}
    said = (text for kind, values in batch.notes if kind in ENDS for text in values.get("texts", ()))
    return tuple(text for text in said if text not in reached)

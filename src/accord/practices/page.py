"""The public page of a practice, read from the docstring of its module."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

HEADINGS = {
    "Question": "question",
    "Why it matters": "why",
    "Good example": "good",
    "Bad example": "bad",
    "How it is computed": "computed",
    "What it cannot tell": "cannot_tell",
    "Source": "source",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What people read about a practice; every field is one or more paragraphs of plain text."""

    question: str
    why: str
    good: str
    bad: str
    computed: str
    cannot_tell: str
    source: str

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Return headings and texts in reading order."""
        return tuple((heading, getattr(self, name)) for heading, name in HEADINGS.items())


@cache
def page_of(module: str) -> Page:
    """Read the page of a practice's module; raises ValueError naming a heading that is missing."""
    text = import_module(module).__doc__ or ""
    parts = re.split(rf"^({'|'.join(HEADINGS)}): ", text, flags=re.MULTILINE)
    found = {
        HEADINGS[heading]: "\n\n".join(" ".join(block.split()) for block in re.split(r"\n\s*\n", body) if block.strip())
        for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    missing = [heading for heading, name in HEADINGS.items() if not found.get(name)]
    if missing:
        raise ValueError(f"{module} says nothing under: {', '.join(missing)}.")
    return Page(**found)

"""The glossary: what Accord calls things."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.urls import reverse

import accord
from accord.apps.search.rules.words import Word, words_in
from accord.apps.ui.rules import Viewer

NAME = "GLOSSARY.md"


# no viewer: words are for everybody
@cache
def glossary() -> tuple[Word, ...]:
    """Give all words in their order, from the file beside the source; none where only the package is there."""
    package = Path(accord.__file__).resolve().parent
    for folder in (package, *package.parents[:2]):
        if (folder / NAME).is_file():
            return words_in((folder / NAME).read_text("utf-8"))
    return ()


def word_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the numbers of words to (word, address): words are for everybody signed in."""
    page = reverse("search:words")
    return {one.number: (one.name, f"{page}#{one.place}") for one in glossary() if one.number in ids}

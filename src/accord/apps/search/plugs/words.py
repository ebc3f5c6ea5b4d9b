"""The words of the house as they are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy

from accord.apps.search.reads.words import glossary, word_titles
from accord.apps.search.sockets import Text, TextSource, texts
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Thing, things

KIND = "search.word"


def plug_in() -> None:
    """Plug in the words, so that "what is a gap?" finds an answer."""
    things.plug(Thing(KIND, gettext_lazy("Word"), _titles))
    texts.plug(TextSource(KIND, gettext_lazy("Words"), 90, word_texts))


def _titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return word_titles(viewer=viewer, ids=ids)


def word_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give each word with its meaning."""
    for one in glossary():
        if ids is None or one.number in ids:
            yield Text(one.number, one.name, (one.meaning,))

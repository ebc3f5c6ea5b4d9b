"""Practices as they are found by their words: their public pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from zlib import crc32

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.readings.permissions import SEE
from accord.apps.search.sockets import Text
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer
from accord.practices import PRACTICES


# no viewer: a number
def number_of(code: str) -> int:
    """Give a practice a number of its own that stays, made of its code."""
    return crc32(code.encode())


# no viewer: the index; whoever searches is asked for at the search
def practice_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give the page of each practice."""
    for one in PRACTICES.values():
        number = number_of(one.code)
        if ids is None or number in ids:
            said = (text for _heading, text in one.page.sections())
            yield Text(number, f"{one.code} {_(one.title)}", (_(one.question), *said))


def practice_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the numbers of practices to (title, address), for those who may see readings."""
    if not may(viewer, SEE):
        return {}
    known = {number_of(one.code): one for one in PRACTICES.values()}
    return {
        number: (
            f"{known[number].code} {_(known[number].title)}",
            reverse("readings:practice", args=[known[number].code]),
        )
        for number in ids
        if number in known
    }

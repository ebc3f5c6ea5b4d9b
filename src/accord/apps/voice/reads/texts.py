"""Published questions as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from accord.apps.search.sockets import Text, pieces
from accord.apps.voice.permissions import published
from accord.apps.voice.reads.others import short


# no viewer: the index; whoever searches is asked for at the search
def question_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give questions that everybody can read, with their answers; never who asked, never one between two people."""
    for piece in pieces(published(), ids):
        for one in published().filter(pk__in=piece).select_related("leader").order_by("pk"):
            said = (one.text, one.answer, one.follow_up, one.reply, one.done, one.leader.name)
            yield Text(one.pk, short(one.text), said, one.published_on)

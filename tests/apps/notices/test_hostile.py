"""Words meant to do harm arrive in a mail as words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from accord.apps.notices import writes
from accord.apps.notices.sockets import NoticeKind, Said, kinds
from accord.apps.ui.rules import Ref
from tests.apps.notices.conftest import TUESDAY, text_of
from tests.apps.notices.test_mail import burn

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOSTILE = "=HYPERLINK(1)\r\nBcc: all@example.org\x00 \u202e<img src=x onerror=alert(1)> {{ 7|add:7 }} " + "x" * 40_000


def test_words_in_a_mail_stay_words(garden, cast, post):
    def say(viewer, refs) -> Mapping[Ref, Said]:
        return {ref: Said(HOSTILE, f"/trees/{ref.id}/") for ref in refs}

    kind = next(one for one in kinds if one.code == "garden.burns")
    hostile = NoticeKind("garden.hostile", "A tree burns", kind.events, kind.to, say, at_once=True)
    kinds.unplug(kind)
    kinds.plug(hostile)
    try:
        burn(garden, 1, cast.cio)
        for step in (writes.gather, writes.compose, writes.send):
            step(by=None, at=TUESDAY)
    finally:
        kinds.unplug(hostile)
        kinds.plug(kind)
    [letter] = post.to(cast.cio)
    plain, html = text_of(letter), text_of(letter, "html")
    assert letter["Bcc"] is None
    assert "\n" not in letter["Subject"]
    assert not {"\u202e", "\x00"} & {*letter["Subject"], *plain, *html}
    assert "<img" not in html
    assert "{{ 7|add:7 }}" in plain

"""A worker to be killed: gathers, composes and sends over and over in the database of a running test.

    python -m tests.apps.notices.killed DATABASE PORT GATHERED_AT SENT_AT
"""  # fmt: skip

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

PIECES = 20  # letters between two looks at what is new


def kind_of_proof() -> Any:
    """Make the kind of notice that the proof is about: the subject of an entry says who is told."""
    from accord.apps.notices.sockets import NoticeKind, Said, Told
    from accord.apps.ui.rules import Ref, Viewer

    def to(entries: Sequence[Any]) -> Iterable[Told]:
        people = sorted(Person.objects.filter(name__startswith="Proof ").values_list("pk", flat=True))
        return [Told(one.pk, people[one.subject_id % len(people)], one.subject) for one in entries]

    def say(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, Said]:
        return {ref: Said(f"Proof number {ref.id} for {viewer.pk}.", f"/proof/{ref.id}/") for ref in refs}

    from accord.apps.people.models import Person

    return NoticeKind("proof.told", "A proof", ("proof.thing.",), to, say)


def main() -> None:
    database, port, gathered_at, sent_at = sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from accord.apps.notices import sockets, writes
    from accord.site.mail import mail

    connection.settings_dict["NAME"] = database
    for name, value in mail(f"smtp://127.0.0.1:{port}", "accord@example.org").items():
        setattr(settings, name, value)
    settings.ACCORD_MAIL = True
    for kind in list(sockets.kinds):
        sockets.kinds.unplug(kind)
    sockets.kinds.plug(kind_of_proof())
    print("ready", flush=True)
    while True:
        done = writes.gather(by=None, at=datetime.fromisoformat(gathered_at), limit=2_000)
        done += writes.compose(by=None, at=datetime.fromisoformat(sent_at)) if not done else 0
        done += writes.send(by=None, at=datetime.fromisoformat(sent_at), limit=PIECES)
        if not done:
            print("done", flush=True)
            return


if __name__ == "__main__":
    main()

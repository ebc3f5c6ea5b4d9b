"""The notification path, from the trail to a mail server on this machine, beside a plain loop that does the least there is.

    python benchmarks/notices.py [EVENTS]

Accord gathers notices from as many events of the trail, composes a summary for each of a hundred people and sends it, as
text and as HTML with signed links. The plain loop reads the same events, writes a row for each, joins each person's
sentences and sends that text with the standard library: no wishes, no claims, no privacy, no second try. Same machine, same
run, same mail server.
"""

import os
import smtplib
import socket
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

PEOPLE = 100
TUESDAY = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
EIGHT = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        server, port = mail_server()
        try:
            show(count, plain(plant(count), port), accord(count, port))
        finally:
            server.stop()


def mail_server():
    """Start a mail server that takes everything and keeps nothing."""
    from aiosmtpd.controller import Controller

    class Post:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name is the library's
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Post(), hostname="127.0.0.1", port=port)
    server.start()
    return server, port


def plant(count: int) -> list[int]:
    """Write people and as many events; gives the people."""
    from django.db import transaction

    from accord.apps.people.models import Person
    from accord.apps.trail.models import Entry
    from accord.apps.ui.writes import insert_many

    with transaction.atomic():
        people = insert_many(
            records=[Person(name=f"Person {k}", email=f"p{k}@example.org", roles=["employee"]) for k in range(PEOPLE)]
        )
        entry = {"at": TUESDAY, "code": "bench.thing.happened", "subject_kind": "bench.thing"}
        insert_many(records=[Entry(subject_id=k, **entry) for k in range(count)])
    return [person.pk for person in people]


def plain(people: list[int], port: int) -> dict[str, float]:
    """Do the least there is: rows, joined sentences, mails."""
    from django.db import connection, transaction

    took, clock = {}, time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE told (person integer, thing integer)")
        cursor.execute("SELECT subject_id FROM trail_entry WHERE code LIKE 'bench.%%'")
        rows = [(people[thing % PEOPLE], thing) for (thing,) in cursor.fetchall()]
        cursor.executemany("INSERT INTO told VALUES (%s, %s)", rows)
    took["gather"] = time.perf_counter() - clock
    clock = time.perf_counter()
    sentences = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, thing FROM told ORDER BY thing")
        for person, thing in cursor.fetchall():
            sentences[person].append(f"* Thing {thing} happened.\n  https://accord.example.org/things/{thing}/\n")
    took["compose"] = time.perf_counter() - clock
    clock = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for person, lines in sentences.items():
            letter = EmailMessage()
            letter["Subject"], letter["From"], letter["To"] = "News", "a@example.org", f"p{person}@example.org"
            letter.set_content("".join(lines))
            server.send_message(letter)
    took["send"] = time.perf_counter() - clock
    return took


def accord(count: int, port: int) -> dict[str, float]:
    """Take the way that Accord takes every minute."""
    from django.conf import settings

    from accord.apps.notices import writes
    from accord.apps.notices.models import Letter, Notice
    from accord.site.mail import mail

    plug()
    for name, value in mail(f"smtp://127.0.0.1:{port}", "accord@example.org").items():
        setattr(settings, name, value)
    settings.ACCORD_MAIL = True
    took, clock = {}, time.perf_counter()
    assert writes.gather(by=None, at=TUESDAY) == count
    took["gather"] = time.perf_counter() - clock
    clock = time.perf_counter()
    assert writes.compose(by=None, at=EIGHT) == PEOPLE
    took["compose"] = time.perf_counter() - clock
    clock = time.perf_counter()
    assert writes.send(by=None, at=EIGHT + timedelta(minutes=1)) == PEOPLE
    took["send"] = time.perf_counter() - clock
    assert Letter.objects.filter(state="sent").count() == PEOPLE
    assert Notice.objects.filter(state="letter").count() == count
    return took


def plug() -> None:
    """Plug in one kind of notice with one action by link."""
    from accord.apps.notices.sockets import LinkedAction, NoticeKind, Said, Told, kinds, linked
    from accord.apps.people.models import Person

    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))

    def to(entries):
        return [Told(one.pk, people[one.subject_id % PEOPLE], one.subject) for one in entries]

    def say(viewer, refs):
        return {ref: Said(f"Thing {ref.id} happened.", f"/things/{ref.id}/", ("bench.do",)) for ref in refs}

    kinds.plug(NoticeKind("bench.told", "Things", ("bench.thing.",), to, say))
    linked.plug(LinkedAction("bench.do", "Do it", lambda viewer, ref: "Do it?", lambda viewer, ref, text, at: "Done."))


def show(count: int, bare: dict[str, float], ours: dict[str, float]) -> None:
    """Print each step beside the plain loop's."""
    print(f"{count:,} events, {PEOPLE} people\n{'':<10}{'plain loop':>12}{'Accord':>12}{'ratio':>9}")
    for step in (*bare, "all"):
        least = sum(bare.values()) if step == "all" else bare[step]
        took = sum(ours.values()) if step == "all" else ours[step]
        print(f"{step:<10}{1000 * least:>9.0f} ms{1000 * took:>9.0f} ms{took / least:>8.1f}×")
    print(f"{count / sum(ours.values()):,.0f} notices a second from the trail to the mail server")


if __name__ == "__main__":
    main()

"""My turn of a person with 5,000 open things: time, queries, and how many bare pages it costs.

    python benchmarks/my_turn.py [THINGS]

The page is whole: session, permissions, layout, all sources; opened in process. A bare page reads fifty promises and writes
them into a table without any layout, in the same run. The shares of sources are those of a busy CIO: half promises that are
due, the rest other days and goals to agree to, and items left open in meetings.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial

from _timing import bare_page, median


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        show(*busy(count), count)


def busy(count: int):
    """Make a CIO with this many open things, and colleagues who wait for them."""
    from accord.apps.goals.models import Goal
    from accord.apps.initiatives.models import Initiative
    from accord.apps.meetings.models import AgendaItem, Meeting
    from accord.apps.people.models import Department, Person
    from accord.apps.promises.models import Promise

    now = datetime.now(UTC)
    today = now.date()
    unit = Department.objects.create(name="IT", side="it")
    cio, other, idle = Person.objects.bulk_create(
        Person(name=f"Person {k}", email=f"p{k}@example.org", department=unit, roles=["cio", "employee"])
        for k in range(3)
    )
    Initiative.objects.create(
        title="Invoice reader", summary="Sorts what comes in by mail.", department=unit, created_at=now
    )
    Promise.objects.bulk_create(
        Promise(what=f"Send list {k} of what is missing in the data of the branch", owner=cio, made_to=other, due_date=day,
                first_due_date=day, department=unit, side="it", to_side="it", created_at=now, created_by=other)
        for k in range(count // 2) for day in [today + timedelta(days=k % 60 - 52)]
    )  # fmt: skip
    Goal.objects.bulk_create(
        Goal(title=f"Goal {k}", it_owner=cio, business_owner=other, created_at=now) for k in range(count // 4)
    )
    held = Meeting.objects.create(
        title="Business and IT at one table", starts_at=now - timedelta(days=3), chair=cio, state="held", created_at=now,

    )  # fmt: skip
    rest = count - count // 2 - count // 4
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=held, title=f"Topic {k}", position=k + 1, created_at=now) for k in range(rest)
    )
    return cio, idle


def show(person, idle, count: int) -> None:
    """Open the page in some ways; print medians beside the bare page's."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    bare = median(barely)
    print(f"{count:,} open things\n{'a bare page of 50 rows':<34} {1000 * bare:7.1f} ms")
    for words, address, who in (
        ("my turn", "/", person),
        ("my turn, page 40", "/?page=40", person),
        ("my turn, one kind", "/?kind=goals", person),
        ("my turn, words", "/?q=list+123", person),
        ("my turn of one with nothing open", "/", idle),
    ):
        client = Client()
        client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        queries = len(asked)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        took = median(partial(client.get, address))
        size = len(answer.content) / 1000
        print(f"  {words:<32} {1000 * took:7.1f} ms  {took / bare:5.1f} × bare  {queries:3} queries  {size:5.0f} kB")


def barely() -> str:
    """Read and write fifty of the rows as plainly as can be."""
    from accord.apps.promises.models import Promise

    return bare_page(
        Promise.objects.order_by("due_date"), ("what", "due_date", "state", "owner__name", "made_to__name")
    )


if __name__ == "__main__":
    main()

"""`accord demo`: a sample organisation in a home of its own, with sign-ins for its characters, then the server."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

MARKER = "demo.json"
DATABASE = "accord.sqlite3"
# what a home holds; the reset removes these and nothing else
OWN_FILES = (MARKER, "demo-sign-ins.txt", DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
OWN_FOLDERS = ("static", "files", "keys")
SEED = 20
Steps = Callable[[int, int, str], None]


@click.command()
@click.option("--reset", is_flag=True, help="Throw the sample organisation away first and make it anew.")
@click.option("--no-serve", is_flag=True, help="Make the sample organisation and stop.")
@click.option("--seed", default=SEED, show_default=True, help="Another number tells the same story with other names.")
@click.option(
    "--today", "day", type=click.DateTime(["%Y-%m-%d"]), help="Tell the story as of this day (default: today)."
)
@click.option("--host", default=lambda: os.environ.get("ACCORD_BIND", "127.0.0.1"), help="Address to listen on.")
@click.option("--port", default=lambda: int(os.environ.get("ACCORD_PORT", "8000")), type=int, help="Port.")
def command(reset: bool, no_serve: bool, seed: int, day: datetime | None, host: str, port: int) -> None:
    """Start a sample organisation: 400 people, 24 initiatives, 18 months of history."""
    from rich.console import Console

    console = Console(highlight=False)
    if not no_serve:
        _refuse_taken(host, port)
    if reset:
        _reset(console)
    _prepare(console, seed, day.date() if day else None)
    _say(console, host, port, is_served=not no_serve)
    if not no_serve:
        from accord.cli.serve import serve

        sys.exit(serve(host=host, port=port, processes=2))


def _refuse_taken(host: str, port: int) -> None:
    """Refuse before any work when somebody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}:{port} ({error.strerror or error}). Choose another port, for example:\n"
            f"    ACCORD_PORT={port + 1 if port < 65_535 else 8000} make demo"
        ) from None
    except OverflowError:
        raise click.ClickException(f"There is no port {port}. Choose one between 1024 and 65535.") from None


def _reset(console: Console) -> None:
    """Remove the sample organisation from the home; only from a home that `accord demo` made."""
    import shutil

    from accord.site.home import home

    place = home()
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException("The data is in the database DATABASE_URL names; empty that one yourself.")
    if not (place / MARKER).exists():
        if (place / DATABASE).exists():
            raise click.ClickException(
                f"{place} was not made by `accord demo`, so nothing was removed. Choose another ACCORD_HOME."
            )
        return
    for name in OWN_FOLDERS:
        shutil.rmtree(place / name, ignore_errors=True)
    for name in reversed(OWN_FILES):  # the marker last, so that an interrupted reset can be repeated
        (place / name).unlink(missing_ok=True)
    console.print(f"Removed the sample organisation from {place}.", soft_wrap=True)


def _prepare(console: Console, seed: int, day: date | None) -> None:
    """Bring the home up to date; tell the story if it is empty, keep what is there if it is a demo's."""
    from accord.cli.django_ready import ready
    from accord.cli.upgrade import upgrade

    with console.status("Preparing the home …"):
        ready()
        from django.conf import settings

        marker = settings.ACCORD_HOME / MARKER
        if not marker.exists():
            _refuse_real()  # before anything of it is brought up to date
        upgrade(quiet=True)
    from django.utils import timezone

    if _has_people():
        console.print(
            f"Keeping the sample organisation in {settings.ACCORD_HOME} (`make demo-reset` starts over).",
            soft_wrap=True,
        )
        return
    today = day or timezone.localdate()
    marker.write_text(json.dumps({"seed": seed, "today": today.isoformat()}), "utf-8")
    _tell(console, seed, today)


def _has_people() -> bool:
    from django.db import connection

    from accord.apps.people.models import Person

    return Person._meta.db_table in connection.introspection.table_names() and Person.objects.exists()


def _refuse_real() -> None:
    """Refuse a home with people in it that `accord demo` did not make."""
    from django.conf import settings

    if _has_people():
        raise click.ClickException(
            f"{settings.ACCORD_HOME} holds a real organisation. Start it with `accord serve`, "
            "or choose another ACCORD_HOME for the demo."
        )


def _tell(console: Console, seed: int, today: date) -> None:
    from accord.site.sample.story import ORGANISATION
    from accord.site.sample.telling import tell

    console.print(f"Telling eighteen months at {ORGANISATION}, an insurer (once, less than a minute):")
    try:
        with _shown(console) as progress:
            tell(seed=seed, today=today, progress=progress)
    except KeyboardInterrupt:
        raise click.ClickException("Stopped. The story is told whole or not at all: run it again.") from None


@contextmanager
def _shown(console: Console) -> Iterator[Steps]:
    """Show how far the story is."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, total, words: shown.update(task, completed=done, total=total, description=words[:60])


def _say(console: Console, host: str, port: int, *, is_served: bool) -> None:
    """Print who can sign in, where, and what to look at first."""
    from django.conf import settings
    from rich.table import Table

    from accord.site.sample import sign_ins

    there = sign_ins.sign_ins(Path(settings.ACCORD_HOME))
    table = Table(box=None, padding=(0, 1), collapse_padding=True, pad_edge=False)  # fits into 80 columns
    for heading in ("Role", "Who", "Mail address", "Password"):
        table.add_column(heading, no_wrap=True)
    for one in there:
        table.add_row(one.role, one.name, one.email, one.password)
    console.print()
    console.print(table)
    console.print()
    console.print(
        f"These passwords were made for this home alone. They are kept in {settings.ACCORD_HOME / sign_ins.FILE}, "
        "which only you can read, and shown again next time.",
        soft_wrap=True,
    )
    first = there[0]
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 - read only
    opening = "Open" if is_served else "Start it with `accord demo`, open"
    console.print(f"\n{opening} [bold]http://{name}:{port}/[/bold] and sign in as {first.name}.", soft_wrap=True)
    console.print(
        "Look at Out of step first: Commercial's ten initiatives serve no goal that IT agreed to; the page says since "
        "when, what is at stake and whom it takes to settle it.",
        soft_wrap=True,
    )
    console.print(
        "Then look at Expectations: what business and IT each expect of the same initiative, revealed together. One "
        f"round is still sealed and waits for {first.name}'s answer, under My turn.",
        soft_wrap=True,
    )
    if is_served:
        console.print("Stop with Ctrl-C.\n")

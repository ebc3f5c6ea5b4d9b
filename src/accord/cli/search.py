"""`accord search rebuild`: compares the index of the search with all records and mends it."""

from __future__ import annotations

import click


@click.group()
def command() -> None:
    """Look after the search."""


@command.command()
@click.option("--from-nothing", is_flag=True, help="Throw the index away first.")
def rebuild(from_nothing: bool) -> None:
    """Compare the index with all records and mend what differs; safe while people work."""
    from accord.cli.django_ready import ready

    ready()
    build(quiet=False, from_nothing=from_nothing)


def build(*, quiet: bool, from_nothing: bool = False) -> None:
    """Bring the index up to date and say how much was read."""
    from django.utils import timezone
    from rich.console import Console

    from accord.apps.search import reads, writes

    console = Console(quiet=quiet)
    with console.status("Reading all records …") as status:
        if from_nothing:
            writes.empty(by=None, at=timezone.now())
        read = writes.rebuild(
            by=None, at=timezone.now(), note=lambda done, left: status.update(f"{done:,} records read again …")
        )
    console.print(f"{read:,} records were read again; {reads.indexed_count():,} can be found.")

"""`accord mail bounces FILE`: reads mail that came back, so that nobody writes to addresses that are gone."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Look after outgoing mail."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def bounces(file: str) -> None:
    """Read returned mail from FILE: an mbox, or one message; "-" reads one message that a mail server hands over."""
    from accord.cli.django_ready import ready

    ready()
    from django.utils import timezone

    from accord.apps.notices import rules, writes

    path = None if file == "-" else Path(file)
    data = sys.stdin.buffer.read(rules.MOST_BOUNCE) if path is None else path.read_bytes()
    read = found = 0
    for message in rules.messages_in(data, path):
        read += 1
        found += writes.take_bounces(data=message, by=None, at=timezone.now())
    click.echo(f"{read} read, {found} of them say that a letter of ours did not arrive.")

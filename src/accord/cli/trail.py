"""`accord trail verify`: checks that nothing on the trail was changed, lost or added."""

from __future__ import annotations

import json as json_text
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accord.apps.trail.reads import Verification


@click.group()
def command() -> None:
    """Look after the trail."""


@command.command()
@click.option("--head", default="", help="A hash noted earlier that must still stand in the chain.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(head: str, as_json: bool) -> None:
    """Walk the whole chain; exit 0 when it is whole, 1 when something is wrong."""
    from accord.cli.django_ready import ready

    ready()
    from django.conf import settings
    from django.utils import timezone

    from accord.apps.trail import reads, writes

    while writes.seal(by=None, at=timezone.now()):
        pass
    found = reads.verification(viewer=None, key=settings.ACCORD_TRAIL_KEY, known_head=head)
    if as_json:
        click.echo(json_text.dumps({"whole": found.is_whole, **found.__dict__}, indent=2))
    else:
        say(found)
    sys.exit(0 if found.is_whole else 1)


def say(found: Verification) -> None:
    """Print what was found, a sentence first."""
    click.echo("The trail is whole." if found.is_whole else "The trail is NOT whole.")
    click.echo(f"{found.entries} entries, {found.sealed} in the chain, {found.erased} values erased on request.")
    click.echo(f"Head: {found.head}")
    for problem in found.problems:
        click.echo(f"  - {problem}")

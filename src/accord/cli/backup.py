"""`accord backup FILE`: the whole organisation in one archive."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write everything into FILE. Keys stay behind: keep a copy of them apart from the archive."""
    from accord.cli.django_ready import ready

    ready()
    from django.conf import settings
    from django.utils import timezone

    from accord.apps.trail import writes
    from accord.apps.ui.rules import Refused
    from accord.site import archive

    while writes.seal(by=None, at=timezone.now()):
        pass
    try:
        manifest = archive.back_up(file, at=timezone.now())
    except (Refused, OSError) as trouble:
        raise click.ClickException(str(trouble)) from None
    rows = sum(table["rows"] for table in manifest["tables"])
    click.echo(f"Wrote {rows:,} rows of {len(manifest['tables'])} tables to {file}.")
    click.echo(f"Head of the trail: {manifest['trail_head']}")
    click.echo(f"Not inside: the keys in {settings.ACCORD_KEYS}. Keep them in another place: accord keys export FILE")

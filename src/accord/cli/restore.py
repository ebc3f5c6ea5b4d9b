"""`accord restore FILE`: an archive back into an empty home."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def command(file: Path) -> None:
    """Bring FILE into the empty home in ACCORD_HOME, all or nothing, and check that every row arrived."""
    from accord.cli.django_ready import ready

    ready()
    from accord.apps.ui.rules import Refused
    from accord.cli.upgrade import upgrade
    from accord.site import archive

    upgrade(quiet=True)
    try:
        manifest = archive.restore(file)
    except Refused as refusal:
        raise click.ClickException(refusal.message) from None
    rows = sum(table["rows"] for table in manifest["tables"])
    click.echo(f"Restored {rows:,} rows of {len(manifest['tables'])} tables; every table is as it was written.")
    if manifest["trail_key"] != archive.key_fingerprint():
        click.echo(
            "This home has another trail key than the archive's: copy the old home's keys folder here, "
            "or `accord trail verify` will say that every value was changed."
        )

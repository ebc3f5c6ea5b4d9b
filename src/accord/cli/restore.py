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
            "This home has another trail key than the archive's: bring the old home's keys with "
            "`accord keys import FILE --replace`, or `accord trail verify` will say that every value was changed."
        )
    _name_missing_keys()
    _fill_the_search()


def _fill_the_search() -> None:
    """Read all records for the search, which no archive holds."""
    from accord.cli.search import build

    build(quiet=False)


def _name_missing_keys() -> None:
    """Say which sealed answers stay closed until their key is brought."""
    from django.conf import settings

    from accord.apps.expectations.reads.needed import keys_needed
    from accord.site.keys import key_files

    there = key_files(settings.ACCORD_KEYS)
    missing = {name: one for name, one in keys_needed().items() if f"sealing-{name}.key" not in there}
    if missing:
        answers = sum(one.answers for one in missing.values())
        click.echo(
            f"{answers} sealed answers stay closed until the key they were sealed with is here ({', '.join(missing)}): "
            "accord keys import FILE"
        )

"""`accord upgrade`: brings the database and the static files of a home to this version."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Bring the home to this version; safe to run again."""
    from accord.cli.django_ready import ready

    ready()
    upgrade(quiet=False)


def upgrade(*, quiet: bool) -> None:
    """Migrate the database and collect the static files."""
    from django.conf import settings
    from django.core.management import call_command

    settings.ACCORD_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    verbosity = 0 if quiet else 1
    call_command("migrate", verbosity=verbosity, interactive=False)
    call_command("createcachetable", verbosity=verbosity)
    call_command("collectstatic", verbosity=0, interactive=False)

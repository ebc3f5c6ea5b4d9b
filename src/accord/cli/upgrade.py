"""`accord upgrade`: brings the database and the static files of a home to this version."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
    _collect_static()
    _begin_the_search()


def _begin_the_search() -> None:
    """Have the worker read all records, in a home that comes from a version without the search."""
    from django.utils import timezone

    from accord.apps.jobs import writes
    from accord.apps.people.models import Person
    from accord.apps.search.reads import indexed_count

    if Person.objects.exists() and not indexed_count():
        writes.start(kind="search.rebuild", by=None, at=timezone.now(), key="search.rebuild")


def _collect_static() -> None:
    """Collect and compress the static files, unless they are those collected last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / "collected.sha256"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest.hexdigest())

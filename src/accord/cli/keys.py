"""`accord keys`: the keys of a home, which no archive holds: list, new, export, import, check. None is ever printed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accord.apps.expectations.reads.needed import Needed

passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Read the passphrase from the first line of this file instead of asking.",
)


@click.group()
def command() -> None:
    """Look after the keys: sealed answers open with them, and archives never hold them."""


@command.command("list")
def list_keys() -> None:
    """Name the keys, say which one answers are sealed with now, and which ones sealed answers still need."""
    from accord.site import keys

    folder = _folder()
    ids, files = keys.sealing_ids(folder), keys.key_files(folder)
    needed = _needed()
    click.echo(f"Keys in {folder}")
    click.echo("\nSealing keys" if ids else "\nNo sealing key yet: the first round makes one, or `accord keys new`.")
    for one in ids:
        click.echo(f"  {one}  {_about(one, files, needed)}")
    for one in sorted(set(needed or ()) - set(ids)):
        click.echo(f"  {one}  MISSING, {_needs(needed, one)}")
    others = [name for name in keys.HOUSE_KEYS if name in files]
    click.echo(f"\nOther keys: {', '.join(others) or 'none yet'}")
    if needed is None:
        click.echo("There is no database here, so nobody knows which keys are still needed.")


def _about(one: str, files: Mapping[str, str], needed: Mapping[str, Needed] | None) -> str:
    words = ["in use" if files.get("sealing.current") == one else "earlier"]
    if f"sealing-{one}.key" not in files:
        words.append("seals only, does not open")
    if needed is not None:
        words.append(_needs(needed, one))
    return ", ".join(words)


def _needs(needed: Mapping[str, Needed] | None, one: str) -> str:
    found = (needed or {}).get(one)
    if found is None:
        return "nothing sealed is left that needs it"
    return (
        f"needed by {found.answers} sealed {_s(found.answers, 'answer')} in {found.rounds} {_s(found.rounds, 'round')}"
    )


@command.command("new")
def new_key() -> None:
    """Make a new sealing key and use it from now on. Earlier ones stay and open what was sealed with them."""
    _ready()
    from accord.apps.expectations import writes

    name = writes.make_key()
    click.echo(f"Answers are sealed with {name} from now on.")
    click.echo("Keep a copy of it apart from the archives: accord keys export FILE")


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@passphrase_file
def export_keys(file: Path, passphrase_file: Path | None) -> None:
    """Write all keys into FILE, encrypted with a passphrase. Never writes over a file."""
    from accord.apps.ui.rules import Refused
    from accord.site import keys

    folder = _folder()
    if file.exists():
        raise click.ClickException(f"{file} is already there: choose another name.")
    files = keys.key_files(folder)
    try:
        wrapped = keys.wrap(files, passphrase=_new_passphrase(passphrase_file), at=datetime.now(UTC))
        keys.write_private(file, wrapped.decode())
    except Refused as refusal:
        raise click.ClickException(refusal.message) from None
    except OSError as trouble:
        raise click.ClickException(str(trouble)) from None
    opening = sorted(name for name in files if name.endswith(".key"))
    click.echo(f"Wrote {len(opening)} keys to {file}: {', '.join(opening)}.")
    if closed := [one for one in keys.sealing_ids(folder) if f"sealing-{one}.key" not in files]:
        click.echo(f"Not inside, because it is not in {folder}: what opens {', '.join(closed)}.")
    click.echo("Keep it apart from the archives, and the passphrase apart from both. Nobody can open it without.")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@passphrase_file
@click.option(
    "--replace", is_flag=True, help="Put the file's key in place of a different one, which is kept beside it."
)
def import_keys(file: Path, passphrase_file: Path | None, replace: bool) -> None:
    """Bring the keys in FILE into this home. Into a new home: before `accord restore`."""
    from accord.apps.ui.rules import Refused
    from accord.site import keys

    folder = _folder()
    phrase = _from_file(passphrase_file) if passphrase_file else click.prompt("Passphrase", hide_input=True, err=True)
    try:
        files = keys.unwrap(file.read_bytes(), passphrase=phrase)
        done = keys.bring(files, folder, replace=replace, at=datetime.now(UTC))
    except Refused as refusal:
        raise click.ClickException(refusal.message) from None
    except OSError as trouble:
        raise click.ClickException(str(trouble)) from None
    for words, names in (("Added", done.added), ("Already here", done.same), ("Replaced", done.replaced)):
        if names:
            click.echo(f"{words}: {', '.join(sorted(names))}")
    if done.kept:
        click.echo(f"Kept beside: {', '.join(sorted(done.kept))}")
    click.echo("Rounds that waited for a key are revealed within a minute while the worker runs.")


@command.command("check")
@click.option("--only-seals", is_flag=True, help="This machine only takes answers: the keys that open lie elsewhere.")
def check(only_seals: bool) -> None:
    """Check that what is sealed opens, that every key needed is here, and that they are private; exit 1 if not."""
    from accord.site import keys

    folder = _folder()
    wrong = [f"{place} is open to others than its owner: chmod go= {place}" for place in keys.open_to_others(folder)]
    there = keys.key_files(folder)
    wrong += [f"{name} is missing" for name in keys.HOUSE_KEYS if name not in there]
    wrong += _why_not_sealing(there, only_seals=only_seals)
    needed = _needed()
    for one in [] if only_seals else sorted(needed or ()):
        if f"sealing-{one}.key" not in there:
            wrong.append(
                f"The key that opens {one} is missing: {_needs(needed, one)}. Bring it back: accord keys import"
            )
    for line in wrong:
        click.echo(f"  - {line}", err=True)
    if wrong:
        raise click.ClickException(f"{len(wrong)} {_s(len(wrong), 'thing')} to put right in {folder}.")
    current = there.get("sealing.current")
    click.echo(f"All is well in {folder}." + (f" Answers are sealed with {current}." if current else ""))


def _why_not_sealing(there: Mapping[str, str], *, only_seals: bool) -> list[str]:
    """Seal something with the key in use and open it again."""
    from accord.apps.expectations.rules import sealing

    current = there.get("sealing.current")
    if current is None:
        return ["There is no sealing key yet: accord keys new"] if only_seals else []
    public, private = there.get(f"sealing-{current}.pub"), there.get(f"sealing-{current}.key")
    if public is None:
        return [f"sealing-{current}.pub is missing: nothing can be sealed"]
    if private is None:
        return [] if only_seals else [f"sealing-{current}.key is missing: what is sealed now cannot be opened here"]
    try:
        if sealing.key_id(bytes.fromhex(public)) != current:
            return [f"sealing-{current}.pub is damaged"]
        sealed = sealing.seal(b"all is well", public=bytes.fromhex(public), place=b"check")
        opened = sealing.unseal(sealed, private=bytes.fromhex(private), place=b"check")
    except (ValueError, sealing.Unreadable):
        opened = b""
    return [] if opened == b"all is well" else [f"sealing-{current}.key does not open what is sealed with its .pub"]


def _folder() -> Path:
    from accord.site.home import keys_folder

    try:
        return keys_folder()
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from None


def _ready() -> None:
    from accord.cli.django_ready import ready

    ready()


def _needed() -> dict[str, Needed] | None:
    """Count what is sealed with each key, or None where there is no database yet."""
    from accord.site.home import home

    if not (os.environ.get("DATABASE_URL") or (home() / "accord.sqlite3").exists()):
        return None
    _ready()
    from django.db import DatabaseError

    from accord.apps.expectations.reads.needed import keys_needed

    try:
        return keys_needed()
    except DatabaseError:
        return None


def _new_passphrase(file: Path | None) -> str:
    """Read a passphrase twice, or from a file."""
    from accord.site import keys

    if file is not None:
        return _from_file(file)
    while True:
        said: str = click.prompt("A passphrase of at least 12 characters", hide_input=True, err=True)
        if reason := keys.why_not_passphrase(said):
            click.echo(reason, err=True)
            continue
        if click.prompt("The same once more", hide_input=True, err=True) == said:
            return said
        click.echo("These two are not the same.", err=True)


def _from_file(file: Path) -> str:
    lines = file.read_text("utf-8").splitlines()
    return lines[0] if lines else ""


def _s(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"

"""The whole organisation as one documented archive, and back into an empty home of either database kind.

An archive is a gzipped tar: ``manifest.json`` (format, version, moment, tables with row counts and digests, head of
the trail, fingerprint of the trail's key), one ``tables/NAME.jsonl`` per table with one JSON array per row in the
order of ``columns``, and ``files/`` as they are. Keys are never inside: they are kept apart on purpose.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from accord import __version__
from accord.apps.people.models import Person
from accord.apps.trail.models import Seal
from accord.apps.trail.rules import canonical, plain
from accord.apps.ui.rules import Refused

FORMAT = 1
# made anew by every home: sign-in sessions, the queue, the index, and what migrations fill themselves
LEFT_OUT_APPS = {"sessions", "contenttypes", "auth", "django_tasks_db", "django_tasks_database", "jobs", "search"}
CHUNK = 2_000
Note = Callable[[str, int], None]


@dataclass(frozen=True)
class TableNote:
    """One table of an archive: its columns, how many rows, and the SHA-256 of its lines."""

    name: str
    columns: list[str]
    rows: int
    sha256: str


def kept_models() -> list[type[models.Model]]:
    """List the models whose rows belong into an archive, in the order of their table names."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT_APPS
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(model: type[models.Model]) -> list[str]:
    """Name the stored columns of a model as its instances call them."""
    return [field.attname for field in model._meta.concrete_fields]


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """Give each row as one JSON line, in the order of the primary key."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=CHUNK):
        yield canonical([plain(value) for value in row]).encode() + b"\n"


def table_note(model: type[models.Model]) -> TableNote:
    """Count and digest the rows of a model as they are now."""
    digest, rows = hashlib.sha256(), 0
    for line in lines_of(model):
        digest.update(line)
        rows += 1
    return TableNote(model._meta.db_table, columns_of(model), rows, digest.hexdigest())


def key_fingerprint() -> str:
    """Tell trail keys apart without giving them away."""
    return hashlib.sha256(b"accord trail key" + settings.ACCORD_TRAIL_KEY).hexdigest()[:16]


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as of one moment without making writers wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # first of all: a table that is emptied and filled anew meanwhile would look empty from here
                names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in kept_models())
                cursor.execute(f"LOCK TABLE {names} IN ACCESS SHARE MODE")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")


def back_up(path: Path, *, at: datetime, note: Note = lambda name, rows: None) -> dict[str, Any]:
    """Write everything into one archive at ``path`` (never over an existing file) and return its manifest."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with tarfile.open(draft, "x:gz") as tar, one_moment():
            manifest = _write(tar, at, note)
        if path.exists():
            raise Refused(_("%(path)s is already there: choose another name.") % {"path": path})
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    path.chmod(0o600)
    return manifest


def _write(tar: tarfile.TarFile, at: datetime, note: Note) -> dict[str, Any]:
    tables = []
    for model in kept_models():
        lines = list(lines_of(model))
        content = b"".join(lines)
        digest = hashlib.sha256(content).hexdigest()
        tables.append(TableNote(model._meta.db_table, columns_of(model), len(lines), digest))
        _put(tar, f"tables/{model._meta.db_table}.jsonl", content, at)
        note(model._meta.db_table, len(lines))
    files = Path(settings.MEDIA_ROOT)
    if files.is_dir():
        tar.add(files, arcname="files")
    head = Seal.objects.order_by("-position").values_list("hash", flat=True).first()
    manifest = {
        "format": FORMAT,
        "accord": __version__,
        "at": plain(at),
        "trail_head": head or "",
        "trail_key": key_fingerprint(),
        "tables": [table.__dict__ for table in tables],
    }
    _put(tar, "manifest.json", json.dumps(manifest, indent=2).encode(), at)
    return manifest


def _put(tar: tarfile.TarFile, name: str, content: bytes, at: datetime) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = len(content), int(at.timestamp()), 0o600
    tar.addfile(info, io.BytesIO(content))


def restore(path: Path, *, note: Note = lambda name, rows: None) -> dict[str, Any]:
    """Bring an archive into an empty home, all or nothing, and check every table's digest afterwards.

    Raises Refused when the home is not empty, the file is no archive of this format, it was made by a newer version,
    or what arrived differs from what was written.
    """
    if Person.objects.exists():
        raise Refused(_("This home already holds an organisation. Restore into an empty one (another ACCORD_HOME)."))
    with _opened(path) as tar:
        manifest = _manifest(tar)
        with transaction.atomic():
            for model in kept_models():
                note(model._meta.db_table, _load(tar, model, manifest))
            _set_sequences()
            _compare(manifest)
        _restore_files(tar)
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        tar = tarfile.open(path, "r:gz")  # noqa: SIM115 (closed below)
    except (OSError, EOFError, tarfile.TarError) as trouble:
        raise Refused(_("%(path)s cannot be read as an archive: %(why)s") % {"path": path, "why": trouble}) from None
    with tar:
        yield tar


def _read(tar: tarfile.TarFile, name: str) -> bytes | None:
    try:
        file = tar.extractfile(name)
    except KeyError:
        return None
    return file.read() if file else None


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    content = _read(tar, "manifest.json")
    if content is None:
        raise Refused(_("This is not an archive of Accord: it has no manifest."))
    manifest = cast(dict[str, Any], json.loads(content))
    if manifest.get("format") != FORMAT:
        raise Refused(_("This archive has a format that this version cannot read."))
    return manifest


def _load(tar: tarfile.TarFile, model: type[models.Model], manifest: dict[str, Any]) -> int:
    table = model._meta.db_table
    content = _read(tar, f"tables/{table}.jsonl")
    described = next((item for item in manifest["tables"] if item["name"] == table), None)
    if content is None or described is None:
        return 0  # a table that came with a later version starts empty
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = described["columns"]
    if unknown := [name for name in columns if name not in fields]:
        raise Refused(_("The archive has columns this version does not know: %(names)s") % {"names": unknown})
    rows = [
        model(**{name: fields[name].to_python(value) for name, value in zip(columns, json.loads(line), strict=True)})
        for line in content.splitlines()
    ]
    model._base_manager.bulk_create(rows, batch_size=500)
    return len(rows)


def _set_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _compare(manifest: dict[str, Any]) -> None:
    models_by_table = {model._meta.db_table: model for model in kept_models()}
    for described in manifest["tables"]:
        model = models_by_table.get(described["name"])
        now = table_note(model) if model else None
        if now is None or (now.columns == described["columns"] and now.sha256 != described["sha256"]):
            raise Refused(_("The table %(name)s did not arrive as it was written.") % {"name": described["name"]})


def _restore_files(tar: tarfile.TarFile) -> None:
    for member in tar.getmembers():
        if member.name.startswith("files/") or member.name == "files":
            tar.extract(member, settings.ACCORD_HOME, filter="data")

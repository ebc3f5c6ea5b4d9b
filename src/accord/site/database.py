"""The database of a home: SQLite tuned for many writers, or PostgreSQL by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
    "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
)


def database(url: str, default: Path) -> dict[str, Any]:
    """Turn an address into Django's settings; an empty one means SQLite at ``default``.

    Raises ValueError for anything but sqlite: and postgresql: addresses.
    """
    if not url:
        return sqlite(default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts.hostname or "", parts.port, parts, dict(parse_qsl(parts.query)))
    raise ValueError("DATABASE_URL starts with sqlite: or postgresql:")


def sqlite(path: Path) -> dict[str, Any]:
    """Settings for one SQLite file: immediate transactions and a patient lock, so writers take turns."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def _postgresql(host: str, port: int | None, parts: Any, query: dict[str, str]) -> dict[str, Any]:
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 8}}
    host = query.pop("host", host)
    options.update(query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }

"""How values become digests and entries become a chain; plain functions, no clock, no storage."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64
SALT_BYTES = 16


def canonical(value: object) -> str:
    """Write a JSON value in exactly one way: sorted keys, no spaces, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def plain(value: object) -> Any:
    """Turn a stored value into JSON: moments and days as ISO text, decimals as text, the rest as it is."""
    match value:
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
        case _:
            return str(value)


def moment(value: datetime) -> str:
    """Write a moment in UTC to the microsecond, the same for every database."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def value_digest(key: bytes, salt: str, field: str, old: object, new: object) -> str:
    """Digest one change (HMAC-SHA-256, hex). With the salt erased nobody can try out values, key or not."""
    text = canonical([salt, field, old, new])
    return hmac.digest(key, text.encode(), "sha256").hex()


def entry_hash(
    key: bytes,
    previous: str,
    *,
    position: int,
    at: datetime,
    actor_id: int | None,
    code: str,
    subject: str,
    batch: str,
    digests: Sequence[str],
) -> str:
    """Chain one entry to the one before (HMAC-SHA-256, hex): without the key nobody can forge a later chain."""
    text = canonical([previous, position, moment(at), actor_id, code, subject, batch, list(digests)])
    return hmac.digest(key, text.encode(), "sha256").hex()

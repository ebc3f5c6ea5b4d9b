"""The home folder of one organisation: database, keys and files, all private to their owner."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def home() -> Path:
    """Find the home folder: ACCORD_HOME, by default ``.accord`` where the command runs."""
    return Path(os.environ.get("ACCORD_HOME") or ".accord").expanduser().absolute()


def key(name: str, *, size: int = 32) -> bytes:
    """Read a key from the home's keys folder, making it on first use (readable by its owner alone)."""
    folder = home() / "keys"
    path = folder / name
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        pass
    for place in (home(), folder):  # the home is nobody else's business: it holds database and keys
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = secrets.token_bytes(size)
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(value.hex())
    try:
        os.link(draft, path)  # the first of two processes wins; the other reads the winner's key
    except FileExistsError:
        return bytes.fromhex(path.read_text("ascii").strip())
    finally:
        draft.unlink()
    return value

"""The home folder of one organisation: database, keys and files, all private to their owner."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

LEFT_BEHIND = (
    "{name} is not in {folder} but in {before}. All keys lie in the folder that ACCORD_KEYS names: move them there."
)
NOT_HERE = "ACCORD_KEYS names {folder}, which lies inside {open}: that folder is part of archives or of the web pages."


def home() -> Path:
    """Find the home folder: ACCORD_HOME, by default ``.accord`` where the command runs."""
    return Path(os.environ.get("ACCORD_HOME") or ".accord").expanduser().absolute()


def keys_folder() -> Path:
    """Find the folder of all keys: ACCORD_KEYS, by default ``keys`` in the home.

    Raises ValueError for a folder whose content is archived or published.
    """
    named = os.environ.get("ACCORD_KEYS")
    folder = Path(named).expanduser().absolute() if named else home() / "keys"
    for part in ("files", "static"):
        if folder.resolve().is_relative_to((home() / part).resolve()):
            raise ValueError(NOT_HERE.format(folder=folder, open=home() / part))
    return folder


def key(name: str, *, size: int = 32) -> bytes:
    """Read a key from the keys folder, making it on first use (readable by its owner alone).

    Raises ValueError when it was left behind in the home: a new one in its place would make the old records unreadable.
    """
    folder = keys_folder()
    path = folder / name
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        pass
    before = home() / "keys" / name
    if before != path and before.exists():
        raise ValueError(LEFT_BEHIND.format(name=name, folder=folder, before=before.parent))
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

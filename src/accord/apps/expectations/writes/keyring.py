"""The sealing keys as files, outside database and archive: `sealing-ID.key` opens, `sealing-ID.pub` only seals.

Only the reveal reads a private key. A server that only takes answers does without: it needs the ``.pub`` file and
``sealing.current``, which names the key in use.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from accord.apps.expectations.rules import sealing
from accord.apps.ui.rules import WrongState

CURRENT = "sealing.current"
PRIVATE_MODE, PUBLIC_MODE = 0o600, 0o644


@dataclass(frozen=True)
class SealingKey:
    """A public key by its name."""

    id: str
    public: bytes


def folder() -> Path:
    """Name the folder of the keys."""
    return Path(settings.ACCORD_KEYS)


# no event: keys are no records, and who makes one is not asked
def sealing_key() -> SealingKey:
    """Give the key that answers are sealed with now, making the first one. Raises WrongState when its file is damaged."""
    current = _current()
    if current is None:
        make_key(replace=False)
        current = _current()
    try:
        public = bytes.fromhex((folder() / f"sealing-{current}.pub").read_text("ascii").strip())
    except (OSError, ValueError):
        public = b""
    if current is None or sealing.key_id(public) != current:
        raise WrongState(_("The key that answers are sealed with is missing or damaged: restore the keys folder."))
    return SealingKey(current, public)


# no event: see sealing_key
def make_key(*, replace: bool = True) -> str:
    """Make a new key and seal with it from now on; older keys stay and open what was sealed with them. Returns its name.

    Without ``replace`` the first of several processes that begin at once wins.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    private = sealing.new_private_key()
    public = sealing.public_key(private)
    name = sealing.key_id(public)
    _write(folder() / f"sealing-{name}.key", private.hex(), PRIVATE_MODE)
    _write(folder() / f"sealing-{name}.pub", public.hex(), PUBLIC_MODE)
    draft = folder() / f".{CURRENT}.{secrets.token_hex(4)}"
    _write(draft, name, PUBLIC_MODE)
    if replace:
        draft.replace(folder() / CURRENT)
        return name
    try:
        os.link(draft, folder() / CURRENT)
    except FileExistsError:  # another process was first: its key is used, ours never was
        (folder() / f"sealing-{name}.key").unlink()
        (folder() / f"sealing-{name}.pub").unlink()
        return _current() or name
    finally:
        draft.unlink()
    return name


# no event: reads a file
def private_key(name: str) -> bytes:
    """Read the private key that opens what was sealed with a key. Raises WrongState when it is not in the folder."""
    try:
        private = bytes.fromhex((folder() / f"sealing-{name}.key").read_text("ascii").strip())
        if sealing.key_id(sealing.public_key(private)) == name:
            return private
    except (OSError, ValueError):
        pass
    raise WrongState(
        _("The answers are sealed with key %(name)s, which is not in the keys folder. Bring it back with: "
          "accord keys import FILE") % {"name": name}
    )  # fmt: skip


def _current() -> str | None:
    try:
        return (folder() / CURRENT).read_text("ascii").strip() or None
    except FileNotFoundError:
        return None


def _write(path: Path, text: str, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w") as file:
        file.write(text)

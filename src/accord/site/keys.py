"""The keys of a home as files: reading them, wrapping them in a passphrase, bringing them back. Knows no database.

A wrapped file is JSON: how the passphrase becomes a key (scrypt, RFC 7914), a nonce, and the keys under
ChaCha20-Poly1305 (RFC 8439). Everything outside the encryption is bound to it as associated data.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from accord.apps.expectations.rules import sealing
from accord.apps.ui.rules import Refused

FORMAT, VERSION = "accord keys", 1
CURRENT = "sealing.current"
HOUSE_KEYS = ("secret.key", "second-step.key", "trail.key")
KEY_FILE = re.compile(r"secret\.key|trail\.key|second-step\.key|sealing-[0-9a-f]{16}\.(?:key|pub)")
LEAST, DIFFERENT = 12, 6  # signs of a passphrase, and how many different ones
COST = {"n": 2**17, "r": 8, "p": 1}  # 128 MB and about half a second for each guess
MOST = {"n": 2**20, "r": 16, "p": 4}  # what a file may ask of this machine
MOST_BYTES = 1_000_000
PRIVATE, PUBLIC = 0o600, 0o644


@dataclass
class Brought:
    """What an import did with each file: ``kept`` are replaced ones under their new name."""

    added: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def key_files(folder: Path) -> dict[str, str]:
    """Read every key of a folder by its file name, and which sealing key is in use."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    names = [path.name for path in there if KEY_FILE.fullmatch(path.name) or path.name == CURRENT]
    return {name: (folder / name).read_text("ascii").strip() for name in names}


def sealing_ids(folder: Path) -> list[str]:
    """Name the sealing keys of a folder, oldest first; a key without its opening half counts too."""
    newest: dict[str, float] = {}
    for path in folder.glob("sealing-*.*") if folder.is_dir() else ():
        if KEY_FILE.fullmatch(path.name):
            made = path.stat().st_mtime
            newest[path.stem.removeprefix("sealing-")] = min(made, newest.get(path.stem.removeprefix("sealing-"), made))
    return sorted(newest, key=lambda one: (newest[one], one))


def why_not_passphrase(passphrase: str) -> str | None:
    """Say why a passphrase is too weak, or None."""
    if len(passphrase) < LEAST:
        return f"A passphrase has at least {LEAST} characters; five words drawn by dice are good ones."
    if len(set(passphrase)) < DIFFERENT:
        return "This passphrase repeats the same few characters. Five words drawn by dice are a good one."
    return None


def wrap(files: Mapping[str, str], *, passphrase: str, at: datetime) -> bytes:
    """Encrypt keys under a passphrase. Raises Refused for a weak passphrase or when there is nothing to wrap."""
    if reason := why_not_passphrase(passphrase):
        raise Refused(reason)
    if not any(name.endswith(".key") for name in files):
        raise Refused("There are no keys here to write.")
    head: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "kdf": {"name": "scrypt", "salt": secrets.token_hex(32), **COST},
        "cipher": {"name": "chacha20-poly1305", "nonce": secrets.token_hex(12)},
    }
    content = json.dumps({"at": at.isoformat(), "files": dict(files)}, sort_keys=True).encode()
    cipher = ChaCha20Poly1305(_derived(passphrase, head["kdf"]))
    sealed = cipher.encrypt(bytes.fromhex(head["cipher"]["nonce"]), content, _bound(head))
    return json.dumps({**head, "wrapped": base64.b64encode(sealed).decode()}, indent=1).encode() + b"\n"


def unwrap(content: bytes, *, passphrase: str) -> dict[str, str]:
    """Decrypt keys. Raises Refused for another kind of file, a wrong passphrase, or a file that was changed."""
    head = _head(content)
    sealed = head.pop("wrapped")
    cipher = ChaCha20Poly1305(_derived(passphrase, head["kdf"]))
    try:
        opened = cipher.decrypt(
            bytes.fromhex(head["cipher"]["nonce"]), base64.b64decode(sealed, validate=True), _bound(head)
        )
    except (InvalidTag, ValueError, binascii.Error):
        raise Refused("The passphrase is not the one this file was written with, or the file was changed.") from None
    files: dict[str, str] = json.loads(opened)["files"]
    for name, value in files.items():
        _check(name, value)
    return files


def bring(files: Mapping[str, str], folder: Path, *, replace: bool, at: datetime) -> Brought:
    """Write keys into a folder, all or none. A different key in place is refused, or with ``replace`` kept beside.

    Which sealing key is in use stays as it is where one is; elsewhere it is taken over. Raises Refused.
    """
    there = key_files(folder)
    keys = {name: value for name, value in files.items() if name != CURRENT}
    other = sorted(name for name, value in keys.items() if there.get(name, value) != value)
    if other and not replace:
        raise Refused(
            f"{', '.join(other)} in {folder} differs from the one in the file. Nothing was written. To put the file's in "
            "its place and keep the other beside it, say --replace."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    done = Brought()
    for name, value in keys.items():
        if there.get(name) == value:
            done.same.append(name)
            continue
        if name in there:
            done.kept.append(_set_aside(folder / name))
        (done.replaced if name in there else done.added).append(name)
        write_private(folder / name, value, mode=PUBLIC if name.endswith(".pub") else PRIVATE)
    if CURRENT in files and CURRENT not in there:
        write_private(folder / CURRENT, files[CURRENT], mode=PUBLIC)
    return done


def write_private(path: Path, text: str, *, mode: int = PRIVATE) -> None:
    """Write a new file that only its owner reads. Raises FileExistsError rather than write over one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def open_to_others(folder: Path) -> list[str]:
    """Name the folder, and the files in it that open something, that others than their owner may read or write."""
    if not folder.is_dir():
        return []
    places = [folder, *(path for path in sorted(folder.iterdir()) if ".key" in path.name)]
    return [str(path) for path in places if stat.S_IMODE(path.stat().st_mode) & 0o077]


def _derived(passphrase: str, kdf: Mapping[str, Any]) -> bytes:
    said = unicodedata.normalize("NFKC", passphrase).encode()
    salt = bytes.fromhex(kdf["salt"])
    return Scrypt(salt=salt, length=32, n=kdf["n"], r=kdf["r"], p=kdf["p"]).derive(said)


def _bound(head: Mapping[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True, separators=(",", ":")).encode()


def _head(content: bytes) -> dict[str, Any]:
    """Read what stands outside the encryption, taking nothing for granted."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError("too long")
        head: dict[str, Any] = json.loads(content)
        kdf, cipher = head["kdf"], head["cipher"]
        known = head["format"] == FORMAT and kdf["name"] == "scrypt" and cipher["name"] == "chacha20-poly1305"
        whole = len(bytes.fromhex(kdf["salt"])) >= 16 and len(bytes.fromhex(cipher["nonce"])) == 12
        numbers = {name: kdf[name] for name in MOST}
        if not known or not whole or not isinstance(head["wrapped"], str):
            raise ValueError("something else")
        if any(type(one) is not int or not 1 <= one <= MOST[name] for name, one in numbers.items()):
            raise ValueError("cost")
        if numbers["n"] < 2 or numbers["n"] & (numbers["n"] - 1):
            raise ValueError("cost")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("This is not a file that `accord keys export` wrote.") from None
    if head["version"] != VERSION:
        raise Refused("This file was written by another version of Accord: bring this one up to date first.")
    return head


def _check(name: str, value: object) -> None:
    """Raise Refused for anything that is no key, or a sealing key under another's name."""
    wrong = Refused(f"The file holds something that is no key: {name!r}. Nothing was written.")
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{16}" if name == CURRENT else r"[0-9a-f]{64}", value):
        raise wrong
    if name != CURRENT and not KEY_FILE.fullmatch(name):
        raise wrong
    if name.startswith("sealing-"):
        half = bytes.fromhex(value)
        public = sealing.public_key(half) if name.endswith(".key") else half
        if name[8:24] != sealing.key_id(public):
            raise wrong


def _set_aside(path: Path) -> str:
    number = 1
    while (aside := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    path.rename(aside)
    return aside.name

"""Sealing: encrypting to a public key so that only who holds the private key can read, and nothing shows by its size.

The scheme is HPKE (RFC 9180) in base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305. What is sealed is padded to one
size; the label binds it to its place, so that it opens nowhere else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SIZE = 8_192  # bytes before sealing: the longest answer fits, and all are as long as the longest
LENGTH_BYTES = 4
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class Unreadable(Exception):
    """Sealed content that this key does not open, or that was changed."""


def new_private_key() -> bytes:
    """Make the 32 bytes of a private key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """Give the public key (32 bytes) of a private one. Raises ValueError for anything but 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """Name a key by sixteen hexadecimal digits of its public part's digest."""
    return hashlib.sha256(b"accord sealing key" + public).hexdigest()[:16]


def label(round_id: int, asked_id: int, side: str) -> bytes:
    """Say where sealed content belongs."""
    return f"accord.expectations.answer/{round_id}/{asked_id}/{side}".encode()


def seal(content: bytes, *, public: bytes, place: bytes) -> str:
    """Encrypt content for the holder of the private key; every result is equally long. Raises ValueError if too long."""
    if len(content) > SIZE - LENGTH_BYTES:
        raise ValueError("too long to be sealed")
    padded = (len(content).to_bytes(LENGTH_BYTES, "big") + content).ljust(SIZE, b"\0")
    sealed = _SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public), info=place)
    return base64.b64encode(sealed).decode("ascii")


def unseal(sealed: str, *, private: bytes, place: bytes) -> bytes:
    """Decrypt what was sealed for this place. Raises Unreadable."""
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        padded = _SUITE.decrypt(base64.b64decode(sealed, validate=True), key, info=place)
    except (InvalidTag, ValueError, binascii.Error) as trouble:
        raise Unreadable("this does not open with the key at hand, or was changed since it was sealed") from trouble
    return padded[LENGTH_BYTES : LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")]

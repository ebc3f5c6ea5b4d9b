"""Private keys of askers and numbers of questions: drawn at random, so that neither tells an order or a time.

A key has 80 random bits in Crockford's alphabet (no I, L, O, U) and is kept only as a digest that is slow to compute
(scrypt, RFC 7914) and keyed with a secret outside the database, so that a dump alone cannot even be tried.
Numbers have 53 bits: every reader of JSON keeps them exactly, and they tell nothing else.
"""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS, GROUP = 16, 4
BITS = 53
COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 2**20}  # 16 MB and some 40 ms for each guess
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def fresh_key() -> str:
    """Draw a private key, written as people read it: "7K3M-9QXD-B2TC-HV5N"."""
    return readable("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)))


def readable(typed: str) -> str:
    """Write what somebody typed as a key; empty if it cannot be one."""
    signs = "".join(sign for sign in typed.upper().translate(_ALIKE)[:200] if sign.isascii() and sign.isalnum())
    if len(signs) != SIGNS or set(signs) - set(ALPHABET):
        return ""
    return "-".join(signs[at : at + GROUP] for at in range(0, SIGNS, GROUP))


def digest_of(key: str, *, secret: bytes) -> str:
    """Digest a key (64 hex digits), slowly; always the same for the same key and secret."""
    salt = hashlib.sha256(b"accord voice asker" + secret).digest()
    return hashlib.scrypt(readable(key).encode(), salt=salt, dklen=32, n=COST["n"], r=COST["r"], p=COST["p"],
                          maxmem=COST["maxmem"]).hex()  # fmt: skip


def fresh_number() -> int:
    """Draw the number of a question: 1 to 2^53 - 1, never counted upwards."""
    return secrets.randbelow((1 << BITS) - 1) + 1


def number_of(nonce: str) -> int:
    """Turn the nonce of a shown form into a number, so that the same form sent twice is one question."""
    return int.from_bytes(hashlib.sha256(nonce.encode()).digest()[:8], "big") % ((1 << BITS) - 1) + 1

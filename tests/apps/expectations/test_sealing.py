"""Sealing against the published scheme, by a second reader written from it; padding, places, keys as files."""

import base64
import hashlib
import hmac
import json
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.expectations.rules import sealing
from accord.apps.expectations.writes import keyring
from accord.apps.ui.rules import WrongState

PRIVATE = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
PUBLIC = sealing.public_key(PRIVATE)
PLACE = sealing.label(7, 12, "it")


def hpke_open(content: bytes, private: bytes, info: bytes, aad: bytes) -> bytes:
    """Open base mode of RFC 9180 with X25519, HKDF-SHA256 and ChaCha20-Poly1305, as its sections 4 and 5 write it."""
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"

    def extract(salt: bytes, suite_id: bytes, label: bytes, key: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite_id + label + key, "sha256")

    def expand(key: bytes, suite_id: bytes, label: bytes, context: bytes, size: int) -> bytes:
        labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite_id + label + context
        return hmac.digest(key, labelled + b"\x01", "sha256")[:size]

    enc, sealed = content[:32], content[32:]
    own = X25519PrivateKey.from_private_bytes(private)
    shared = own.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + own.public_key().public_bytes_raw()
    secret = expand(extract(b"", kem, b"eae_prk", shared), kem, b"shared_secret", context, 32)
    schedule = b"\x00" + extract(b"", suite, b"psk_id_hash", b"") + extract(b"", suite, b"info_hash", info)
    secret = extract(secret, suite, b"secret", b"")
    key, nonce = expand(secret, suite, b"key", schedule, 32), expand(secret, suite, b"base_nonce", schedule, 12)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed, aad)


class TestScheme:
    def test_reader_opens_the_example_of_the_rfc(self):
        """RFC 9180, appendix A.2.1, sequence number 0."""
        sealed = bytes.fromhex(
            "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
        )
        info = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
        assert hpke_open(sealed, PRIVATE, info, b"Count-0") == b"Beauty is truth, truth beauty"

    def test_reader_opens_what_is_sealed_here(self):
        opened = hpke_open(base64.b64decode(sealing.seal(b"Ode", public=PUBLIC, place=PLACE)), PRIVATE, PLACE, b"")
        assert opened == (3).to_bytes(4, "big") + b"Ode" + bytes(sealing.SIZE - 7)


class TestSeal:
    @given(content=st.binary(max_size=sealing.SIZE - 4))
    def test_gives_back_what_went_in(self, content):
        sealed = sealing.seal(content, public=PUBLIC, place=PLACE)
        assert sealing.unseal(sealed, private=PRIVATE, place=PLACE) == content

    def test_makes_the_shortest_as_long_as_the_longest(self):
        lengths = {
            len(sealing.seal(bytes(size), public=PUBLIC, place=PLACE)) for size in (0, 1, 4_000, sealing.SIZE - 4)
        }
        assert lengths == {4 * -(-(32 + sealing.SIZE + 16) // 3)}

    def test_never_makes_the_same_twice(self):
        assert len({sealing.seal(b"same", public=PUBLIC, place=PLACE) for _ in range(20)}) == 20

    def test_refuses_more_than_fits(self):
        with pytest.raises(ValueError, match="too long"):
            sealing.seal(bytes(sealing.SIZE - 3), public=PUBLIC, place=PLACE)


class TestUnseal:
    SEALED = sealing.seal(b"Ode", public=PUBLIC, place=PLACE)

    def test_refuses_another_key(self):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(self.SEALED, private=sealing.new_private_key(), place=PLACE)

    @pytest.mark.parametrize("other", [(8, 12, "it"), (7, 13, "it"), (7, 12, "business"), (71, 2, "it")])
    def test_refuses_another_place(self, other):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(self.SEALED, private=PRIVATE, place=sealing.label(*other))

    @given(position=st.integers(0, 32 + sealing.SIZE + 15), bit=st.integers(0, 7))
    def test_notices_every_changed_bit(self, position, bit):
        content = bytearray(base64.b64decode(self.SEALED))
        content[position] ^= 1 << bit
        # RFC 7748 ignores the highest bit of a public key: the exchange is the same, the context is not
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(base64.b64encode(content).decode(), private=PRIVATE, place=PLACE)

    @pytest.mark.parametrize(
        "other", ["", "AAAA", "no base64 at all!", "é", SEALED[:-4], SEALED + "AAAA", "A" * 100_000]
    )
    def test_refuses_anything_else(self, other):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(other, private=PRIVATE, place=PLACE)


class TestKeyring:
    @pytest.fixture(autouse=True)
    def _folder(self, settings, tmp_path):
        settings.ACCORD_KEYS = tmp_path / "keys"

    def test_makes_the_first_key_once_however_many_ask(self):
        at_once, found = threading.Barrier(8), []

        def ask() -> None:
            at_once.wait()
            found.append(keyring.sealing_key().id)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert len(found) == 8
        assert len(set(found)) == 1
        assert len(list(keyring.folder().glob("sealing-*.key"))) == 1
        assert len(list(keyring.folder().iterdir())) == 3

    def test_keeps_older_keys(self):
        first = keyring.sealing_key()
        second = keyring.make_key()
        assert keyring.sealing_key().id == second != first.id
        assert sealing.public_key(keyring.private_key(first.id)) == first.public

    def test_seals_without_the_key_that_opens(self):
        name = keyring.sealing_key().id
        (keyring.folder() / f"sealing-{name}.key").unlink()
        assert keyring.sealing_key().id == name
        with pytest.raises(WrongState, match=name):
            keyring.private_key(name)

    @pytest.mark.parametrize("damage", ["", "zz", "ab" * 32, "ab" * 31])
    def test_never_seals_with_a_key_that_nobody_can_open(self, damage):
        name = keyring.sealing_key().id
        (keyring.folder() / f"sealing-{name}.pub").write_text(damage)
        with pytest.raises(WrongState, match="missing or damaged"):
            keyring.sealing_key()

    @pytest.mark.parametrize("damage", ["", "zz", "ab" * 32])
    def test_does_not_open_with_a_damaged_key(self, damage):
        name = keyring.sealing_key().id
        (keyring.folder() / f"sealing-{name}.key").write_text(damage)
        with pytest.raises(WrongState):
            keyring.private_key(name)


def test_a_receipt_is_what_sha256sum_prints(tmp_path):
    import subprocess

    from accord.apps.expectations.rules.answers import commitment

    wording = json.dumps({"reason": "Ünïcödé 🎺"}, ensure_ascii=False).encode()
    (tmp_path / "wording").write_bytes(wording)
    printed = subprocess.run(["sha256sum", tmp_path / "wording"], capture_output=True, text=True, check=True).stdout
    assert printed.split()[0] == commitment(wording) == hashlib.sha256(wording).hexdigest()

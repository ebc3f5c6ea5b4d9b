"""Keys as files: where they lie, wrapped in a passphrase and back, never over another."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accord.apps.expectations.rules import sealing
from accord.apps.ui.rules import Refused
from accord.site import home, keys

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PHRASE = "lamp orbit cedar quilt mango"
PRIVATE = bytes(range(1, 33))  # the same in every process, so that tests have the same names
NAME = sealing.key_id(sealing.public_key(PRIVATE))
FILES = {
    "secret.key": "ab" * 32,
    "trail.key": "cd" * 32,
    f"sealing-{NAME}.key": PRIVATE.hex(),
    f"sealing-{NAME}.pub": sealing.public_key(PRIVATE).hex(),
    "sealing.current": NAME,
}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase cost a moment only; tests/cli/test_keys.py pays the full price."""
    monkeypatch.setitem(keys.COST, "n", 2**14)


@pytest.fixture
def wrapped() -> bytes:
    return keys.wrap(FILES, passphrase=PHRASE, at=AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the keys."""
    keys.bring(FILES, tmp_path / "keys", replace=False, at=AT)
    return tmp_path / "keys"


class TestKeysFolder:
    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ACCORD_HOME", str(tmp_path / "home"))
        monkeypatch.delenv("ACCORD_KEYS", raising=False)

    def test_lies_in_the_home_unless_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert home.keys_folder() == tmp_path / "home" / "keys"
        monkeypatch.setenv("ACCORD_KEYS", str(tmp_path / "elsewhere"))
        assert home.keys_folder() == tmp_path / "elsewhere"

    def test_holds_every_key_where_it_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ACCORD_KEYS", str(tmp_path / "elsewhere"))
        made = home.key("trail.key")
        assert (tmp_path / "elsewhere" / "trail.key").read_text() == made.hex()
        assert not (tmp_path / "home" / "keys").exists()
        assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o700

    def test_refuses_to_make_anew_what_was_left_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        home.key("trail.key")
        monkeypatch.setenv("ACCORD_KEYS", str(tmp_path / "elsewhere"))
        with pytest.raises(ValueError, match="move them there"):
            home.key("trail.key")
        assert not (tmp_path / "elsewhere").exists()

    @pytest.mark.parametrize("inside", ["files", "files/keys", "static"])
    def test_refuses_a_folder_that_is_archived_or_published(
        self, inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ACCORD_KEYS", str(tmp_path / "home" / inside))
        with pytest.raises(ValueError, match="lies inside"):
            home.keys_folder()


class TestWrap:
    def test_comes_back_with_the_passphrase(self, wrapped: bytes) -> None:
        assert keys.unwrap(wrapped, passphrase=PHRASE) == FILES

    def test_shows_nothing_of_a_key(self, wrapped: bytes) -> None:
        text = wrapped.decode()
        assert not [value for value in FILES.values() if value in text]
        assert NAME not in text

    @pytest.mark.parametrize("weak", ["", "short", "elevensigns", "aaaaaaaaaaaaaaaaaaaa", "abababababababab"])
    def test_refuses_a_weak_passphrase(self, weak: str) -> None:
        with pytest.raises(Refused, match="dice"):
            keys.wrap(FILES, passphrase=weak, at=AT)

    def test_refuses_an_empty_folder(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="no keys here"):
            keys.wrap(keys.key_files(tmp_path / "nowhere"), passphrase=PHRASE, at=AT)


class TestUnwrap:
    @pytest.mark.parametrize("wrong", ["", "Lamp orbit cedar quilt mango", PHRASE + " "])
    def test_refuses_another_passphrase(self, wrapped: bytes, wrong: str) -> None:
        with pytest.raises(Refused, match="passphrase is not the one"):
            keys.unwrap(wrapped, passphrase=wrong)

    def test_takes_the_same_letters_however_they_are_composed(self) -> None:
        made = keys.wrap(FILES, passphrase="fünf gewürfelte Wörter", at=AT)
        assert keys.unwrap(made, passphrase="fu\u0308nf gewu\u0308rfelte Wo\u0308rter") == FILES

    def test_notices_every_change(self, wrapped: bytes) -> None:
        held = json.loads(wrapped)
        changes = [
            {"wrapped": held["wrapped"][:-8] + "AAAAAAA="},
            {"kdf": {**held["kdf"], "n": 2**13}},
            {"extra": 1},
        ]
        for change in changes:
            with pytest.raises(Refused):
                keys.unwrap(json.dumps({**held, **change}).encode(), passphrase=PHRASE)

    @pytest.mark.parametrize(
        "change",
        [
            {"format": "other"},
            {"version": 2},
            {"wrapped": None},
            {"kdf": {"name": "scrypt", "salt": "00" * 32, "n": 2**30, "r": 8, "p": 1}},
            {"kdf": {"name": "scrypt", "salt": "00" * 32, "n": 1000, "r": 8, "p": 1}},
            {"kdf": {"name": "scrypt", "salt": "00" * 32, "n": 2**17, "r": 8, "p": 10**9}},
            {"kdf": {"name": "none", "salt": "00" * 32, "n": 2, "r": 1, "p": 1}},
            {"kdf": []},
        ],
    )
    def test_refuses_what_export_never_writes(self, wrapped: bytes, change: dict[str, object]) -> None:
        with pytest.raises(Refused, match=r"not a file that|another version"):
            keys.unwrap(json.dumps({**json.loads(wrapped), **change}).encode(), passphrase=PHRASE)

    @pytest.mark.parametrize(
        "content", [b"", b"{}", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"kdf": 1}', b"x" * 1_000_001]
    )
    def test_refuses_any_other_file(self, content: bytes) -> None:
        with pytest.raises(Refused, match="not a file that"):
            keys.unwrap(content, passphrase=PHRASE)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("../evil.key", "00" * 32), ("authorized_keys", "00" * 32), ("trail.key", "zz"), (f"sealing-{'0' * 16}.key", PRIVATE.hex())],
    )  # fmt: skip
    def test_refuses_what_is_no_key(self, name: str, value: str) -> None:
        made = keys.wrap({**FILES, name: value}, passphrase=PHRASE, at=AT)
        with pytest.raises(Refused, match="no key"):
            keys.unwrap(made, passphrase=PHRASE)


class TestBring:
    def test_fills_an_empty_folder_privately(self, folder: Path) -> None:
        assert keys.key_files(folder) == FILES
        assert keys.open_to_others(folder) == []
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_changes_nothing_the_second_time(self, folder: Path) -> None:
        done = keys.bring(FILES, folder, replace=False, at=AT)
        assert (done.added, done.replaced, len(done.same)) == ([], [], 4)

    def test_refuses_to_replace_another_key_and_writes_nothing(self, folder: Path) -> None:
        with pytest.raises(Refused, match=r"trail\.key .* differs"):
            keys.bring({"trail.key": "ef" * 32, "second-step.key": "01" * 32}, folder, replace=False, at=AT)
        assert keys.key_files(folder) == FILES

    def test_keeps_what_it_replaces_beside_it(self, folder: Path) -> None:
        for number in (1, 2):
            keys.bring({"trail.key": f"{number}f" * 32}, folder, replace=True, at=AT)
        assert (folder / "trail.key").read_text() == "2f" * 32
        assert (folder / "trail.key.replaced-1").read_text() == "cd" * 32
        assert (folder / "trail.key.replaced-2").read_text() == "1f" * 32

    def test_leaves_the_key_in_use_as_it_is(self, folder: Path) -> None:
        other = sealing.new_private_key()
        name = sealing.key_id(sealing.public_key(other))
        keys.bring({f"sealing-{name}.key": other.hex(), "sealing.current": name}, folder, replace=False, at=AT)
        assert (folder / "sealing.current").read_text() == NAME
        assert keys.sealing_ids(folder) == sorted([NAME, name], key=[NAME, name].index)


def test_names_what_others_may_read(folder: Path) -> None:
    (folder / "trail.key").chmod(0o640)
    folder.chmod(0o755)
    assert keys.open_to_others(folder) == [str(folder), str(folder / "trail.key")]

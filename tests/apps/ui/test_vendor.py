"""Vendored files are what their lock says, each with its licence text."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import accord.apps.ui

VENDOR = Path(accord.apps.ui.__file__).parent / "static" / "accord" / "vendor"
FILES = tomllib.loads((VENDOR / "vendor.lock.toml").read_text())["file"]


class TestVendorLock:
    def test_hashes_every_file(self) -> None:
        assert {file["path"]: file["sha256"] for file in FILES} == {
            file["path"]: sha256((VENDOR / file["path"]).read_bytes()).hexdigest() for file in FILES
        }

    def test_names_every_file_there_is(self) -> None:
        present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
        named = {file["path"] for file in FILES} | {file["licence_text"] for file in FILES} | {"vendor.lock.toml"}
        assert present == named

    def test_carries_version_and_licence(self) -> None:
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", file["version"]) for file in FILES)
        assert all("opyright" in text or "Permission" in text for text in map(_licence, FILES))

    def test_asks_for_no_source_map(self) -> None:
        assert not [path for path in VENDOR.glob("*.min.*") if "sourceMappingURL" in path.read_text()]

    def test_lists_the_icons_of_the_sprite(self) -> None:
        (listed,) = [file["icons"] for file in FILES if "icons" in file]
        assert re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text()) == listed


def _licence(file: dict[str, str]) -> str:
    return (VENDOR / file["licence_text"]).read_text()

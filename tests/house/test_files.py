"""No committed file knows the machine it was written on or where packages came from."""

import re

from tests.house import drawing

BINARY = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".ico",
    ".woff2",
    ".woff",
    ".xls",
    ".xlsx",
    ".parquet",
    ".gz",
    ".zip",
    ".mo",
    ".pdf",
}
# Written in pieces, so that this file does not hold what it forbids.
HOSTS = [
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "registry.npm" + "js.org",
    "deb.debian" + ".org",
    "security.debian" + ".org",
]
PLACES = re.compile(
    r"(?<![\w./-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "home/[a-z]+", "Users/[A-Za-z]+"]) + r")/[\w.-]"
)


def _texts():
    for path in drawing.tracked():
        if path.suffix in BINARY or "vendor" in path.parts or path.name.startswith("requirements"):
            continue
        yield path.relative_to(drawing.ROOT), path.read_text(errors="replace")


def test_no_file_names_a_package_registry():
    found = [(str(path), host) for path, text in _texts() for host in HOSTS if host in text]
    assert not found


def test_no_requirements_file_names_a_package_registry():
    files = [path for path in drawing.tracked() if path.name.startswith("requirements")]
    found = [
        (path.name, line)
        for path in files
        for line in path.read_text().splitlines()
        if "://" in line or ("index" in line and not line.startswith("#"))
    ]
    assert files
    assert not found


def test_no_file_names_a_place_on_a_machine():
    found = [(str(path), match.group(0)) for path, text in _texts() if (match := PLACES.search(text))]
    assert not found


def test_every_requirement_is_hashed():
    for path in drawing.ROOT.glob("requirements*.txt"):
        text = path.read_text()
        pinned = re.findall(r"^[a-z0-9].*==.*$", text, re.M)
        assert pinned
        assert all(line.endswith("\\") for line in pinned), path.name

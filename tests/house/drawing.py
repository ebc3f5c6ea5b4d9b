"""Reads the source of the house as syntax trees, so that the house tests can hold it to its drawing."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "accord"
APPS = SOURCE / "apps"

ROOMS = (
    "urls", "pages", "api", "jobs", "plugs", "forms", "writes", "reads", "tables", "permissions",
    "models", "events", "sockets", "rules",
)  # fmt: skip
BESIDES = ("__init__", "apps", "migrations", "templates")
# The ground floor of the street also keeps what all pages are made of.
OF_UI = ("static", "templatetags", "charts", "lists")


@dataclass(frozen=True)
class Function:
    """A public function of a room, as written."""

    module: Path
    node: ast.FunctionDef
    text: str

    def __str__(self) -> str:
        return f"{self.module.relative_to(SOURCE)}:{self.node.lineno} {self.node.name}"

    @property
    def positional(self) -> list[str]:
        arguments = self.node.args
        return [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]

    @property
    def keywords(self) -> set[str]:
        return {argument.arg for argument in self.node.args.kwonlyargs}

    def says(self, comment: str) -> bool:
        """Tell whether the function carries the comment with a reason behind it."""
        _, found, reason = self.text.partition(f"# {comment}:")
        return bool(found) and len(reason.split("\n")[0].strip()) >= 5


def app_names() -> list[str]:
    return sorted(folder.name for folder in APPS.iterdir() if (folder / "__init__.py").exists())


def room_files(app: str, room: str) -> list[Path]:
    """Return the modules of a room: one file, or the files of a folder, also where it is sorted by subject."""
    return [path for path in [APPS / app / f"{room}.py", *sorted((APPS / app / room).rglob("*.py"))] if path.exists()]


def public_functions(room: str) -> Iterator[Function]:
    """Yield what a room offers: the public functions of its module, or of a folder what its `__init__` brings forward."""
    for app in app_names():
        offered = _brought_forward(APPS / app / room / "__init__.py")
        for module in room_files(app, room):
            text = module.read_text()
            for node in tree(module).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                if not offered or node.name in offered:
                    yield Function(module, node, _with_comment_above(text, node))


def _brought_forward(module: Path) -> set[str]:
    if not module.exists():
        return set()
    imports = [node for node in tree(module).body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def _with_comment_above(text: str, node: ast.FunctionDef) -> str:
    lines = text.splitlines()
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return "\n".join(lines[first : node.end_lineno])


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(), filename=str(module))


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that are or will be committed; a copy without git counts every file outside .venv."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if said.returncode:
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and not {".venv", ".git"} & set(path.parts))
    return tuple(path for name in said.stdout.splitlines() if (path := ROOT / name).is_file())

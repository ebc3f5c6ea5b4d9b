"""A write is told by whom and when, and leaves an event on the trail or says why not."""

import ast
from pathlib import Path

import pytest

from tests.house import drawing

RECORDERS = {"record", "record_many", "edit", "edit_many", "restore_many", "remove_many"}
WRITES = list(drawing.public_functions("writes"))


def test_there_are_writes_to_look_at():
    assert len(WRITES) > 3


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_takes_by_and_at(write):
    assert {"by", "at"} <= write.keywords or write.says("no event"), f"{write} takes keyword-only `by` and `at`"


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_takes_keywords_only(write):
    allowed = (
        2 if "trail" in write.module.parts else 0
    )  # the recorder itself takes the event, or record and values, first
    assert len(write.positional) <= allowed or write.says("no event"), f"{write} takes {write.positional} by position"


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_records_an_event_or_says_why_not(write):
    assert write.says("no event") or _records(write.node, write.module), (
        f"{write} records no event: call trail's writes, or add a line `# no event: the reason`"
    )


def _records(node: ast.FunctionDef, module: Path, seen: frozenset[str] = frozenset()) -> bool:
    """Follow calls inside the room, also through functions handed on, until one reaches the trail or another app's writes."""
    if "trail" in module.parts and node.name in RECORDERS:
        return True
    room = _room_functions(module)
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            owner = part.value.id if isinstance(part.value, ast.Name) else ""
            if part.attr in RECORDERS and ("trail" in owner or owner == "writes"):
                return True
            if owner.endswith("writes") or part.attr == "write":
                return True
            name = part.attr
        elif isinstance(part, ast.Name):
            if part.id in RECORDERS:
                return True
            name = part.id
        else:
            continue
        if name in room and name not in seen and name != node.name:
            found, where = room[name]
            if _records(found, where, seen | {name}):
                return True
    return False


def _room_functions(module: Path) -> dict[str, tuple[ast.FunctionDef, Path]]:
    files = [module] if module.name == "writes.py" else sorted(module.parent.glob("*.py"))
    return {
        node.name: (node, path)
        for path in files
        for node in ast.walk(drawing.tree(path))
        if isinstance(node, ast.FunctionDef)
    }

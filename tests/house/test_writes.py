"""A write is told by whom and when, and leaves an event on the trail or says why not."""

import ast
from functools import cache
from pathlib import Path

from tests.house import drawing

RECORDERS = {"record", "record_many", "edit", "edit_many", "restore_many", "remove_many"}
WRITES = list(drawing.public_functions("writes"))


def test_there_are_writes_to_look_at():
    assert len(WRITES) > 3


def test_every_write_takes_by_and_at():
    without = [str(write) for write in WRITES if not {"by", "at"} <= write.keywords and not write.says("no event")]
    assert not without, "a write takes keyword-only `by` and `at`"


def test_every_write_takes_keywords_only():
    # the recorder itself takes the event, or record and values, first
    allowed = {write: 2 if "trail" in write.module.parts else 0 for write in WRITES}
    by_position = [
        f"{write} takes {write.positional} by position"
        for write in WRITES
        if len(write.positional) > allowed[write] and not write.says("no event")
    ]
    assert not by_position


def test_every_write_records_an_event_or_says_why_not():
    silent = [str(write) for write in WRITES if not write.says("no event") and not _records(write.node, write.module)]
    assert not silent, "call trail's writes, or add a line `# no event: the reason`"


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


@cache
def _room_functions(module: Path) -> dict[str, tuple[ast.FunctionDef, Path]]:
    """Map the functions a module may call by name: those of its room, its own and its folder's before all others."""
    app = module.relative_to(drawing.APPS).parts[0]
    near_last = sorted(
        drawing.room_files(app, "writes"), key=lambda path: (path.parent == module.parent, path == module)
    )
    return {
        node.name: (node, path)
        for path in near_last
        for node in ast.walk(drawing.tree(path))
        if isinstance(node, ast.FunctionDef)
    }

"""Rooms have the names of the drawing, and every module says what belongs in it."""

import ast

import pytest

from tests.house import drawing

VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "base",
    "misc",
    "manager",
    "service",
    "services",
    "handler",
}


@pytest.mark.parametrize("app", drawing.app_names())
def test_an_app_has_only_the_rooms_of_the_drawing(app):
    allowed = {*drawing.ROOMS, *drawing.BESIDES, *(drawing.OF_UI if app == "ui" else ())}
    found = {path.stem for path in (drawing.APPS / app).iterdir() if path.name not in {"__pycache__", "py.typed"}}
    assert found <= allowed, f"{app}: {sorted(found - allowed)} are no rooms (see HOUSE.md)"


def test_no_module_has_a_name_that_says_nothing():
    vague = [path for path in drawing.modules() if path.stem in VAGUE or path.parent.name in VAGUE]
    assert not vague


def test_every_module_says_what_belongs_in_it():
    silent = [
        path for path in drawing.modules() if drawing.tree(path).body and not ast.get_docstring(drawing.tree(path))
    ]
    assert not silent


def test_every_app_on_the_street_is_in_the_contracts():
    contracts = (drawing.ROOT / ".importlinter").read_text()
    street = contracts.partition("contract:street]")[2].partition("[importlinter")[0]
    missing = [app for app in drawing.app_names() if app not in street.replace("(", " ").replace(")", " ").split()]
    assert not missing


def test_no_contract_has_an_ignore_list():
    assert "ignore_imports" not in (drawing.ROOT / ".importlinter").read_text()


def test_no_app_connects_to_signals():
    listening = [
        path
        for path in drawing.modules()
        if any(
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith(("django.db.models.signals", "django.dispatch"))
            for node in ast.walk(drawing.tree(path))
        )
    ]
    assert not listening, "sockets, not signals (see HOUSE.md)"


def test_a_neighbour_is_asked_through_its_open_rooms_only():
    """Pages, API, forms, jobs, urls and plugs are an app's own; ui lends what all pages are made of."""
    broken = [
        f"{path.relative_to(drawing.SOURCE)} imports {name}"
        for app in drawing.app_names()
        for path in sorted((drawing.APPS / app).rglob("*.py"))
        for name in _imported(path)
        if _closed(name, app)
    ]
    assert not broken


def _imported(path):
    for node in ast.walk(drawing.tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _closed(name, own):
    parts = name.split(".")
    if parts[:2] != ["accord", "apps"] or len(parts) < 4 or parts[2] in {own, "ui"}:
        return False
    return parts[3] in {"urls", "pages", "api", "jobs", "plugs", "forms"}

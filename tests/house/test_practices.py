"""A practice is one file with a public page, its sources, reasons for its thresholds, and a file of cases."""

import ast
import importlib

import pytest
import yaml

from tests.house import drawing

PRACTICES = drawing.SOURCE / "practices"
CASES = drawing.ROOT / "tests" / "practices" / "cases"


def _declares_a_practice(path):
    calls = (node.func for node in ast.walk(drawing.tree(path)) if isinstance(node, ast.Call))
    return any(isinstance(name, ast.Name) and name.id == "Practice" for name in calls)


MODULES = sorted(path for path in PRACTICES.glob("*/*.py") if _declares_a_practice(path))
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)


def practice_of(path):
    from accord.practices.practice import Practice

    module = importlib.import_module(f"accord.practices.{path.parent.name}.{path.stem}")
    found = [value for value in vars(module).values() if isinstance(value, Practice)]
    assert len(found) == 1, f"{path.name} holds {len(found)} practices"
    return found[0]


def test_there_are_practices_to_look_at():
    assert len(MODULES) >= 5


@each_module
def test_has_its_public_page(path):
    assert all(text for _, text in practice_of(path).page.sections())


@each_module
def test_names_its_sources(path):
    assert practice_of(path).sources


@each_module
def test_gives_reasons_for_its_thresholds(path):
    practice = practice_of(path)
    assert practice.open_reason
    assert practice.close_reason


@each_module
def test_says_how_to_supply_each_table_it_needs(path):
    practice = practice_of(path)
    assert set(practice.tables) <= set(practice.needs)


@each_module
def test_has_cases_that_cover_a_reading_and_its_absence(path):
    text = (CASES / f"{path.stem}.yaml").read_text()
    assert yaml.safe_load(text)
    assert "because" in text
    assert "insufficient" in text


def test_no_two_practices_share_a_code_or_a_slug():
    found = [practice_of(path) for path in MODULES]
    assert len({practice.code for practice in found}) == len({practice.slug for practice in found}) == len(found)


def test_no_case_file_is_left_without_its_practice():
    assert {path.stem for path in CASES.glob("*.yaml")} <= {path.stem for path in MODULES}

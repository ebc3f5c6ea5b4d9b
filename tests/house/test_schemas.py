"""Every schema of the JSON API has a name of its own: two of one name would publish one of them for both."""

import ast
from collections import defaultdict
from pathlib import Path

APPS = Path(__file__).resolve().parents[2] / "src" / "accord" / "apps"


def test_no_two_schemas_share_a_name() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in [*APPS.glob("*/api.py"), *APPS.glob("*/api/*.py")]:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].add(str(path.relative_to(APPS)))

    assert places
    assert not {name: sorted(files) for name, files in places.items() if len(files) > 1}

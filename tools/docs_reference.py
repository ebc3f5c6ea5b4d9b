"""Writes the reference pages from the code before every build of the documentation; what cannot be written fails the build."""

import ast
import json
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "accord"
REFERENCE = "reference/generated"
SECTIONS = {"tutorials", "how-to", "explanation", "decisions"}
GENERATED = ROOT / "docs" / REFERENCE


def on_config(config: Any) -> Any:
    """Answer MkDocs' hook: every page of a section stands in the navigation, its overview first."""
    config["nav"] = [_with_pages(entry) for entry in config["nav"]]
    return config


def _with_pages(entry: Any) -> Any:
    name, place = next(iter(entry.items()))
    if not (isinstance(place, str) and place.endswith("/")):
        return entry
    folder = ROOT / "docs" / place
    pages = sorted(folder.glob("*.md"), key=lambda path: (path.name != "README.md", path.name))
    more = (
        [{"The house": f"{REFERENCE}/house.md"}, {"Words": f"{REFERENCE}/glossary.md"}] if name == "Explanation" else []
    )
    return {name: [*(f"{place}{path.name}" for path in pages), *more]}


def on_pre_build(config: object) -> None:
    """Answer MkDocs' hook."""
    main()


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> str:
    """Answer MkDocs' hook: list the pages of a section on its first page."""
    folder = (ROOT / "docs" / page.file.src_uri).parent
    if page.file.name not in {"README", "index"} or folder.name not in SECTIONS:
        return markdown
    pages = [path for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
    return markdown + "\n" + "\n".join(f"- [{_title(path)}]({path.name})" for path in pages) + "\n"


def _title(path: Path) -> str:
    return path.read_text().partition("\n")[0].removeprefix("# ")


def main() -> None:
    _set_up()
    pages = {
        "practices.md": practices(),
        "tables.md": tables(),
        "permissions.md": permissions(),
        "commands.md": commands(),
        "api.md": api(),
        "openapi.json": openapi(),
        "science.md": science(),
        "house.md": from_root("HOUSE.md"),
        "glossary.md": from_root("GLOSSARY.md"),
    }
    GENERATED.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        page = GENERATED / name
        # An unchanged page keeps its date, so that `mkdocs serve` does not build for ever.
        if not page.exists() or page.read_text() != text:
            page.write_text(text)


def _set_up() -> None:
    """Start Django on an empty home of its own: nobody's records are needed and none are touched."""
    import django

    home = tempfile.TemporaryDirectory(prefix="accord-docs-")
    _homes.append(home)  # lives as long as this process
    os.environ["ACCORD_HOME"] = home.name
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "accord.site.settings"
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    django.setup()


_homes: list[tempfile.TemporaryDirectory[str]] = []


def _table(header: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """Write a table; cells are text, in which a bar and a line break must not end the cell."""
    lines: list[Sequence[object]] = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    return re.sub(r"\s+", " ", str(value)).strip().replace("|", "\\|")


def permissions() -> str:
    """Write the permission table: one row for each action, one column for each role."""
    from accord.apps.people.rules import ROLE_LABELS
    from accord.apps.ui.sockets import actions

    roles = list(ROLE_LABELS)
    rows: list[list[object]] = []
    for action in sorted(actions, key=lambda action: action.code):
        may = ["yes" if role in action.roles else "" for role in roles]
        rows.append([action.label, *may, action.own or "", f"`{action.code}`"])
    header = ["Action", *[str(ROLE_LABELS[role]) for role in roles], "And besides, on their own records", "Code"]
    return (
        "# Who may do what\n\nThis table is the code: every address of Accord carries one of these actions on its door, "
        f"and a test knocks at each.\n\n{_table(header, rows)}"
    )


def commands() -> str:
    """Write what each command says about itself."""
    import click

    from accord.cli.main import main as group

    parts = ["# Commands\n"]
    top = click.Context(group, info_name="accord")
    for name in group.list_commands(top):
        command = group.get_command(top, name)
        if command is None:
            raise LookupError(name)
        parts.extend(_command(command, click.Context(command, info_name=name, parent=top)))
    return "\n".join(parts)


def _command(command: Any, context: Any) -> list[str]:
    import click

    parts = [f"\n## {context.command_path}\n", f"```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                parts.extend(_command(below, click.Context(below, info_name=name, parent=context)))
    return parts


def _schema() -> dict[str, Any]:
    from accord.site.api import api as published

    return json.loads(json.dumps(published.get_openapi_schema(path_prefix="/api/v1/"), default=str))  # type: ignore[no-any-return]


def openapi() -> str:
    """Write the OpenAPI description of the JSON API."""
    return json.dumps(_schema(), indent=1, sort_keys=True) + "\n"


def api() -> str:
    """List the operations of the JSON API."""
    rows: list[list[object]] = []
    for path, operations in sorted(_schema()["paths"].items()):
        for method, operation in sorted(operations.items()):
            said = operation.get("description") or operation.get("summary", "")
            rows.append([f"`{method.upper()}`", f"`{path}`", said.partition("\n\n")[0]])
    return (
        "# JSON API\n\nThe same reads and writes as the pages. Sign in with a personal token "
        "(`Authorization: Bearer …`) made on the Account page. The full description is "
        f"[openapi.json](openapi.json).\n\n{_table(['Method', 'Address', 'Does'], rows)}"
    )


def science() -> str:
    """Write the public functions and results of the statistics with their docstrings."""
    from accord.science import __all__ as public

    parts = ["# Statistics\n\nNumbers in, small frozen results out: usable without the web part of Accord.\n"]
    for path in sorted((SOURCE / "science").glob("*.py")):
        tree = ast.parse(path.read_text())
        shown = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in public]
        if shown:
            parts.append(f"\n## accord.science.{path.stem}\n\n{ast.get_docstring(tree) or ''}\n")
        for node in shown:
            written = _signature(node) if isinstance(node, ast.FunctionDef) else f"class {node.name}"
            parts.append(f"\n### {node.name}\n\n```python\n{written}\n```\n\n{ast.get_docstring(node) or ''}\n")
            parts.extend(_methods(node) if isinstance(node, ast.ClassDef) else [])
    return "\n".join(parts)


def _signature(node: ast.FunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returns}"


def _methods(node: ast.ClassDef) -> list[str]:
    """List what can be asked of a result."""
    methods = [part for part in node.body if isinstance(part, ast.FunctionDef) and part.name[0] != "_"]
    names = [
        f"`{m.name}`" if m.decorator_list else f"`{_signature(m).replace('self, ', '').replace('self', '')}`"
        for m in methods
    ]
    said = [(ast.get_docstring(method) or "").partition("\n\n")[0] for method in methods]
    return [f"\n{_table(['Ask', 'Answer'], list(zip(names, said, strict=True)))}"] if methods else []


def tables() -> str:
    """Write the formats of the snapshot tables."""
    from accord.tables.reference import markdown

    return markdown()


def practices() -> str:
    """Write each practice's public page: what it asks, how it is computed, when a gap opens and closes."""
    from accord.practices.catalogue import PRACTICES

    parts = [
        "# Practices\n\nEach is one measured practice. A number comes with its interval and n, or says why it cannot.\n"
    ]
    for practice in PRACTICES.values():
        parts.append(f"\n## {practice.code} · {practice.title}\n\n*{practice.theme}*\n")
        parts.extend(f"\n**{heading}.** {text}\n" for heading, text in practice.page.sections())
        bounds = [
            ["opens", f"{practice.threshold_open:g}", practice.open_reason],
            ["closes", f"{practice.threshold_close:g}", practice.close_reason],
        ]
        parts.append(f"\n{_table(['A gap', f'at ({practice.unit})', 'because'], [list(row) for row in bounds])}")
        parts.extend(_needs(practice))
        parts.append("\nSources:\n\n" + "\n".join(f"- {source}" for source in practice.sources) + "\n")
    return "\n".join(parts)


def _needs(practice: Any) -> list[str]:
    rows: list[list[object]] = [
        [f"`{name}`", "needed" if name in practice.tables else "used if there", practice.needs.get(name, "")]
        for name in (*practice.tables, *practice.uses)
    ]
    return [f"\n{_table(['Table', 'Is', 'How to supply it'], rows)}"]


def from_root(name: str) -> str:
    """Bring a page from the root of the repository into the documentation, its links turned the right way."""
    text = (ROOT / name).read_text()
    for page in ("HOUSE.md", "GLOSSARY.md"):
        text = text.replace(f"]({page})", f"]({page.lower()})")
    return re.sub(r"\]\(docs/", "](../../", text)


if __name__ == "__main__":
    main()

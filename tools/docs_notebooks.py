"""Notebooks as pages of the documentation, and their outputs written anew: `python tools/docs_notebooks.py`."""

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def on_config(config: Any) -> Any:
    """Answer MkDocs' hook: a notebook stands in the navigation among the pages of its folder."""
    for entry in config["nav"]:
        name, pages = next(iter(entry.items()))
        if isinstance(pages, list):
            folders = {str(Path(page).parent) for page in pages if isinstance(page, str)}
            more = [page_of(path) for path in notebooks() if page_of(path).rpartition("/")[0] in folders]
            entry[name] = [*pages[:1], *sorted([*pages[1:], *more], key=str)] if more else pages
    return config


def on_files(files: Any, config: Any) -> Any:
    """Answer MkDocs' hook: each notebook becomes a page; the notebook itself is there to be taken along."""
    from mkdocs.structure.files import File

    for path in notebooks():
        files.append(File.generated(config, page_of(path), content=markdown(read(path), path.name)))
    return files


def on_page_markdown(text: str, *, page: Any, **_: object) -> str:
    """Answer MkDocs' hook: name the notebooks of a folder on its overview."""
    folder = (DOCS / page.file.src_uri).parent
    found = [path for path in notebooks() if path.parent == folder] if page.file.name in {"README", "index"} else []
    return text + "".join(f"- [{title(read(path))}]({path.stem}.md)\n" for path in found)


def notebooks() -> list[Path]:
    """Return the notebooks of the documentation."""
    return sorted(DOCS.rglob("*.ipynb"))


def page_of(path: Path) -> str:
    """Return the address of a notebook's page among the sources."""
    return path.relative_to(DOCS).with_suffix(".md").as_posix()


def read(path: Path) -> dict[str, Any]:
    """Return the notebook in a file."""
    notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return notebook


def source(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def title(notebook: dict[str, Any]) -> str:
    """Return the heading of the first cell."""
    return source(notebook["cells"][0]).partition("\n")[0].removeprefix("# ")


def markdown(notebook: dict[str, Any], name: str) -> str:
    """Return a notebook as a page: its words, its code, and below each piece of code what it said."""
    parts = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            parts.append(source(cell))
            continue
        parts.append(f"```python\n{source(cell)}\n```")
        if said := output(cell):
            parts.append(f"```text\n{said.rstrip()}\n```")
    return "\n\n".join([*parts, f"This page is a notebook: [{name}]({name}).", ""])


def output(cell: dict[str, Any]) -> str:
    """Return what a cell said when it was last run, as text."""
    return "".join(
        "".join(part["text"] if part["output_type"] == "stream" else part["data"]["text/plain"])
        for part in cell["outputs"]
    )


def run(notebook: dict[str, Any], folder: Path) -> list[str]:
    """Run the code of a notebook in a folder; return what each cell of code says: print, then the last expression."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(folder):
        return [_said(source(cell), names) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _said(code: str, names: dict[str, Any]) -> str:
    tree, text = ast.parse(code), io.StringIO()
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(text):
        exec(compile(tree, "<cell>", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
            if value is not None:
                print(repr(value))
    return text.getvalue()


def main() -> None:
    sys.path.insert(0, str(ROOT))
    for path in notebooks():
        notebook = read(path)
        said = iter(run(notebook, path.parent))
        for count, cell in enumerate((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), start=1):
            text = next(said).splitlines(keepends=True)
            stream = {"name": "stdout", "output_type": "stream", "text": text}
            cell.update(execution_count=count, outputs=[stream] if text else [])
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()

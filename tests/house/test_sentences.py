"""Every sentence that people read goes through gettext, in templates and in refusals."""

import ast
import re

from tests.house import drawing

TEMPLATES = sorted(drawing.SOURCE.rglob("templates/**/*.html"))

SPOKEN = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
SILENT = re.compile(
    r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|<!--.*?-->|<(?:code|kbd|svg|script)\b.*?</(?:code|kbd|svg|script)>",
    re.S,
)
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.S)
READ_ALOUD = re.compile(r"\s(?:title|alt|placeholder|aria-label|aria-description)\s*=\s*\"([^\"]*)\"", re.S)
TAG = re.compile(r"<[^>]*>", re.S)
WORD = re.compile(r"[A-Za-z]{3,}")
# Names and codes are the same in every language.
NAMES = {"Accord", "CSV", "JSON", "API", "TOTP", "OpenAPI"}


def untranslated(text: str) -> list[str]:
    """Return the words that stand in a template as they are."""
    text = CODE.sub(" ", SILENT.sub(" ", SPOKEN.sub(" ", text)))
    spoken = [*READ_ALOUD.findall(text), *TAG.sub("\n", text).splitlines()]
    return [line.strip() for line in spoken if set(WORD.findall(line)) - NAMES and "&" not in line[:1]]


def test_no_template_says_anything_untranslated():
    bare = [
        f"{path.relative_to(drawing.SOURCE)}: {line}" for path in TEMPLATES for line in untranslated(path.read_text())
    ]
    assert not bare


class TestUntranslated:
    def test_finds_a_bare_sentence(self):
        assert untranslated("<p>Nothing to do</p>") == ["Nothing to do"]

    def test_finds_a_bare_label(self):
        assert untranslated('<input placeholder="Search goals">') == ["Search goals"]

    def test_passes_over_what_is_translated(self):
        assert not untranslated('<p>{% translate "Nothing" %} {% blocktranslate %}So it is{% endblocktranslate %}</p>')


REFUSALS = {"Refused", "NotAllowed", "NotFound", "WrongState", "Invalid", "EditConflict"}


def test_a_refusal_says_nothing_untranslated():
    bare = [
        f"{path.relative_to(drawing.SOURCE)}:{node.lineno}"
        for path in sorted(drawing.APPS.rglob("*.py"))
        for node in ast.walk(drawing.tree(path))
        if isinstance(node, ast.Call) and _name(node.func) in REFUSALS and node.args
        if isinstance(node.args[0], ast.JoinedStr) or (isinstance(node.args[0], ast.Constant) and node.args[0].value)
    ]
    assert not bare


def _name(function):
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")

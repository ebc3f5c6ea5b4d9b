"""How a file is to be read, where a person knows better than what was found."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.reads.finding import DELIMITER_WORDS, ENCODING_WORDS, QUOTE_WORDS, Found
from accord.apps.batches.rules.choices import DELIMITERS, ENCODINGS, MOST_HEADER_ROWS, QUOTES, Choices

_DELIMITER_CODES = dict(zip(DELIMITERS, ("comma", "semicolon", "tab", "bar", "blank"), strict=True))
AS_FOUND = "found"
LABEL = 48  # signs of a line shown where headers are chosen


class ReadingForm(forms.Form):
    """Every question about the reading of one file, each with what was found as its first answer.

    A question that makes no sense for the file is not asked.
    """

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"))
    delimiter = forms.ChoiceField(label=gettext_lazy("Between cells"))
    quote = forms.ChoiceField(label=gettext_lazy("Around cells"))
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    turned = forms.ChoiceField(label=gettext_lazy("One record is"))
    header = forms.ChoiceField(label=gettext_lazy("Headers begin in"))
    header_rows = forms.ChoiceField(label=gettext_lazy("Headers run over"))
    keep_end = forms.ChoiceField(label=gettext_lazy("Notes at the end"))

    def __init__(self, *args: Any, found: Found, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found = found
        self._offer("encoding", self._encodings(), found.choices.encoding)
        self._offer("delimiter", self._delimiters(), _DELIMITER_CODES.get(found.choices.delimiter, ""))
        self._offer("quote", self._quotes(), found.choices.quote)
        self._offer("sheet", self._sheets(), found.choices.sheet)
        self._offer("turned", self._turns(), _yes_no(found.choices.turned))
        self._offer("header", self._headers(), _text(found.choices.header_row))
        self._offer("header_rows", self._header_rows(), _text(found.choices.header_rows))
        self._offer("keep_end", self._ends(), _yes_no(found.choices.keep_end))

    def choices(self) -> Choices:
        """Give what was decided. Where records are turned, a line of headers that was chosen before counts no more."""
        given = {name: self._given(name) for name in ReadingForm.base_fields}
        delimiter = next((sign for sign, code in _DELIMITER_CODES.items() if code == given["delimiter"]), "")
        turned = _bool(given["turned"])
        moved = turned is not None and turned != self._found.shape.turned
        same_sheet = not given["sheet"] or given["sheet"] == self._found.facts.get("sheet")
        keeps_lines = same_sheet and not moved
        return Choices(
            encoding=given["encoding"], delimiter=delimiter, quote=given["quote"], sheet=given["sheet"], turned=turned,
            header_row=int(given["header"]) if given["header"] and keeps_lines else None,
            header_rows=int(given["header_rows"]) if given["header_rows"] and keeps_lines else None,
            keep_end=_bool(given["keep_end"]),
        )  # fmt: skip

    def _given(self, name: str) -> str:
        value = str(self.cleaned_data.get(name, AS_FOUND))
        return "" if value == AS_FOUND else value

    def _offer(self, name: str, answers: list[tuple[str, Any]], chosen: str) -> None:
        """Offer answers, the first of them what was found; without answers the question is not asked."""
        if not answers:
            del self.fields[name]
            return
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = answers
        field.initial = chosen if any(chosen == value for value, _words in answers) else AS_FOUND

    def _found_as(self, words: Any) -> tuple[str, str]:
        known = bool(words) and not self._found.is_failed
        return AS_FOUND, _("as found: %(words)s") % {"words": words} if known else _("find out")

    def _is_text(self) -> bool:
        return self._found.is_failed or self._found.facts.get("kind", "csv") == "csv"

    def _encodings(self) -> list[tuple[str, Any]]:
        known = self._found.facts.get("encoding", "")
        if not known and not self._is_text():
            return []
        first = self._found_as(ENCODING_WORDS.get(known, known) if not self._found.choices.encoding else "")
        return [first, *((name, ENCODING_WORDS[name]) for name in ENCODINGS)]

    def _delimiters(self) -> list[tuple[str, Any]]:
        if not self._is_text():
            return []
        known = "" if self._found.choices.delimiter else self._found.facts.get("delimiter", "")
        first = self._found_as(DELIMITER_WORDS.get(known, known))
        return [first, *((code, DELIMITER_WORDS[sign]) for sign, code in _DELIMITER_CODES.items())]

    def _quotes(self) -> list[tuple[str, Any]]:
        if not self._is_text():
            return []
        known = "" if self._found.choices.quote else self._found.facts.get("quote", "")
        return [self._found_as(QUOTE_WORDS.get(known, "")), *((sign, QUOTE_WORDS[sign]) for sign in QUOTES)]

    def _sheets(self) -> list[tuple[str, Any]]:
        sheets = self._found.facts.get("sheets", [])
        known = "" if self._found.choices.sheet else self._found.facts.get("sheet", "")
        return [self._found_as(known), *((name, name) for name in sheets)] if len(sheets) > 1 else []

    def _turns(self) -> list[tuple[str, Any]]:
        if not self._found.facts.get("can_turn", True) or self._found.is_failed:
            return []
        words = {"no": _("a line"), "yes": _("a column")}
        known = "" if self._found.choices.turned is not None else words[_yes_no(self._found.shape.turned)]
        return [self._found_as(known), *words.items()]

    def _headers(self) -> list[tuple[str, Any]]:
        found = self._found
        if found.facts.get("header_row") is not None:
            return []
        lines = _columns(found) if found.shape.turned else _lines(found)
        known = _("none") if not found.shape.header_row else dict(lines).get(str(found.shape.header_row), "")
        first = self._found_as(known if found.choices.header_row is None else "")
        return [first, ("0", _("nowhere: there are no headers")), *lines]

    def _header_rows(self) -> list[tuple[str, Any]]:
        if self._found.facts.get("header_row") is not None:
            return []
        known = "" if self._found.choices.header_rows else self._found.shape.header_rows
        return [self._found_as(known), *((str(count), str(count)) for count in range(1, MOST_HEADER_ROWS + 1))]

    def _ends(self) -> list[tuple[str, Any]]:
        found = self._found
        if found.shape.turned or not (found.has_end or found.choices.keep_end is not None):
            return []
        return [(AS_FOUND, _("left out")), ("yes", _("taken as rows"))]


def _lines(found: Found) -> list[tuple[str, str]]:
    """Name the lines in which headers may begin; without a picture the first ten."""
    if not found.picture.lines:
        return [(str(number), _("line %(line)s") % {"line": number}) for number in range(1, 11)]
    return [
        (str(line.number), _line_words(line.place or line.number, [cell for cell in line.cells if cell]))
        for line in found.picture.lines
        if line.part != "blank" and not (line.part == "above" and line.number > found.shape.above_rows)
    ]


def _columns(found: Found) -> list[tuple[str, str]]:
    """Name the first columns, where records stand in columns."""
    columns = max((len(line.cells) for line in found.picture.lines), default=0)
    return [
        (str(at + 1), _("column %(column)s: %(texts)s") % {"column": at + 1, "texts": _short(_down(found, at))})
        for at in range(columns)
    ]


def _down(found: Found, at: int) -> list[str]:
    return [line.cells[at] for line in found.picture.lines if at < len(line.cells) and line.cells[at]]


def _line_words(place: int, cells: list[str]) -> str:
    return _("line %(line)s: %(texts)s") % {"line": place, "texts": _short(cells)}


def _short(cells: list[str]) -> str:
    words = ", ".join(cells[:4])
    return words if len(words) <= LABEL else f"{words[: LABEL - 1]}…"


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _bool(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)

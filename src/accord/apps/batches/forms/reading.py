"""How a file is to be read, where a person knows better than what was found."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.reads.finding import Found
from accord.apps.batches.rules.choices import DELIMITERS, ENCODINGS, MOST_HEADER_ROWS, QUOTES, Choices

ENCODING_WORDS = {
    "utf-8": gettext_lazy("UTF-8"), "utf-8-sig": gettext_lazy("UTF-8 with a mark at the beginning"),
    "cp1252": gettext_lazy("Western Europe (Windows-1252)"), "latin-1": gettext_lazy("Western Europe (Latin-1)"),
    "iso-8859-15": gettext_lazy("Western Europe with € (Latin-9)"), "utf-16": gettext_lazy("UTF-16"),
    "utf-16-le": gettext_lazy("UTF-16, little end first"), "utf-16-be": gettext_lazy("UTF-16, big end first"),
    "cp1250": gettext_lazy("Central Europe (Windows-1250)"), "cp1251": gettext_lazy("Cyrillic (Windows-1251)"),
    "cp1253": gettext_lazy("Greek (Windows-1253)"), "cp1254": gettext_lazy("Turkish (Windows-1254)"),
    "mac-roman": gettext_lazy("Old Macintosh"), "cp437": gettext_lazy("DOS (437)"), "cp850": gettext_lazy("DOS (850)"),
    "shift_jis": gettext_lazy("Japanese (Shift JIS)"), "gb18030": gettext_lazy("Chinese (GB 18030)"),
    "big5": gettext_lazy("Chinese (Big5)"), "euc-kr": gettext_lazy("Korean (EUC-KR)"),
}  # fmt: skip
DELIMITER_WORDS = {
    ",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab"), "|": gettext_lazy("bar"),
    " ": gettext_lazy("blank"),
}  # fmt: skip
QUOTE_WORDS = {
    '"': gettext_lazy("double quotation marks"), "'": gettext_lazy("single quotation marks"),
    "none": gettext_lazy("no marks: they belong to the text"),
}  # fmt: skip
_DELIMITER_CODES = dict(zip(DELIMITERS, ("comma", "semicolon", "tab", "bar", "blank"), strict=True))
LABEL = 48  # signs of a line shown where headers are chosen


class ReadingForm(forms.Form):
    """Every question about the reading of one file, each with what was found as its first answer."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=gettext_lazy("Between cells"), required=False)
    quote = forms.ChoiceField(label=gettext_lazy("Around cells"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    turned = forms.ChoiceField(label=gettext_lazy("One record is"), required=False)
    header = forms.ChoiceField(label=gettext_lazy("Headers begin in"), required=False)
    header_rows = forms.ChoiceField(label=gettext_lazy("Headers run over"), required=False)
    keep_end = forms.ChoiceField(label=gettext_lazy("Notes at the end"), required=False)

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
        given = {name: self.cleaned_data.get(name, "") for name in ReadingForm.base_fields}
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

    def _offer(self, name: str, answers: list[tuple[str, Any]], chosen: str) -> None:
        """Offer answers, first of all the one that was found; a question with fewer than two is not asked."""
        if not answers:
            del self.fields[name]
            return
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = answers
        field.initial = chosen if any(chosen == value for value, _words in answers) else ""

    def _found_as(self, words: Any) -> tuple[str, str]:
        return "", _("as found: %(words)s") % {"words": words} if words and not self._found.is_failed else _("find out")

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
        if found.shape.turned or not (found.ending or found.choices.keep_end is not None):
            return []
        return [("", _("left out")), ("yes", _("taken as rows"))]


def _lines(found: Found) -> list[tuple[str, str]]:
    """Name the lines in which headers may begin; without a picture the first ten."""
    if not found.picture.lines:
        return [(str(number), _("line %(line)s") % {"line": number}) for number in range(1, 11)]
    return [
        (str(line.number), _line_words(line.place or line.number, [cell for cell in line.cells if cell]))
        for line in found.picture.lines
        if line.part != "blank"
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

"""What the spreadsheet readers offer: they open files for imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Reader, readers
from accord.integrations.spreadsheet import arff, json_rows, workbooks
from accord.integrations.spreadsheet.reader import open_grid, suits


def plug_in() -> None:
    """Plug the readers in; the one for text comes last, because it takes whatever is left."""
    readers.plug(Reader("workbook", _("Workbook"), workbooks.ENDINGS, workbooks.suits, workbooks.open_grid, order=20))
    readers.plug(Reader("json", _("JSON"), json_rows.ENDINGS, json_rows.suits, json_rows.open_grid, order=60))
    readers.plug(Reader("arff", _("ARFF"), (".arff",), arff.suits, arff.open_grid, order=70))
    readers.plug(Reader("text", _("Text (CSV)"), (".csv", ".tsv", ".txt"), suits, open_grid, order=99))

"""What the spreadsheet readers offer: they open files for imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Reader, readers
from accord.integrations.spreadsheet import workbooks
from accord.integrations.spreadsheet.reader import open_grid, suits


def plug_in() -> None:
    """Plug the readers in; the one for text comes last, because it takes whatever is left."""
    readers.plug(Reader("workbook", _("Workbook"), workbooks.ENDINGS, workbooks.suits, workbooks.open_grid, order=20))
    readers.plug(Reader("text", _("Text (CSV)"), (".csv", ".tsv", ".txt"), suits, open_grid, order=99))

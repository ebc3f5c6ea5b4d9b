"""Reads workbooks (XLSX, ODS, old XLS) into records: what cells show, as text; sizes are checked before unpacking."""

from accord.integrations.spreadsheet.workbooks.grids import ENDINGS, open_grid, suits

__all__ = ["ENDINGS", "open_grid", "suits"]

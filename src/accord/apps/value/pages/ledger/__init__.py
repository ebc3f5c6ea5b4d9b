"""The ledger as pages and workbook."""

"""Finding: the texts of all records in one index, found by words, shown only to those who may see the record."""

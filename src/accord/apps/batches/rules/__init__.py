"""Pure decisions of an import: what a column means, what a cell says, what is wrong with a row."""

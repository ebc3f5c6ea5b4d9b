"""Pure decisions about expectations: words, months, answers, sealing, rounds."""

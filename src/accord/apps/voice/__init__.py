"""Voice: a question anyone may ask, with or without a name, that a named leader answers by a day."""

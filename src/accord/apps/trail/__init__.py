"""Who changed what, when, from what to what: append-only, hash-chained, erasable per person."""

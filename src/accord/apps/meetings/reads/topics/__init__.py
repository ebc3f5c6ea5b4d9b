"""Records below meetings as topics of an agenda: which could be talked about, why, and how they stand now."""

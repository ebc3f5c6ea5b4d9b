"""Words one slip away from a word: a letter left out, put in, taken for another, or two in the wrong order."""

from __future__ import annotations

from string import ascii_lowercase

SHORTEST, LONGEST = 4, 20


def nearly_the_same(word: str) -> list[str]:
    """List every word one slip away; none for short words, numbers and words outside ASCII.

    These are the words at Damerau-Levenshtein distance one: about 54 for each letter.
    """
    if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()):
        return []
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    left_out = [a + b[1:] for a, b in halves if b]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    changed = [a + letter + b[1:] for a, b in halves if b for letter in ascii_lowercase]
    put_in = [a + letter + b for a, b in halves for letter in ascii_lowercase]
    return [other for other in dict.fromkeys([*swapped, *left_out, *changed, *put_in]) if other != word]

"""How a change is said: without its sign, rounded to what its interval knows; and a check with its limit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.ui.templatetags.formats import number_words, share_words
from accord.apps.value.rules.effects import words
from accord.apps.value.rules.effects.sizes import known


# no viewer: words alone
def sized(change: float | None, low: float | None = None, high: float | None = None) -> str:
    """Say a change without its sign: "27.3 lower"; no finer than the interval it lies in, where there is one."""
    if change is None:
        return ""
    size = known(abs(change), low, high)
    way = _(words.HIGHER) if change > 0 else _(words.LOWER)
    return _("%(size)s %(way)s") % {"size": number_words(size), "way": way} if size else _("no different")


# no viewer: words alone
def left_over(change: float | None, low: float | None, high: float | None, unit: str) -> str:
    """Say what is left of a change with its unit: "0.4 minutes lower", or "next to nothing"."""
    size = known(abs(change or 0.0), low, high)
    if not size:
        return _(words.NEXT_TO_NOTHING)
    way = _(words.HIGHER) if (change or 0.0) > 0 else _(words.LOWER)
    return _("%(size)s %(way)s") % {"size": f"{number_words(size)} {unit}".strip(), "way": way}


# no viewer: words alone
def ranged(low: float | None, high: float | None) -> str:
    """Say an interval without signs: "21.7 to 33 lower", "2 lower to 5 higher"."""
    if low is None or high is None:
        return ""
    if low < 0 < high:
        return _("%(low)s to %(high)s") % {"low": sized(low, low, high), "high": sized(high, low, high)}
    near, far = sorted((abs(low), abs(high)))
    values = {"near": number_words(known(near, low, high)), "far": sized(far if high > 0 else -far, low, high)}
    return _("%(near)s to %(far)s") % values


# no viewer: words alone
def check_words(code: str, value: float | None, limit: float | None) -> str:
    """Say what a check asks and answers; shares in per cent, and without a limit where it has none."""
    sentence = words.CHECKS.get(code, words.CHECK_PLAIN)
    if limit is None:
        sentence = words.CHECKS_OPEN.get(code, sentence)
    say = share_words if code in words.IN_SHARES else number_words
    return _(sentence) % {"code": code, "value": say(value), "limit": say(limit)}

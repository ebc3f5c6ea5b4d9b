"""The template tags of the design system; /ui shows each of them in use."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats as django_formats
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.apps.ui.templatetags import controls, formats

register = template.Library()

THEMES = ("light", "dark", "auto")
THEME_COOKIE = "theme"

# code: (icon, word)
VERDICTS = {
    "good": ("check", gettext_lazy("In step")),
    "bad": ("alert-triangle", gettext_lazy("Out of step")),
    "unclear": ("arrows-diff", gettext_lazy("Too close to call")),
    "thin": ("circle-dashed", gettext_lazy("Thin data")),
    "insufficient": ("circle-dashed", gettext_lazy("Not enough data")),
    "suppressed": ("eye-off", gettext_lazy("Group too small to show")),
    "not_applicable": ("circle", gettext_lazy("Does not apply")),
    "none": ("circle", gettext_lazy("No verdict")),
}

# code: (word, shape): colour is never the only sign
SIDES = {
    "business": (gettext_lazy("Business"), '<circle cx="6" cy="6" r="5"/>'),
    "it": (gettext_lazy("IT"), '<rect x="1.5" y="1.5" width="9" height="9" rx="1"/>'),
    "finance": (gettext_lazy("Finance"), '<path d="M6 .5 11.5 6 6 11.5 .5 6Z"/>'),
    "hr": (gettext_lazy("HR"), '<path d="M6 1 11.5 11H.5Z"/>'),
    "executive": (gettext_lazy("Executive"), '<path d="M3.2 1h5.6L11.6 6 8.8 11H3.2L.4 6Z"/>'),
}

TONES = {"good": "check", "bad": "alert-triangle", "warn": "alert-circle", "quiet": ""}


@cache
def _sprite() -> str:
    """Find the address of the sprite once: a page may hold hundreds of icons."""
    return static("accord/vendor/icons.svg")


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite; with ``label`` it is read out, without it is decoration."""
    address = f"{_sprite()}#{name}"
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, address
        )
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"/></svg>', css, address)


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """Give the viewer's theme, ``light``, ``dark`` or ``auto``, from the cookie."""
    request = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if isinstance(request, HttpRequest) else ""
    return chosen if chosen in THEMES else "auto"


@register.simple_tag
def query_with(request: HttpRequest, **changes: object) -> str:
    """Rewrite the address's query: a value sets, None or "" removes, the rest stays."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def day(value: date | datetime | None, today: date | None = None, empty: str = "") -> SafeString | str:
    """Show a day in words with the exact one on hover; ``empty`` (or "not known yet") for None."""
    if value is None:
        return format_html('<span class="quiet">{}</span>', empty or _("not known yet"))
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return _day(value, today or timezone.localdate(), get_language())


@lru_cache(maxsize=4096)
def _day(value: date, today: date, language: str | None) -> SafeString:
    words, exact = formats.day_words(value, today), formats.exact_day(value)
    if words == exact:
        return format_html('<time datetime="{}" class="nowrap">{}</time>', value.isoformat(), exact)
    return format_html('<time datetime="{}" title="{}" class="nowrap">{}</time>', value.isoformat(), exact, words)


@register.simple_tag
def moment(value: datetime | None, today: date | None = None) -> SafeString | str:
    """Show a moment as its day and time, e.g. "yesterday, 14:05", the exact one on hover."""
    if value is None:
        return format_html('<span class="quiet">{}</span>', _("not known yet"))
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = formats.day_words(local.date(), today or timezone.localdate())
    clock = django_formats.time_format(local, "H:i")
    exact = f"{formats.exact_day(local.date())}, {clock}"
    return format_html(
        '<time datetime="{}" title="{}" class="nowrap">{}, {}</time>', local.isoformat(), exact, words, clock
    )


@register.simple_tag
def money(amount: formats.Number | None, currency: str = "") -> str:
    """Say an amount short, e.g. "1.25 M EUR"."""
    return formats.money_words(amount, currency)


@register.filter
def share(value: formats.Number | None) -> str:
    """Say a share 0–1 as "62 %"."""
    return formats.share_words(value)


@register.filter
def number(value: formats.Number | None) -> str:
    """Round a number to what is known."""
    return formats.number_words(value)


@register.filter
def minutes(value: formats.Number | None) -> str:
    """Say minutes, e.g. "48 s" or "2.5 min"."""
    return formats.minutes_words(value)


@register.simple_tag
def verdict(code: str | None, label: str = "") -> SafeString:
    """Show a verdict as sign and word; an unknown code shows as no verdict."""
    return _verdict(code if code in VERDICTS else "none", conditional_escape(label), get_language())


@register.simple_tag
def side(code: str | None, label: str = "") -> SafeString:
    """Show a side as shape and word in its colour; ``label`` replaces the word (a person's or department's name)."""
    return _side(code if code in SIDES else "", conditional_escape(label), get_language())


@register.simple_tag
def state(label: str, tone: str = "quiet", sign: str = "") -> SafeString:
    """Show a record's state as a quiet badge; tones good, bad and warn carry their own sign."""
    tone = tone if tone in TONES else "quiet"
    return _state(conditional_escape(label), tone, sign or TONES[tone])


# Badges stand in every row of every list: drawn once per language. Labels come escaped, so that a cached badge
# made from trusted markup can never be handed out for the same words typed by a person.


@lru_cache(maxsize=256)
def _verdict(code: str, label: SafeString, language: str | None) -> SafeString:
    sign, word = VERDICTS[code]
    return format_html('<span class="verdict {}">{}{}</span>', code, icon(sign), SafeString(label) or word)


@lru_cache(maxsize=2048)
def _side(code: str, label: SafeString, language: str | None) -> SafeString:
    label = SafeString(label)
    if not code:
        return format_html('<span class="quiet">{}</span>', label or _("no side yet"))
    word, shape = SIDES[code]
    title = format_html('<span class="visually-hidden"> ({})</span>', word) if label else ""
    return format_html(
        '<span class="side side-{}"><svg viewBox="0 0 12 12" aria-hidden="true">{}</svg><span>{}{}</span></span>',
        code, SafeString(shape), label or word, title,
    )  # fmt: skip


@lru_cache(maxsize=512)
def _state(label: SafeString, tone: str, sign: str) -> SafeString:
    drawn = icon(sign) if sign else ""
    return format_html('<span class="state {}">{}{}</span>', tone, drawn, SafeString(label))


@register.simple_tag
def sort_header(
    query: Any, key: str, label: str, numeric: bool = False, largest_first: bool = False, key_below: str = "", label_below: str = ""
) -> SafeString:  # fmt: skip
    """Draw a column header that sorts by ``key`` of a ListQuery and says in which direction it is sorted now.

    ``largest_first``: the first click sorts descending. ``key_below`` sorts by what stands below in the same column.
    """
    links = [_sort_link(query, key, label, largest_first=largest_first)]
    if key_below:
        below = _sort_link(query, key_below, label_below, largest_first=largest_first)
        links.append(format_html('<span class="sub">{}</span>', below))
    direction = query.direction(key) or (key_below and query.direction(key_below))
    css = ' class="num"' if numeric else ""
    aria = f' aria-sort="{direction}"' if direction else ""
    return format_html(
        '<th scope="col"{}{}>{}</th>', mark_safe(css), mark_safe(aria), mark_safe("".join(links))  # noqa: S308 - escaped
    )  # fmt: skip


def _sort_link(query: Any, key: str, label: str, *, largest_first: bool) -> SafeString:
    direction = query.direction(key)
    address = query.sort_url(key)
    if largest_first:
        address = query.url(sort=key if direction == "descending" else f"-{key}")
    sign = icon({"ascending": "arrow-up", "descending": "arrow-down"}.get(direction, "selector"), "icon-s")
    return format_html('<a href="{}">{}{}</a>', address, label, sign)


# --- blocks -----------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    text: str = "",
    flush: bool = False,
    id: str = "",
    action: str = "",
    action_url: str = "",
) -> SafeString:
    """Wrap content in a card; ``flush`` lets a table or list reach the edges; one quiet action at the right."""
    return _block("ui/card.html", content, title=title, text=text, flush=flush, id=id, action=action, url=action_url)


@register.simple_block_tag
def callout(content: str, tone: str = "quiet", title: str = "") -> SafeString:
    """Wrap content in a callout; tone quiet, good, warn or bad."""
    signs = {"good": "circle-check", "warn": "alert-circle", "bad": "alert-triangle"}
    return _block("ui/callout.html", content, tone=tone, title=title, sign=signs.get(tone, "info-circle"))


@register.simple_block_tag
def disclosure(content: str, title: str = "", open: bool = False) -> SafeString:
    """Fold content away under a title that opens it."""
    return _block("ui/disclosure.html", content, title=title, open=open)


def _block(name: str, content: str, **values: object) -> SafeString:
    return render_to_string(name, {"content": content, **values})


@register.filter
def initials(name: str) -> str:
    """Shorten a name to two letters."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


@register.filter
def anchor(text: object) -> str:
    """Make an id out of words."""
    return slugify(str(text)) or "part"


for drawn in (controls.control, controls.kind, controls.fieldsets, controls.option_control, controls.undo_address):
    register.filter(drawn)

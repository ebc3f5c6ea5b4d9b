"""The bounds of what the API takes: days, moments, amounts, codes and texts."""

import re
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from accord.apps.ui.api import Address, Amount, Body, Currency, Day, Mail, Moment, Share, one_of, text


class Everything(Body):
    day: Day | None = None
    moment: Moment | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    address: Address | None = None
    mail: Mail | None = None
    share: Share | None = None
    code: Annotated[str, one_of(["a", "b"])] | None = None
    words: Annotated[str, text(5)] | None = None
    maybe: Annotated[str, text(5, blank=True)] | None = None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2024-02-29"), ("moment", "2026-03-12T14:05:00+02:00"), ("amount", "-1250.5"), ("currency", "EUR"),
        ("address", "https://example.org/a?b=c"), ("mail", "a.b@example.org"), ("share", 0.5), ("code", "a"),
        ("words", "été"), ("maybe", ""),
    ],
)  # fmt: skip
def test_takes(field: str, value: Any) -> None:
    assert getattr(Everything.model_validate({field: value}), field) is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2023-02-29"), ("day", "1900-01-01"), ("day", "2100-01-01"), ("day", "2024-2-1"), ("day", 5),
        ("day", "２０２４-01-01"), ("day", "2024-01-01\n"), ("moment", "2026-03-12T14:05:00"), ("moment", "2026-03-12"),
        ("amount", "1.234"), ("amount", 1), ("amount", "1e5"), ("amount", "NaN"), ("amount", "1" * 16),
        ("currency", "eur"), ("address", "javascript:alert(1)"), ("address", "//example.org"),
        ("mail", "a b@example.org"), ("share", 1.5), ("share", float("nan")), ("share", "0.5"), ("code", "c"),
        ("words", " \t"), ("words", "123456"), ("words", "a\x00"), ("maybe", "a\x00"), ("maybe", "\ud800"), ("king", 1),
    ],
)  # fmt: skip
def test_refuses(field: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        Everything.model_validate({field: value})


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_schema_of_days_says_exactly_what_is_checked(day: date) -> None:
    schema = Everything.model_json_schema()["properties"]["day"]["anyOf"][0]["pattern"]

    assert re.fullmatch(schema, day.isoformat())
    assert Everything.model_validate({"day": day.isoformat()}).day == day


@given(st.text(max_size=8) | st.text(" \t\x1c\x85\xa0\u2003\u3000\ufeff\u200b", max_size=6))
def test_schema_of_words_says_exactly_what_is_checked(words: str) -> None:
    schema = Everything.model_json_schema()["properties"]["words"]["anyOf"][0]
    fits = len(words) <= schema["maxLength"] and re.fullmatch(schema["pattern"], words) is not None

    try:
        taken = Everything.model_validate({"words": words}).words == words
    except ValidationError:
        taken = False
    assert taken is fits

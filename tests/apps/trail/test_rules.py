"""How values become digests and entries a chain."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from accord.apps.trail import rules

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _hash(previous: str = rules.GENESIS, key: bytes = b"k", **changed: object) -> str:
    values: dict[str, object] = {
        "position": 1,
        "at": AT,
        "actor_id": 3,
        "code": "a.b.c",
        "subject": "a.b:1",
        "batch": "",
        "digests": ["x"],
    }
    return rules.entry_hash(key, previous, **{**values, **changed})  # type: ignore[arg-type]


class TestCanonical:
    def test_ignores_the_order_of_keys(self) -> None:
        assert rules.canonical({"b": 1, "a": [2]}) == rules.canonical({"a": [2], "b": 1}) == '{"a":[2],"b":1}'


class TestPlain:
    def test_writes_moments_days_and_amounts_as_text(self) -> None:
        east = datetime(2026, 3, 1, 14, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))

        assert rules.plain([east, date(2026, 1, 2), Decimal("1.50")]) == [
            "2026-03-01T12:00:00.000005Z",
            "2026-01-02",
            "1.50",
        ]

    def test_orders_sets(self) -> None:
        assert rules.plain({"b", "a"}) == ["a", "b"]


class TestValueDigest:
    @given(VALUES, VALUES)
    def test_is_the_same_for_the_same_and_differs_by_salt_and_key(self, old: object, new: object) -> None:
        first = rules.value_digest(b"k", "salt", "title", old, new)

        assert first == rules.value_digest(b"k", "salt", "title", old, new)
        assert first != rules.value_digest(b"k", "other", "title", old, new)
        assert first != rules.value_digest(b"K", "salt", "title", old, new)

    def test_known_answer(self) -> None:
        # HMAC-SHA-256 of ["s","f",null,1] under the key "k", from `printf '["s","f",null,1]' | openssl dgst -sha256 -hmac k`
        expected = "891d13534f4abb8fa0c97b3cfe2a8b19eda30bfc971d520d8f3a48cb4256ad64"

        assert rules.value_digest(b"k", "s", "f", None, 1) == expected


class TestEntryHash:
    def test_depends_on_every_part(self) -> None:
        changed = [
            {"position": 2},
            {"at": AT + timedelta(microseconds=1)},
            {"actor_id": None},
            {"code": "a.b.d"},
            {"subject": "a.b:2"},
            {"batch": "b.b:1"},
            {"digests": []},
        ]
        hashes = {_hash(), _hash("1" * 64), _hash(key=b"K"), *(_hash(**part) for part in changed)}

        assert len(hashes) == len(changed) + 3

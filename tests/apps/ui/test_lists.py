"""Lists in the address: what is read, refused, said and linked."""

import pytest
from django.db.models import Q
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.people.models import Department
from accord.apps.ui.lists import Filter, ListQuery, ListSpec

SPEC = ListSpec(
    filters=(
        Filter("side", "Side", [("business", "Business"), ("it", "IT"), ("hr", "HR")]),
        Filter("top", "Place", [("yes", "top")], where=lambda values: Q(parent=None)),
    ),
    search=("name",),
    sorts={"name": ("name",), "side": ("side", "-name")},
    default_sort="name",
    page_size=2,
)


def _query(text: str = "") -> ListQuery:
    return ListQuery.parse(QueryDict(text), SPEC)


class TestReading:
    def test_reads_several_values_of_a_filter(self) -> None:
        assert _query("side=it&side=hr&side=it").values("side") == ("it", "hr")

    def test_leaves_out_and_notes_what_is_not_known(self) -> None:
        query = _query("side=mars&sort=password&page=-1")
        assert not query.is_narrowed
        assert query.sort == "name"
        assert len(query.notes) == 2
        assert "mars" in query.notes[0]

    @given(st.text(max_size=80))
    def test_takes_any_text(self, text: str) -> None:
        query = ListQuery.parse(QueryDict("", mutable=True), SPEC)
        given_ = QueryDict("", mutable=True)
        for name in ("side", "q", "sort", "page", "other"):
            given_[name] = text
        query = ListQuery.parse(given_, SPEC)
        assert 1 <= query.number <= 100_000
        assert query.url().startswith("?")


class TestSaying:
    def test_says_its_conditions_as_chips_that_remove_them(self) -> None:
        chips = _query("side=it&side=hr&q=data").chips
        assert [chip.text for chip in chips] == ["Side is IT or HR", "text has “data”"]
        assert [chip.url for chip in chips] == ["?q=data", "?side=it&side=hr"]

    def test_sorts_the_other_way_round_the_second_time(self) -> None:
        assert _query().sort_url("side") == "?sort=side"
        assert _query("sort=side").sort_url("side") == "?sort=-side"
        assert _query("sort=-side").sort_url("side") == "?sort=side"
        assert _query("sort=-side").direction("side") == "descending"

    def test_keeps_what_else_stands_in_the_address(self) -> None:
        assert _query("tab=late&side=it&page=4").url(page=2) == "?tab=late&side=it&page=2"
        assert _query("tab=late&side=it&page=4").clear_url == "?tab=late"

    def test_offers_the_same_list_as_a_file(self) -> None:
        assert _query("side=it&page=2").csv_url == "?side=it&format=csv"


@pytest.mark.django_db
class TestPaging:
    @pytest.fixture(autouse=True)
    def departments(self) -> None:
        root = Department.objects.create(name="Board", side="executive")
        for name, side in (("Sales", "business"), ("Claims", "business"), ("Platform", "it"), ("100% HR", "hr")):
            Department.objects.create(name=name, side=side, parent=root)

    def _names(self, text: str) -> list[str]:
        return [unit.name for unit in _query(text).page(Department.objects.all()).rows]

    def test_cuts_pages_in_order(self) -> None:
        assert self._names("") == ["100% HR", "Board"]
        assert self._names("page=3") == ["Sales"]

    def test_gives_the_last_page_for_a_number_past_the_end(self) -> None:
        page = _query("page=99").page(Department.objects.all())
        assert (page.number, page.first, page.last, page.total, page.pages) == (3, 5, 5, 5, 3)
        assert (page.previous_url, page.next_url) == ("?page=2", "")

    def test_narrows_by_values_conditions_and_words(self) -> None:
        assert self._names("side=it&side=hr") == ["100% HR", "Platform"]
        assert self._names("top=yes") == ["Board"]
        assert self._names("q=HR+100%25") == ["100% HR"]

    def test_orders_by_several_fields_each_in_its_direction(self) -> None:
        assert self._names("side=business&sort=side") == ["Sales", "Claims"]
        assert self._names("side=business&sort=-side") == ["Claims", "Sales"]

    def test_takes_two_queries(self, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(2):  # type: ignore[operator]
            _query("q=a").page(Department.objects.all())

    def test_cuts_ready_rows_alike(self) -> None:
        page = _query("page=2").page_of(["a", "b", "c"])
        assert page.rows == ("c",)
        assert _query().page_with(["x"], page).number == 2

"""Numbers, money, dates, lists and names: what is written in any dress is read as what it is, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.batches.rules import lists, money, numbers
from accord.apps.batches.rules.dates import Repair, read_date
from accord.apps.batches.rules.fields import Choice, Field, FieldType
from accord.apps.batches.rules.joining import name_part
from accord.apps.batches.rules.naming import Known, Names
from accord.apps.batches.rules.plans import EXTRA, ColumnPlan, Plan
from accord.apps.batches.rules.problems import Kind
from accord.apps.batches.rules.rows import Checker
from accord.apps.batches.rules.words import is_no_value

AMOUNTS = st.decimals(min_value=Decimal("-999999999999"), max_value=Decimal("999999999999"), places=2)
DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31))


def written(value: Decimal, thousands: str, decimal: str) -> str:
    """Write a number with its marks."""
    return f"{value:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)


class TestNumbers:
    @settings(max_examples=40, deadline=None)
    @given(AMOUNTS, st.sampled_from([(",", "."), (".", ","), (" ", "."), (" ", ","), ("'", "."), ("", "."), ("", ",")]))
    def test_any_marks_read_as_the_number_and_never_as_another(self, value: Decimal, marks: tuple[str, str]) -> None:
        text = written(value, *marks)

        assert numbers.read_number(text, decimal=marks[1]).value == value
        assert numbers.read_number(text).value in {value, None}
        assert money.read_amount(f"£{text}m", decimal=marks[1]).value == value

    def test_reads_what_is_clear_and_nothing_else(self) -> None:
        for text, decimal, value in [
            ("12.500,00", "", "12500"), ("12.500", ",", "12500"), ("12.500", ".", "12.5"), ("12,500", ".", "12500"),
            ("1.234.567", "", "1234567"), ("17184.647", "", "17184.647"), ("0.125", "", "0.125"), ("0.125", ",", None),
            ("(1,234.50)", "", "-1234.5"), ("1.234,00-", "", "-1234"), ("1.5E+06", "", "1500000"), ("21.65%", "", "21.65"),
            ("007", "", None), ("13.10.2", "", None), ("1,2,3", "", None), ("101-1000", "", None), ("12 5", "", None),
        ]:  # fmt: skip
            assert numbers.read_number(text, decimal=decimal).value == (None if value is None else Decimal(value))

    def test_leaves_open_what_can_be_read_two_ways(self) -> None:
        for text in ["12.500", "12,500", "-1.234", "£12.500", "12,500 €"]:  # fmt: skip
            assert money.read_amount(text).is_open

    def test_money_is_an_amount_in_a_currency(self) -> None:
        for text, unit, currency, amount in [
            ("£19,258.00m", 1, "", ("19258000000.00", "GBP")),
            ("£26.19m", 1e6, "GBP", ("26190000.00", "GBP")),  # its own “m” counts, not the column's
            ("450.37", 1e6, "GBP", ("450370000.00", "GBP")),
            ("$6,279,429", 1, "CAD", ("6279429.00", "CAD")),
            ("$6,279,429", 1, "", ("6279429.00", "")),
            ("$6,279,429", 1, "GBP", ("6279429.00", "")),
            ("5,2 Mio. €", 1, "", ("5200000.00", "EUR")),
            ("EUR 3 million", 1, "", ("3000000.00", "EUR")),
            ("-£120.11m", 1, "", ("-120110000.00", "GBP")),
        ]:  # fmt: skip
            found = money.total(money.read_amount(text), unit=unit, currency=currency, side="it")
            assert found == {"amount": amount[0], "currency": amount[1], "side": "it"}

    def test_a_header_says_unit_and_currency(self) -> None:
        for header, said in [
            ("Total budgeted whole life costs (£million)\n(including non-government costs)", (1e6, "GBP")),
            ("Whole Life Cost TOTAL Baseline £m", (1e6, "GBP")), ("Budget [TEUR]", (1e3, "EUR")), ("Cost ($000s)", (1e3, "")),
            ("Kosten in Mio. EUR", (1e6, "EUR")), ("totalBudget", (0, "")), ("Plan b, team m", (0, "")),
        ]:  # fmt: skip
            assert money.unit_of(header) == said


class TestDates:
    @settings(max_examples=40, deadline=None)
    @given(DAYS, st.sampled_from(["/", ".", "-"]), st.booleans())
    def test_every_day_reads_back_and_is_never_another(self, day: date, mark: str, day_first: bool) -> None:
        long = day.strftime(f"%d{mark}%m{mark}%Y" if day_first else f"%m{mark}%d{mark}%Y")
        short = day.strftime(f"%d{mark}%m{mark}%y" if day_first else f"%m{mark}%d{mark}%y")
        iso = day.isoformat()

        assert read_date(long, day_first=day_first).value == iso
        assert read_date(long, day_first=None).value in {iso, ""}
        assert read_date(short, day_first=day_first).value == ""
        assert read_date(short, day_first=day_first, repairs=[Repair.TWO_DIGITS]).value == iso
        for text in (day.strftime("%B %d, %Y"), day.strftime("%d %b %Y"), f"{iso}T23:59:59Z", f"{iso} 00:00:00"):
            assert read_date(text, day_first=None).value == iso
        days_counted = str((day - date(1899, 12, 30)).days)
        assert read_date(days_counted, day_first=None, repairs=[Repair.COUNTED]).value in {iso, days_counted}

    @settings(max_examples=40, deadline=None)
    @given(
        st.integers(2012, 2060), st.integers(1, 12), st.sampled_from(["FY {}/{}", "{}-{}", "FY{}-{}", "Q4 FY {}/{}"])
    )
    def test_a_fiscal_year_is_its_last_day_once_its_month_is_said(self, first: int, month: int, form: str) -> None:
        text = form.format(first, first + 1)

        read = read_date(text, day_first=None, fiscal_month=month).value
        end = date.fromisoformat(read)
        assert (end.year, end.month, (end + timedelta(days=1)).day) == (first + 1, month, 1)
        assert read_date(text, day_first=None).value == ""

    def test_a_repair_is_proposed_and_done_only_when_agreed(self) -> None:
        for text, repair, value in [
            ("24-Sep", Repair.MONTH_YEAR, "2024-09"), ("Jan-03", Repair.MONTH_YEAR, "2003-01"),
            ("7/15/1905", Repair.YEARS, "2023"), ("1466434800000", Repair.COUNTED, "2016-06-20"),
            ("2022-11-16 (first formal action)", Repair.INSIDE, "2022-11-16"), ("Q3 2024", Repair.PERIODS, "2024-09-30"),
        ]:  # fmt: skip
            open_ = read_date(text, day_first=None)
            assert (open_.value, open_.repair, open_.proposal) == ("", repair, value)
            assert read_date(text, day_first=None, repairs=[repair]).value == value

    def test_words_and_contradictions_stay_text(self) -> None:
        for text in ["Ongoing", "from 2020-01-01 to 2021-01-01", "2019-2021", "Q5 2024", "FY2018/20"]:  # fmt: skip
            assert read_date(text, day_first=True, repairs=list(Repair), fiscal_month=3).value == ""


class TestLists:
    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.text("abc xyz", min_size=1, max_size=8).filter(lambda t: t.strip()), min_size=2, max_size=5))
    def test_items_come_out_as_they_went_in(self, items: list[str]) -> None:
        plain = list(dict.fromkeys(" ".join(item.split()) for item in items))

        for text, separator in (("; ".join(items), ";"), (repr(items), ""), (str(items).replace("'", '"'), "list")):
            assert lists.items_of(text, separator) == plain

    def test_a_separator_is_seen_where_items_come_again(self) -> None:
        assert lists.separator_of([("a; b", 3), ("b; c", 2), ("a", 4)]) == ";"
        assert lists.separator_of([("Well, it is so", 1), ("Never, ever", 1)]) == ""


class TestNames:
    KNOWN = Names(
        [Known(n, n, (n,)) for n in ("Jane Doe", "Jörg Müller", "Department of Homeland Security", "Finance & Control")]
    )

    def test_the_same_in_other_dress_is_the_same(self) -> None:
        for text in ["jane  DOE", "Doe, Jane", "Jane Doe <jd@example.org>"]:  # fmt: skip
            assert [one.value for one in self.KNOWN.exact(text)] == ["Jane Doe"]

    def test_nearly_the_same_is_offered_and_never_taken(self) -> None:
        for text, near in [
            ("J. Doe", "Jane Doe"), ("Jane Do", "Jane Doe"), ("Dr. Jane Doe (IT)", "Jane Doe"), ("Jorg Mueller", "Jörg Müller"),
            ("DHS", "Department of Homeland Security"), ("Dept. of Homeland Security", "Department of Homeland Security"),
            ("Finance and Control", "Finance & Control"),
        ]:  # fmt: skip
            assert self.KNOWN.exact(text) == []
            assert self.KNOWN.near(text)[0].value == near

    def test_somebody_else_is_nobody_here(self) -> None:
        assert self.KNOWN.near("Maria Rossi") == []


CHOICES = (Choice("amber_red", "Amber/Red"), Choice("red", "Red"), Choice("none", "No rating", ("none of the above",)))
FIELDS = (
    Field("title", "Title", required=True, most=30),
    Field("rating", "Rating", FieldType.CHOICE, CHOICES),
    Field("end", "End", FieldType.DATE),
    Field("cost", "Cost", FieldType.MONEY),
    Field("size", "Size", FieldType.NUMBER),
    Field("lead", "Lead", FieldType.PERSON),
    Field("tags", "Tags", FieldType.LIST),
    Field("open", "Open", FieldType.YES_NO),
    Field("link", "Link", FieldType.URL),
)
NAMES = [field.name for field in FIELDS]
PLANS = st.builds(
    ColumnPlan,
    to=st.sampled_from([EXTRA, *NAMES]), type=st.sampled_from([FieldType.TEXT, FieldType.DATE, FieldType.NUMBER, FieldType.LIST]),
    day_first=st.sampled_from([None, True, False]), repairs=st.lists(st.sampled_from(list(Repair)), unique=True).map(tuple),
    decimal=st.sampled_from(["", ".", ","]), unit=st.sampled_from([1, 0.01, 1e6]), separator=st.sampled_from(["", ";", "list"]),
    fiscal_month=st.integers(0, 12),
)  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=40), st.sampled_from(["£5m", "12.500", "31.12.40", "FY 2018/19", "Amber/ Red", "k) None of the above",
                                           "a; b; a", "['x', 'y']", "Doe, Jane", "yes", "n/a", "7/15/1905", "Ongoing"]),
)  # fmt: skip


def check(plans: list[ColumnPlan], row: list[str]) -> Any:
    """Check one row."""
    codes = [f"c{place}" for place in range(len(plans))]
    return Checker(fields=FIELDS, plan=Plan(tuple(plans)), codes=codes, name_field="title").check(1, row)


class TestRows:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(PLANS, CELLS), min_size=1, max_size=6, unique_by=lambda pair: pair[0].to))
    def test_no_cell_is_lost_whatever_it_holds_and_wherever_it_goes(self, given_: list[tuple[ColumnPlan, str]]) -> None:
        plans, row = [plan for plan, _text in given_], [text for _plan, text in given_]
        found = check(plans, row)

        for place, (plan, text) in enumerate(given_):
            if any(text.split()) and not is_no_value(text):
                assert plan.to in found.values or found.extra.get(f"c{place}") not in (None, ""), (plan, text)
        assert Plan.from_json(Plan(tuple(plans)).to_json()).to_json() == Plan(tuple(plans)).to_json()

    def test_one_column_goes_to_several_fields_and_the_whole_is_kept(self) -> None:
        plan = ColumnPlan(to=EXTRA, separator=";", parts=("title", "", "lead"))

        found = check([plan], ["Alpha; left; Jane Doe; more"])

        assert found.values == {"title": "Alpha", "lead": "Jane Doe"}
        assert found.extra == {"c0": "Alpha; left; Jane Doe; more"}
        assert [problem.kind for problem in found.problems] == [Kind.MORE_ITEMS]

    def test_several_columns_go_to_one_field_in_their_order(self) -> None:
        plans = [ColumnPlan(to="lead", order=3), ColumnPlan(to="lead", order=1), ColumnPlan(to="title")]

        found = check(plans, ["Doe", "Jane", "A" * 20])

        assert found.values == {"lead": "Jane Doe", "title": "A" * 20}
        long = check([ColumnPlan(to="title"), ColumnPlan(to="title")], ["A" * 20, "B" * 20])
        assert (long.extra, [problem.kind for problem in long.problems]) == (
            {"c0": "A" * 20, "c1": "B" * 20},
            [Kind.TOO_LONG],
        )
        assert [name_part(header) for header in ("Last name", "lead_first_name", "Name")] == [3, 1, 0]

    def test_what_stands_for_a_text_stands_for_it_in_the_whole_column(self) -> None:
        plan = ColumnPlan(to="end", replace={"Reset": "2020-03-31", "gone": ""})

        assert check([plan, ColumnPlan(to="title")], [" Reset ", "A"]).values == {"end": "2020-03-31", "title": "A"}
        assert check([plan, ColumnPlan(to="title")], ["gone", "A"]).problems == []

    def test_a_rating_is_read_in_any_dress(self) -> None:
        for text in ["Amber/ Red", "AMBER-RED", "amber / red", "Amber/Red.", "b) Amber/Red"]:  # fmt: skip
            assert check([ColumnPlan(to="rating"), ColumnPlan(to="title")], [text, "A"]).values["rating"] == "amber_red"

    def test_a_person_may_say_whom_a_name_means_or_that_it_means_nobody(self) -> None:
        plans = [ColumnPlan(to="lead", values={"jd": "jane@example.org", "tbc team": ""}), ColumnPlan(to="title")]

        assert check(plans, ["JD", "A"]).values["lead"] == "jane@example.org"
        nobody = check(plans, ["TBC team", "A"])
        assert ("lead" in nobody.values, nobody.extra, nobody.problems) == (False, {"c0": "TBC team"}, [])

"""Cells, dates, headers and keys: what is read, and what is never guessed."""

from datetime import date

import pytest

from accord.apps.batches.rules import cells, dates
from accord.apps.batches.rules.columns import Column, Gatherer
from accord.apps.batches.rules.dates import Trouble, read_date
from accord.apps.batches.rules.fields import Choice, Field, FieldType
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.proposals import header_fit, looks_turned, propose
from accord.apps.batches.rules.rows import Checker
from accord.apps.batches.rules.said_day import said_day
from accord.apps.batches.rules.verdicts import differences
from accord.apps.batches.rules.words import code_of, fold, header_words, one_item

STAGES = (
    Choice("live", "Live", ("operation and maintenance", "in production")),
    Choice("approved", "Approved", ("initiated",)),
    Choice("no", "No", ("no -*", "no testing*")),
    Choice("unknown", "Not known", ("",)),
)


class TestWords:
    @pytest.mark.parametrize(
        "text",
        [
            "Rights-Impacting\n",
            "rights‑impacting",
            "  RIGHTS–impacting ",
            "Rights-\u00a0Impacting".replace("\u00a0", ""),
        ],
    )
    def test_spellings_of_one_value_fold_together(self, text: str) -> None:
        assert fold(text) == "rights-impacting"

    @pytest.mark.parametrize("header", ["16_dev_stage", "Dev Stage", "devStage", "dev_stage ", "Dev\nstage?"])
    def test_headers_lose_their_dress(self, header: str) -> None:
        assert header_words(header) == "dev stage"

    def test_a_list_of_texts_reads_as_its_items(self) -> None:
        assert one_item('["Direct user testing","Other"]') == "Direct user testing, Other"
        assert one_item("[c]") == "[c]"

    def test_long_headers_give_short_codes_that_differ(self) -> None:
        one, other = code_of("Is there " + "very " * 30 + "much?"), code_of("Is there " + "very " * 30 + "little?")

        assert len(one) <= 60
        assert one != other


class TestDates:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("10/1/2023", "2023-10-01"),
            ("2023-10-01", "2023-10-01"),
            ("2023-10-01T08:30:00Z", "2023-10-01"),
            ("December 1, 2016", "2016-12-01"),
            ("1 Dec 2016", "2016-12-01"),
            ("1-Dec-2016", "2016-12-01"),
            ("12/31/2020 11:59 PM", "2020-12-31"),
        ],
    )
    def test_reads_month_first(self, text: str, day: str) -> None:
        assert read_date(text, day_first=False) == dates.ReadDate(day)

    @pytest.mark.parametrize("text", ["30/09/2020", "30.09.2020", "30-09-2020"])
    def test_reads_day_first(self, text: str) -> None:
        assert read_date(text, day_first=True).value == "2020-09-30"

    @pytest.mark.parametrize(
        ("text", "trouble"),
        [
            ("24-Sep", Trouble.SHORT), ("Jan-03", Trouble.SHORT), ("5/6", Trouble.SHORT), ("31.12.20", Trouble.TWO_DIGITS),
            ("1-Dec-16", Trouble.TWO_DIGITS), ("Q4FY25", Trouble.PERIOD), ("2018-2019", Trouble.PERIOD),
            ("1466434800000", Trouble.COUNTED), ("43831", Trouble.COUNTED),
        ],
    )  # fmt: skip
    def test_leaves_what_can_mean_several_days_open(self, text: str, trouble: Trouble) -> None:
        read = read_date(text, day_first=None)

        assert (read.value, read.trouble) == ("", trouble)

    @pytest.mark.parametrize(
        ("text", "month"), [("May-2020", "2020-05"), ("01/2024", "2024-01"), ("March 2021", "2021-03")]
    )
    def test_takes_a_month_for_a_month(self, text: str, month: str) -> None:
        assert read_date(text, day_first=False) == dates.ReadDate(month, Trouble.MONTH)

    @pytest.mark.parametrize(
        "text", ["Pre-2021", "10/12023", "2022-11-16 (first action)", "13/13/2020", "2/30/2020", "Reset"]
    )
    def test_leaves_prose_open(self, text: str) -> None:
        read = read_date(text, day_first=False)

        assert (read.value, read.trouble) == ("", Trouble.UNREADABLE)

    @pytest.mark.parametrize("text", ["", "N/A", "n/a ", "TBD", "Unknown"])
    def test_takes_words_for_nothing_as_nothing(self, text: str) -> None:
        assert read_date(text, day_first=None) == dates.ReadDate()

    def test_names_years_stored_as_serials_and_repairs_them_only_when_told(self) -> None:
        read = read_date("7/15/1905", day_first=False)
        assert (read.value, read.trouble, read.proposal) == ("", Trouble.SERIAL, "2023")
        assert read_date("7/15/1905", day_first=False, repair_years=True) == dates.ReadDate("2023")
        assert read_date("15/07/1905", day_first=True, repair_years=True) == dates.ReadDate("2023")

    def test_never_guesses_day_or_month(self) -> None:
        assert read_date("3/4/2021", day_first=None).trouble == Trouble.ORDER
        assert read_date("4/4/2021", day_first=None).value == "2021-04-04"
        assert read_date("25/4/2021", day_first=None).value == "2021-04-25"
        assert read_date("25/4/2021", day_first=False).trouble == Trouble.UNREADABLE

    def test_a_month_or_year_ends_on_its_last_day(self) -> None:
        assert dates.last_day("2024-02") == date(2024, 2, 29)
        assert dates.last_day("2023-12") == date(2023, 12, 31)
        assert dates.last_day("2023") == date(2023, 12, 31)
        assert dates.exact_day("2023") is None


class TestCells:
    @pytest.mark.parametrize(
        ("text", "choice"),
        [
            ("Operation and Maintenance", "live"),
            (" operation  and\nmaintenance", "live"),
            ("No – it is not practical.", "no"),
            ("No testing: none", "no"),
            ("", "unknown"),
            ("Something else", None),
        ],
    )
    def test_finds_the_choice_a_cell_means(self, text: str, choice: str | None) -> None:
        assert cells.choice_of(text, STAGES) == choice

    def test_what_a_person_decided_counts_first(self) -> None:
        assert cells.choice_of("In Production", STAGES, {"in production": "approved"}) == "approved"

    @pytest.mark.parametrize(("text", "number"), [("12", 12), ("1,234.5", 1234.5), ("-3", -3), ("12 500", 12500)])
    def test_reads_plain_numbers(self, text: str, number: float) -> None:
        assert cells.number_of(text) == number

    @pytest.mark.parametrize("text", ["007", "12.500.000", "1,2", "£5", "5 %", "1e400", "12345678901234567890"])
    def test_leaves_what_is_no_plain_number(self, text: str) -> None:
        assert cells.number_of(text) is None

    @pytest.mark.parametrize(
        ("texts", "kind"),
        [
            (["Yes", "No", "N/A", ""], FieldType.YES_NO),
            (["1", "2,000", "3"], FieldType.NUMBER),
            (["https://example.org/a"], FieldType.URL),
            (["a", "1", "Yes"], FieldType.TEXT),
            (["1/2/2020", "3/14/2021", "7/15/1905"], FieldType.DATE),
            (["N/A"], FieldType.TEXT),
        ],
    )
    def test_infers_what_a_column_holds(self, texts: list[str], kind: FieldType) -> None:
        gatherer = Gatherer(["column"])
        for text in texts:
            gatherer.add([text])

        assert gatherer.columns()[0].kind == kind


def _column(name: str, *values: str) -> Column:
    gatherer = Gatherer([name])
    for value in values or ("x",):
        gatherer.add([value])
    return gatherer.columns()[0]


class TestProposals:
    TITLE = Field("title", "Title", required=True, synonyms=("project name", "use case name"))
    STAGE = Field("stage", "Stage", FieldType.CHOICE, STAGES, synonyms=("status", "stage of development", "dev stage"))
    START = Field("start", "Started", FieldType.DATE, synonyms=("start date", "date initiated"))

    @pytest.mark.parametrize("header", ["Project Name", "projectName", "2_use_case_name", "project_name"])
    def test_knows_a_header_in_any_dress(self, header: str) -> None:
        assert header_fit(header, self.TITLE) == 1

    def test_each_field_goes_to_the_best_column_once(self) -> None:
        columns = [_column("Status comment", "all well"), _column("Status", "Initiated"), _column("Project name", "A")]

        plan = propose(columns, [self.TITLE, self.STAGE])

        assert [column.to for column in plan.columns] == ["extra", "stage", "title"]

    def test_values_that_do_not_fit_lower_the_confidence(self) -> None:
        fitting = propose([_column("Status", "Initiated")], [self.STAGE]).columns[0]
        other = propose([_column("Status", "Amber", "Red", "Initiated")], [self.STAGE]).columns[0]

        assert fitting.confidence == 0.99
        assert other.confidence < 0.7

    def test_a_columns_own_values_decide_its_order_and_others_follow(self) -> None:
        columns = [_column("Start date", "3/25/2020", "1/2/2020"), _column("Review", "3/4/2021")]

        plan = propose(columns, [self.START])

        assert [column.day_first for column in plan.columns] == [False, False]

    def test_an_order_nobody_can_tell_stays_open(self) -> None:
        assert propose([_column("Start date", "3/4/2020")], [self.START]).columns[0].day_first is None
        assert propose([_column("Start date", "3/24/2020", "24/3/2020")], [self.START]).columns[0].day_first is None

    def test_notices_records_that_stand_in_columns(self) -> None:
        fields = [self.TITLE, self.STAGE, self.START]

        assert looks_turned(["Project name", "A", "B"], ["Status", "Start date", "Notes"], fields)
        assert not looks_turned(["Project name", "Status", "Start date"], ["A", "B"], fields)

    def test_a_plan_survives_being_written_down(self) -> None:
        plan = propose([_column("Start date", "3/25/2020"), _column("Other", "Yes")], [self.START])

        assert Plan.from_json(plan.to_json()).to_json() == plan.to_json()


class TestChecker:
    FIELDS = (Field("title", "Title", required=True, most=20), Field("department", "Department"))

    def _checker(self) -> Checker:
        plan = propose([_column("Title"), _column("Department"), _column("Note")], self.FIELDS)
        return Checker(fields=self.FIELDS, plan=plan, codes=["title", "department", "note"],
                       name_field="title", group_field="department")  # fmt: skip

    def test_keys_stay_the_same_and_repetitions_are_counted(self) -> None:
        rows = [["A", "X", ""], ["a ", "x", "other"], ["A", "Y", ""], ["A", "X", ""]]
        one, other = self._checker(), self._checker()

        first = [one.check(number, row) for number, row in enumerate(rows, start=1)]
        again = [other.check(number, row) for number, row in enumerate(rows, start=1)]

        assert [row.key for row in first] == [row.key for row in again]
        assert len({row.key for row in first}) == 4
        assert [[problem.kind for problem in row.problems] for row in first] == [
            [], ["repeated_name"], [], ["exact_duplicate", "repeated_name"],
        ]  # fmt: skip

    def test_short_long_and_blank_rows_are_named_and_nothing_is_lost(self) -> None:
        checker = self._checker()

        short, long, blank = (
            checker.check(1, ["A"]),
            checker.check(2, ["B", "X", "", "spare"]),
            checker.check(3, ["", " ", ""]),
        )

        assert [problem.kind for problem in short.problems] == ["short_row"]
        assert long.extra == {"column_4": "spare"}
        assert [problem.kind for problem in blank.problems] == ["empty_row"]
        assert blank.is_refused

    def test_a_text_that_is_too_long_is_cut_and_kept(self) -> None:
        row = self._checker().check(1, ["A" * 30, "X", ""])

        assert len(row.values["title"]) == 20
        assert row.extra["title"] == "A" * 30


class TestDifferences:
    def test_blank_cells_say_nothing(self) -> None:
        assert differences({}, {}, {"title": "A", "extra": {"note": "x"}}) == {}

    def test_capitals_and_blanks_are_no_difference(self) -> None:
        assert differences({"title": "a  b"}, {}, {"title": "A B"}) == {}

    def test_names_what_differs(self) -> None:
        found = differences(
            {"title": "B"}, {"note": "y", "flag": True}, {"title": "A", "extra": {"note": "x", "flag": 1}}
        )

        assert found == {"title": ("A", "B"), "extra.note": ("x", "y"), "extra.flag": (1, True)}


class TestSaidDay:
    @staticmethod
    def columns(name: str, *texts: str) -> list[Column]:
        gatherer = Gatherer([name])
        for text in texts:
            gatherer.add([text])
        return gatherer.columns()

    def test_is_the_day_that_stands_in_every_row(self) -> None:
        assert said_day(self.columns("asOfDate", "June 9, 2016", "June 9, 2016")) == ("asOfDate", date(2016, 6, 9))

    @pytest.mark.parametrize(
        ("name", "texts"),
        [
            ("asOfDate", ("2016-06-09", "2016-06-10")),
            ("Report date", ("03/04/2020",)),
            ("Start", ("2016-06-09",)),
            ("As of", ("2016",)),
        ],
    )
    def test_is_not_guessed(self, name: str, texts: tuple[str, ...]) -> None:
        assert said_day(self.columns(name, *texts)) is None

"""Real portfolios: what the whole federal inventory must come to, and other inventories that nobody prepared for."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, ExtraField, Row
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.people.models import Department
from accord.apps.readings.writes.records import snapshot_of
from accord.apps.trail.models import Entry
from accord.practices import measure_all
from tests.cast import Cast
from tests.integrations.spreadsheet import inventory
from tests.integrations.spreadsheet.conftest import AS_OF, AT, EXCERPT

Preview = Callable[[Path], Batch]


def _mapped(batch: Batch) -> dict[str, str]:
    pairs = zip(batch.headers, batch.plan, strict=True)
    return {column["to"]: header for header, column in pairs if column["to"] != "extra"}


class TestWholeInventory:
    @pytest.fixture
    def batch(self, preview: Preview, whole: Path) -> Batch:
        return preview(whole)

    def test_every_published_number_is_met(self, batch: Batch) -> None:
        result = batch.result

        assert result["verdicts"] == {"new": 2133, "changed": 0, "same": 0, "refused": 0}
        assert result["words"]["stage"] == {
            "Operation and Maintenance": 874, "Acquisition and/or Development": 404, "Initiated": 370,
            "Implementation and Assessment": 287, "Retired": 142, "Planned": 20, "In production": 14, "Ideation": 9,
            "Research or Administrative Action Complete": 5, "In mission": 4, "": 4,
        }  # fmt: skip
        assert result["figures"]["rights_or_safety"] == 351
        assert result["figures"]["rights_or_safety_without_impact_assessment"] == 300
        assert result["spans"]["lead_time"] == {
            "readable_pairs": 579, "backwards": 12, "forward": 567, "median_days": 262,
        }  # fmt: skip
        problems = result["problems"]
        assert (problems["serial_year"], problems["backwards_dates"], problems["short_date"]) == (134, 12, 65)
        assert (problems["exact_duplicate"], problems["repeated_name"]) == (3, 83)
        assert (batch.encoding, batch.delimiter) == ("cp1252", ",")

    def test_is_written_known_again_and_taken_back(
        self, cast: Cast, batch: Batch, preview: Preview, whole: Path
    ) -> None:
        departments = Department.objects.count()

        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        assert Counter(Initiative.objects.values_list("stage", flat=True)) == {
            "live": 892, "building": 404, "approved": 390, "testing": 287, "retired": 142, "idea": 9, "unknown": 9,
        }  # fmt: skip
        assert Department.objects.count() == departments + 41
        touching = RiskClass.objects.filter(risk="high")
        assert touching.count() == 351
        answered = Evidence.objects.filter(question="impact_assessment", initiative__in=touching.values("initiative"))
        assert Counter(answered.values_list("answer", flat=True)) == {"yes": 35, "in_progress": 8, "no": 8}
        self._says_what_the_cells_say(whole)

        again = preview(whole)
        assert again.result["verdicts"] == {"new": 0, "changed": 0, "same": 2133, "refused": 0}

        done = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert done.kept == []
        assert not Initiative.objects.exists()
        assert Department.objects.count() == departments

    def _says_what_the_cells_say(self, whole: Path) -> None:
        """Compare the further questions, and what is measured from them, with the cells counted by hand."""
        published = {
            "data_documented": {"yes": 574, "in_progress": 292, "no": 258, "not_applicable": 57},
            "personal_data": {"yes": 175, "no": 874, "not_applicable": 40},
            "privacy_reviewed": {"yes": 240, "no": 748, "not_applicable": 47},
            "code_rights": {"yes": 653, "no": 359, "not_applicable": 57},
            "reuse": {"yes": 590, "no": 512, "not_applicable": 66},
            "results_shared": {"yes": 267, "in_progress": 578, "no": 255, "not_applicable": 66},
        }
        assert inventory.counts(whole, list(published)) == published
        for question, wanted in published.items():
            found = Evidence.objects.filter(question=question).values_list("answer", flat=True)
            assert (question, Counter(found)) == (question, wanted)

        everywhere, bars = (
            ("building", "testing", "live"),
            ("pre_deployment_testing", "independent_review", "monitoring"),
        )
        asked = {
            "P37": (("data_documented", "privacy_reviewed", "code_rights"), everywhere),
            "P43": (("reuse", "results_shared"), everywhere),
            "P38": (bars, ("live",)),
        }
        readings = measure_all(snapshot_of(AT.date()), ["P04", "P14", "P35", *asked], subjects=[("organisation", "")])
        whole_of = {reading.practice: reading for reading in readings}
        for code, (questions, stages) in asked.items():
            n, needed, yes = inventory.there(whole, questions, stages)
            figures = whole_of[code].figures
            assert (code, whole_of[code].n, figures["needed"], figures["there"]) == (code, n, needed, yes)
            assert whole_of[code].verdict != "good"
        # more is unknown than known of quality bars and feedback; of goals and training nobody was asked anything
        statuses = {code: reading.status for code, reading in whole_of.items()}
        assert statuses == {"P37": "ok", "P43": "ok", "P38": "thin", "P14": "thin", "P04": "insufficient",
                            "P35": "insufficient"}  # fmt: skip
        heard = inventory.there(whole, ["public_feedback"], ("testing", "live"))
        assert heard == (whole_of["P14"].n, whole_of["P14"].n, whole_of["P14"].figures["passes"])
        assert whole_of["P35"].n == 0

    def test_repaired_years_are_known_without_a_day(self, cast: Cast, batch: Batch) -> None:
        places = {place: True for place, column in enumerate(batch.columns) if column["serial_years"]}
        writes.repair_years(batch_id=batch.pk, columns=places, by=cast.office, at=AT)

        batch = writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

        assert "serial_year" not in batch.result["problems"]
        assert batch.result["repaired_years"] == 134
        assert batch.result["spans"]["lead_time"]["readable_pairs"] == 579


class TestExcerpt:
    """The committed rows hold every quirk of the whole file."""

    def test_every_kind_of_problem_is_in_it(self, preview: Preview) -> None:
        batch = preview(EXCERPT)

        assert batch.row_count == 44
        assert set(batch.result["problems"]) == {
            "against_stage", "backwards_dates", "blank_choice", "exact_duplicate", "repeated_name", "serial_year",
            "short_date", "unknown_value", "unreadable_date",
        }  # fmt: skip
        assert len(batch.result["words"]["stage"]) == 11

    def test_headers_are_distinct_and_columns_recognised(self, preview: Preview) -> None:
        batch = preview(EXCERPT)

        assert sum(header.startswith("If Other, please explain.") for header in batch.headers) == 9
        assert len(set(batch.headers)) == 62
        mapped = _mapped(batch)
        assert mapped["title"] == "Use Case Name"
        assert mapped["department"] == "Agency"
        assert mapped["stage"] == "Stage of Development"
        assert {"initiated_on", "acquired_on", "implemented_on", "retired_on", "impact", "summary"} < set(mapped)
        assert {"pre_deployment_testing", "impact_assessment", "monitoring", "human_oversight", "appeal",
                "public_feedback", "independent_review"} < set(mapped)  # fmt: skip

    def test_nothing_of_any_cell_is_lost(self, cast: Cast, preview: Preview) -> None:
        batch = preview(EXCERPT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        labels = dict(ExtraField.objects.values_list("label", "code"))
        places = {header: place for place, header in enumerate(batch.headers)}
        by_key = {one.external_key: one for one in Initiative.objects.select_related("department")}
        kept = ("title", "summary", "department")
        for row in Row.objects.filter(batch=batch):
            one = by_key[row.key]
            for header, place in places.items():
                text = row.cells[place].strip()
                field = batch.plan[place]["to"]
                if not text or field in kept or field in row.values:
                    continue
                value = one.extra[labels[header]]
                assert (
                    value is True
                    or value is False
                    or value == text
                    or isinstance(value, int | float)
                    or len(str(value)) >= 4
                )

    def test_stages_are_a_dated_history_and_the_rest_asserted(self, cast: Cast, preview: Preview) -> None:
        batch = preview(EXCERPT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        undated = StageChange.objects.filter(date=None)
        assert set(undated.values_list("asserted_on", flat=True)) == {AS_OF}
        for one in Initiative.objects.all():
            last = StageChange.objects.filter(initiative=one).last()
            assert last is not None
            assert last.stage == one.stage

    def test_blank_is_unknown_and_never_no(self, cast: Cast, preview: Preview) -> None:
        batch = preview(EXCERPT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        place = next(place for place, column in enumerate(batch.plan) if column["to"] == "impact_assessment")
        blank = [row.key for row in Row.objects.filter(batch=batch) if not row.cells[place].strip()]
        assert blank
        assert not Evidence.objects.filter(question="impact_assessment", initiative__external_key__in=blank).exists()

    def test_what_somebody_changed_since_is_kept(self, cast: Cast, preview: Preview) -> None:
        batch = preview(EXCERPT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        one = RiskClass.objects.select_related("initiative").order_by("pk")[0].initiative
        initiatives.edit_initiative(initiative=one, values={"title": "Mine now"}, by=cast.office, at=AT)

        done = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)

        assert list(Initiative.objects.values_list("title", flat=True)) == ["Mine now"]
        assert RiskClass.objects.filter(initiative=one).exists()
        assert f"initiatives.initiative:{one.pk}" in [ref for ref, _reason in done.kept]

    def test_a_later_file_moves_stages_on_and_changes_what_changed(
        self, cast: Cast, preview: Preview, tmp_path: Path
    ) -> None:
        head = "Project name,Agency,Status,Date Initiated,Date Implemented,Note\n"
        first, later = tmp_path / "first.csv", tmp_path / "later.csv"
        first.write_text(head + "A,X,Initiated,1/20/2023,,old\nB,X,Planned,,,same\n")
        later.write_text(head + "A,X,In production,1/20/2023,5/30/2024,new\nB,X,Planned,1/31/2024,,same\n")
        writes.commit(batch_id=preview(first).pk, by=cast.office, at=AT)

        batch = preview(later)
        assert batch.result["verdicts"] == {"new": 0, "changed": 1, "same": 1, "refused": 0}
        assert batch.result["problems"] == {"other_date": 1}
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        one = Initiative.objects.get(title="A")
        assert (one.stage, one.stage_date, one.extra["note"]) == ("live", date(2024, 5, 30), "new")
        steps = list(StageChange.objects.filter(initiative=one).values_list("stage", "date"))
        # the first file vouched for "approved" up to its own day, besides saying since when
        assert steps == [("approved", date(2023, 1, 20)), ("approved", None), ("live", date(2024, 5, 30))]

        writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        one.refresh_from_db()
        assert (one.stage, one.extra["note"]) == ("approved", "old")

    def test_a_record_made_by_hand_is_found_by_title_and_department(
        self, cast: Cast, preview: Preview, tmp_path: Path
    ) -> None:
        made = initiatives.add_initiative(title="Hand made", department_id=cast.marketing.pk, by=cast.office, at=AT)
        path = tmp_path / "file.csv"
        path.write_text("Project name,Department,Status\nHand made,marketing,In production\nHand made,Other,Planned\n")

        batch = preview(path)

        assert [row.record_id for row in Row.objects.filter(batch=batch)] == [made.pk, None]

    def test_the_trail_tells_one_batch(self, cast: Cast, preview: Preview) -> None:
        batch = preview(EXCERPT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        told = Entry.objects.filter(batch=f"batches.batch:{batch.pk}", code="initiatives.initiative.imported")
        assert told.count() == 44


class TestOtherInventories:
    @pytest.mark.parametrize(
        ("name", "rows", "mapped"),
        [
            ("federal-ai-2024/2024_consolidated_ai_inventory_raw.csv", 1757,
             {"title": "2_use_case_name", "department": "3_agency", "stage": "16_dev_stage", "impact": "17_impact_type",
              "initiated_on": "18_date_initiated", "implemented_on": "20_date_implemented",
              "impact_assessment": "52_impact_assessment", "summary": "11_purpose_benefits"}),
            ("canada-it-projects/gc-it-projects-2016.csv", 398,
             {"title": "projectName", "department": "department", "key": "uniqueId", "summary": "description"}),
            ("canada-it-projects/gc-it-projects-2019.csv", 463, {"title": "projectName", "key": "uniqueId"}),
            ("uk-gmpp-2014-2021/uk_2014.csv", 199, {"title": "Project name"}),
            ("uk-gmpp-2014-2021/uk_2017.csv", 143, {"title": "Project Name"}),
            ("uk-gmpp-2014-2021/uk_2018.csv", 133,
             {"title": "project_name", "department": "department", "initiated_on": "start_date", "summary": "description_aims"}),
            ("uk-gmpp-2014-2021/uk_2020.csv", 125, {"title": "project_name", "key": "project_number"}),
            ("uk-gmpp-2014-2021/uk_2021.csv", 184, {"title": "project_name", "key": "project_number"}),
        ],
    )  # fmt: skip
    def test_are_read_with_a_sensible_mapping(
        self, data_dir: Path, preview: Preview, name: str, rows: int, mapped: dict[str, str]
    ) -> None:
        batch = preview(data_dir / name)

        assert batch.result["rows"] == rows
        assert batch.result["verdicts"]["refused"] == 0
        found = _mapped(batch)
        assert {field: found.get(field) for field in mapped} == mapped

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.practices import (
    FAMILIES,
    PRACTICES,
    UNITS,
    Evidence,
    Reason,
    SubjectKind,
    find,
    measure_all,
    measures_of,
    opening,
    practice,
    subjects_of,
    touched_by,
)
from accord.practices.page import HEADINGS, page_of
from accord.science.alarms import opening_count
from accord.tables import Snapshot

DAY = date(2026, 11, 21)
JOINT = {
    "id": "g",
    "title": "G",
    "business_owner": "a",
    "it_owner": "b",
    "business_agreed_on": DAY,
    "it_agreed_on": DAY,
    "active": True,
}
ASKED = [
    "appeal", "monitoring", "public_feedback", "feedback_before_rollout", "feedback_answered", "security_training",
    "rules_known", "data_permission", "personal_data", "privacy_reviewed", "quality_bars", "reuse",
]  # fmt: skip
DEPARTMENTS = [{"id": "top", "name": "Top"}, {"id": "a", "parent": "top", "name": "A"}, {"id": "b", "name": "B"}]

stages = st.sampled_from(["idea", "approved", "building", "testing", "live", "retired", "cancelled", "unknown", None])
known_days = st.integers(-900, 60).map(lambda ago: DAY + timedelta(ago))
days = st.one_of(st.none(), known_days)
answers = st.sampled_from(["yes", "no", "in_progress", "not_applicable", "unknown", None])


@st.composite
def asking(draw, number, subjects):
    """Draw one revealed asking: what each side said on each question, most of it in order and fresh."""
    day, subject = draw(st.one_of(st.just(DAY - timedelta(30)), known_days)), draw(subjects)
    value = st.one_of(st.floats(0, 1e6), st.integers(1, 30).map(float))
    rows = []
    for question in ("payoff", "benefit", "cost"):
        for side in draw(st.sampled_from([("business", "it"), ("business", "it", "it"), ("it", "finance"), ()])):
            low, likely, high = sorted(draw(st.lists(value, min_size=3, max_size=3)))
            likely = draw(st.sampled_from([likely, likely, likely, None, -1.0]))
            rows.append({
                "id": f"f{number}-{len(rows)}", "round": f"{day}", "subject_kind": "initiative", "subject": subject,
                "question": question, "side": side, "low": low, "likely": likely, "high": high,
                "guess": draw(st.one_of(st.none(), value)), "never_share": draw(st.sampled_from([None, 0.2, 1.0])),
                "currency": draw(st.sampled_from(["EUR", "EUR", None, "CHF"])), "base_on": day, "asked_on": day,
                "revealed_on": day,
            })  # fmt: skip
    return rows


@st.composite
def snapshots(draw):
    ids = [f"i{k}" for k in range(draw(st.integers(0, 25)))]
    one = st.sampled_from(ids or ["i0"])
    homes = st.sampled_from(["top", "a", "b", "nowhere", None])
    visible = st.sampled_from(["everyone", "limited", None])
    words = st.sampled_from([None, "", "short", "x" * 50])
    initiatives = [
        {
            "id": i,
            "title": i,
            "stage": draw(stages),
            "department": draw(homes),
            "visibility": draw(visible),
            "summary": draw(words),
        }
        for i in ids
    ]
    reached = st.fixed_dictionaries({"initiative": one, "stage": stages.map(lambda s: s or "idea"), "on": days})
    links = st.fixed_dictionaries(
        {"initiative": one, "goal": st.just("g"), "business_agreed_on": days, "it_agreed_on": days}
    )
    shown = st.fixed_dictionaries({"initiative": one, "title": st.just("m"), "result": words, "done_on": days})
    risk = st.fixed_dictionaries({"initiative": one, "risk": st.sampled_from(["high", "minimal", "prohibited", None])})
    asked = st.fixed_dictionaries(
        {"initiative": one, "question": st.sampled_from(ASKED), "answer": answers, "on": days, "until": days}
    )
    judged_again = st.fixed_dictionaries(
        {"title": st.just("G"), "department": homes, "created_on": days, "reviewed_on": days, "it_agreed_on": days}
    )
    decided = st.fixed_dictionaries(
        {
            "department": homes,
            "raised_on": known_days,
            "decided_on": days,
            "review_on": days,
            "reviewed_on": days,
            "reopened": st.sampled_from([None, 0, 1]),
            "state": st.sampled_from(["open", "decided"]),
        }
    )
    number = st.one_of(st.none(), st.floats(0, 2))
    versions = st.fixed_dictionaries(
        {
            "initiative": one, "state": st.sampled_from(["draft", "offered", "signed"]), "business_signed_on": days,
            "it_signed_on": days, "finance_signed_on": days, "item_goal": st.sampled_from(["yes", "no", None]),
            "lines": st.integers(0, 3), "point_lines": st.integers(0, 3), "loss_share": number, "risk_share": number,
            "cost_likely": number, "cost_high": number, "first_estimate": number, "months_planned": number,
            "measure": st.sampled_from(["m", None]), "benefit_likely": number, "review_months": st.sampled_from([None, 6]),
        }
    )  # fmt: skip
    committed = st.fixed_dictionaries(
        {
            "initiative": one, "committed_on": days, "committed_until": days, "finance_on": days,
            "asked": st.sampled_from([True, False, None]),
        }
    )  # fmt: skip
    claimed = st.fixed_dictionaries(
        {
            "initiative": one, "series": st.sampled_from("st"), "from_on": known_days, "promised": number,
            "estimate": number, "low": number, "high": number, "grade": st.sampled_from([*"ABCD", None]),
            "credited_share": number, "moved": number, "moved_high": number, "studied_on": days,
        }
    )  # fmt: skip
    reviewed = st.fixed_dictionaries(
        {"initiative": one, "recorded_on": days, "held_on": days, "way": st.sampled_from(["stop", "continue", None])}
    )
    budget = st.fixed_dictionaries(
        {
            "department": homes, "from_on": st.just(DAY - timedelta(200)), "to_on": st.just(DAY), "total_amount": number,
            "aside_amount": number, "used_amount": number,
        }
    )  # fmt: skip
    few = st.sampled_from(ids[:2] or ["i0"])
    said = st.one_of(st.none(), st.floats(0, 1e7))
    outcome = st.fixed_dictionaries(
        {
            "subject_kind": st.just("initiative"), "subject": few,
            "question": st.sampled_from(["payoff", "benefit", "cost"]), "amount": said, "payoff_on": days,
            "currency": st.sampled_from([None, "EUR"]), "known_on": known_days,
        }
    )  # fmt: skip
    tables = {
        "forecasts": [row for number in range(draw(st.integers(0, 3))) for row in draw(asking(number, few))],
        "outcomes": [{"id": f"o{k}", **row} for k, row in enumerate(draw(st.lists(outcome, max_size=8)))],
        "forecasters": [{"side": "it", "people": 5}, {"side": "business", "people": draw(st.integers(0, 4))}],
        "departments": DEPARTMENTS,
        "initiatives": initiatives,
        "goals": [JOINT, *({"id": f"h{k}", **row} for k, row in enumerate(draw(st.lists(judged_again, max_size=6))))],
        "decisions": [{"id": f"d{k}", **row} for k, row in enumerate(draw(st.lists(decided, max_size=6)))],
        "stages": draw(st.lists(reached, max_size=40)),
        "goal_links": draw(st.lists(links, max_size=20, unique_by=lambda row: row["initiative"])),
        "milestones": draw(st.lists(shown, max_size=40)),
        "risk": draw(st.lists(risk, max_size=20, unique_by=lambda row: row["initiative"])),
        "measures": [{"id": "m", "goal": "g", "baseline": 1, "target": 2, "unit": "h", "source": "S", "last_on": DAY}],
        "cases": draw(st.lists(versions, max_size=20, unique_by=lambda row: row["initiative"])),
        "commitments": draw(st.lists(committed, max_size=20, unique_by=lambda row: row["initiative"])),
        "cost_ratios": [
            {"id": f"r{k}", "class": "own", "source": "own", "cost_ratio": 0.5 + k / 10} for k in range(25)
        ],
        "claims": [{"id": f"c{k}", **row} for k, row in enumerate(draw(st.lists(claimed, max_size=8)))],
        "value_reviews": [{"id": f"v{k}", **row} for k, row in enumerate(draw(st.lists(reviewed, max_size=8)))],
        "research_budgets": [{"id": f"b{k}", **row} for k, row in enumerate(draw(st.lists(budget, max_size=4)))],
        "evidence": draw(st.lists(asked, max_size=60, unique_by=lambda row: (row["initiative"], row["question"]))),
    }
    absent = draw(st.sets(st.sampled_from(sorted(set(tables)))))
    return {name: rows for name, rows in tables.items() if name not in absent}


def measured(tables, **options):
    return measure_all(Snapshot.from_rows(DAY, tables), **options)


def linked(n, of):
    return {
        "initiatives": [{"id": f"i{k:02}", "title": f"I{k}", "stage": "live", "department": "a"} for k in range(of)],
        "departments": DEPARTMENTS,
        "goals": [JOINT],
        "goal_links": [
            {"initiative": f"i{k:02}", "goal": "g", "business_agreed_on": DAY, "it_agreed_on": DAY} for k in range(n)
        ],
    }


class TestEveryReading:
    @settings(max_examples=25, deadline=None)
    @given(snapshots())
    def test_is_either_honest_about_nothing_or_holds_together(self, tables):
        for reading in measured(tables):
            of = practice(reading.practice)
            assert 0 <= reading.n
            assert 0 <= reading.n_missing
            assert not (reading.opens and reading.closes)
            assert reading.verdict != "bad" or reading.status == "ok"
            assert [str(reason) for reason in reading.reasons if "{" in str(reason)] == []
            if reading.status == "insufficient":
                assert reading.value is None
                assert (reading.verdict, reading.opens, reading.closes) == ("none", False, False)
                assert reading.reasons
            if reading.value is not None and reading.subject_kind != SubjectKind.INITIATIVE:
                assert reading.n >= of.min_rows
                assert reading.low is None or reading.low <= reading.value + 1e-9
                assert reading.high is None or reading.value <= reading.high + 1e-9
                assert reading.guard_low is None or reading.low is None or reading.guard_low <= reading.low + 1e-9
                assert of.unit != "share" or reading.low is None or 0 <= reading.low <= reading.high <= 1
                assert reading.verdict != "good" or reading.closes

    @settings(max_examples=12, deadline=None)
    @given(snapshots(), st.randoms())
    def test_does_not_mind_the_order_of_rows(self, tables, random):
        mixed = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}

        assert measured(mixed) == measured(tables)

    @settings(max_examples=12, deadline=None)
    @given(snapshots())
    def test_says_the_same_when_only_some_are_wanted(self, tables):
        every = measured(tables)
        wanted = [("department", "a"), ("initiative", "i1")]

        assert measured(tables, subjects=wanted) == tuple(r for r in every if r.subject in wanted)

    @settings(max_examples=12, deadline=None)
    @given(snapshots(), st.integers(1, 400))
    def test_keeps_its_fingerprint_on_other_days_when_nothing_changed(self, tables, later):
        past = {
            name: [row for row in rows if all(not isinstance(v, date) or v <= DAY for v in row.values())]
            for name, rows in tables.items()
        }

        now = {(r.practice, r.subject): r.inputs_digest for r in measured(past)}
        then = measure_all(Snapshot.from_rows(DAY + timedelta(later), past))

        assert {(r.practice, r.subject): r.inputs_digest for r in then} == now

    @settings(max_examples=8, deadline=None)
    @given(snapshots())
    def test_goes_into_json_and_its_sentences_stay_whole(self, tables):
        for reading in measured(tables):
            plain = json.loads(json.dumps(reading.as_dict()))

            assert plain["practice"] == reading.practice
            assert len(plain["evidence"]) == len(reading.evidence)
            assert "evidence" not in reading.as_dict(evidence=False)

    def test_changes_its_fingerprint_with_the_rows_it_rests_on(self):
        few, more = (measured(linked(n, 12), practices=["P01"]) for n in (5, 6))

        assert find(few, "P01").inputs_digest != find(more, "P01").inputs_digest
        assert find(few, "P01", "department", "b").inputs_digest == find(more, "P01", "department", "b").inputs_digest


class TestOpening:
    @pytest.mark.parametrize("n", [10, 24, 60])
    @pytest.mark.parametrize("level", [0.95, 0.9987, 0.9999])
    def test_opens_exactly_where_the_bound_was_computed(self, n, level):
        most = opening_count(n, practice("P01").threshold_open, level=level)
        for passing in {max(most, 0), min(most + 1, n)}:
            reading = find(measured(linked(passing, n), practices=["P01"], guard_level=level), "P01")

            assert reading.opens == (passing <= most)

    def test_counts_subjects_that_could_be_called_bad(self):
        snapshot = Snapshot.from_rows(DAY, linked(0, 12))

        # the organisation, a, and top above it; b has no initiative
        assert opening(snapshot, practices=[practice("P01"), practice("P33")]).pairs == 3 * 2
        assert opening(snapshot).expected == pytest.approx(0.5)
        assert opening(snapshot, practices=[practice("P01")] * 50).level > opening(snapshot).level

    @pytest.mark.parametrize(
        ("kinds", "pairs"),
        [
            (["initiative"], 0),
            (["organisation"], 1),
            (["department", "initiative"], 2),
            (["side"], 3),
            (["side", "organisation"], 4),
        ],
    )
    def test_counts_only_subjects_that_get_gaps_and_no_facts(self, kinds, pairs):
        one = replace(practice("P01"), own_gap_subjects=tuple(SubjectKind(kind) for kind in kinds))

        assert opening(Snapshot.from_rows(DAY, linked(0, 12)), practices=[one]).pairs == pairs

    def test_is_what_measuring_uses_when_nothing_else_is_said(self):
        snapshot = Snapshot.from_rows(DAY, linked(3, 12))

        assert find(measure_all(snapshot), "P01").guard_level == opening(snapshot).level


class TestMeasureAll:
    def test_measures_only_what_is_asked(self):
        assert {reading.practice for reading in measured(linked(1, 5), practices=["P22"])} == {"P22"}
        with pytest.raises(KeyError, match="no practice P99; there are P01"):
            measured({}, practices=["P99"])

    def test_answers_for_an_organisation_without_any_table(self):
        readings = measured({})

        sides = [("side", side) for side in ("business", "it", "finance")]
        expected = []
        for code, one in PRACTICES.items():
            only_sides = set(one.own_gap_subjects) == {SubjectKind.SIDE}
            expected += [] if only_sides else [(code, ("organisation", ""))]
            expected += [(code, side) for side in sides] if one.measures_sides else []
        assert [(r.practice, r.subject) for r in readings] == expected
        assert {(r.status, r.value) for r in readings} == {("insufficient", None)}

    def test_measures_all_of_a_practice_with_several_measures(self):
        assert {reading.practice for reading in measured({}, practices=["P08"])} == {
            code for code, one in PRACTICES.items() if one.part_of == "P08"
        }
        assert [one.code for one in measures_of(["P08.cost", "P08"])][:2] == ["P08.cost", "P08.dates"]

    def test_knows_whom_an_edit_touches(self):
        snapshot = Snapshot.from_rows(DAY, linked(0, 3))

        assert subjects_of(snapshot, ["i01"]) == {
            ("organisation", ""),
            ("department", "a"),
            ("department", "top"),
            ("initiative", "i01"),
        }

    def test_knows_which_practices_read_a_table(self):
        assert [p.code for p in touched_by(["milestones"])] == ["P14", "P31", "P31.forecast", "P33"]
        assert [p.code for p in touched_by(["risk"])] == ["P36"]
        assert [p.code for p in touched_by(["claims"])] == ["P09.proof", "P09.double"]
        assert {p.part_of for p in touched_by(["outcomes"])} == {"P08"}
        assert touched_by([]) == ()


class TestEvidence:
    def test_shows_what_fails_first_and_can_be_cut(self):
        evidence = find(measured(linked(6, 12), practices=["P01"]), "P01").evidence

        assert [row.passes for row in evidence] == [False] * 6 + [True] * 6
        assert evidence[0] == Evidence(
            "initiatives.initiative", "i06", "I6", False, Reason("no_goal", "Serves no goal that is recorded.")
        )
        assert evidence[-1].id == "i11" or evidence[-1].passes
        assert evidence[:2] == (evidence[0], evidence[1])
        assert evidence == tuple(evidence)
        assert len(evidence) == 12


class TestPage:
    def test_has_every_heading_as_plain_paragraphs(self):
        for one in PRACTICES.values():
            sections = one.page.sections()

            assert [heading for heading, _ in sections] == list(HEADINGS)
            assert one.page.question.startswith(one.question)
            assert not any("  " in text for _, text in sections)

    def test_names_what_is_missing(self):
        with pytest.raises(ValueError, match="says nothing under: Question, Why it matters"):
            page_of("accord.practices.words")


class TestUnit:
    @pytest.mark.parametrize(
        ("unit", "value", "text"),
        [
            ("share", 0.624, "62%"), ("ratio", 1.454, "145%"), ("days", 61.4, "61 days"), ("months", 2.5, "2.5 months"),
            ("months", 5.04, "5 months"), ("months", 7.5, "8 months"), ("months", 0.04, "0 months"),
        ],
    )  # fmt: skip
    def test_says_tenths_only_where_they_matter(self, unit, value, text):
        assert UNITS[unit].text(value) == text


class TestFamily:
    def test_gives_its_theme_and_code_to_each_measure(self):
        for family in FAMILIES.values():
            measures = measures_of([family.code])
            assert len(measures) > 1
            assert {(one.theme, one.part_of) for one in measures} == {(family.theme, family.code)}
            assert all(one.code.startswith(f"{family.code}.") for one in measures)

    def test_leaves_the_plain_code_to_the_measure_that_was_there_first(self):
        together = [one for one in PRACTICES.values() if one.part_of == "P30"]

        assert [one.code for one in together] == ["P30", "P30.balance", "P30.record"]
        assert measures_of(["P30"]) == (PRACTICES["P30"],)
        assert "P30" not in FAMILIES

"""The money of the story with its evidence: cases, who signed them, releases, postings, what it really caused.

What is so at Halden Mutual, by initiative (the truths say what must be found of it):

- **Every initiative of Operations** and *Month-end checks* has a case with ranges, tied to the measure of its goal, signed
  by the sponsor, the lead and the head of controlling (Edda Falk) three weeks before the first month of money. Money is
  released in stages; the value is reviewed every quarter.
- *Invoice reading*: stage one is released; **stage two waits for the CFO**. Business and IT expect the same of it.
- *Damage photo reading*: **a real effect**. Visits of surveyors fell in the region that has it, in ten others they did not.
- *Answer finder*: **would have come anyway**. Calls become shorter in its team, and as much in six without it.
- *Call summaries*: a real effect on one series, before and after with its trend.
- *Claims triage* and *Fraud hints*: **two claim the same saving** (overpaid claims); together they claim nearly twice what it moved.
- *Risk notes*: its benefit is **challenged**; the question waits for an answer of Signe Lund.
- *Fraud hints*: its **review is overdue**; an earlier challenge to it was decided.
- **Commercial**: finance came in long **after the first money** (all ten); **no value review** was ever held there.
- *Next best offer*: a case of **point estimates**, signed by the business only. *Sales assistant*: offered, signed by business
  and IT, not by finance; **its cost lies below what such work comes to** and it **may well lose money**. *Churn early
  warning*: signed by all three, but a year after the first money; **claims a benefit that nobody studied**. The other
  seven of Commercial have **no case** at all.
- **Research**: Operations set money aside and uses it; **Commercial set 200,000 aside and used hardly any**.
- *Learning paths* (People): no case yet; too little to say anything there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from accord.apps.goals.models import Measure
from accord.apps.people.models import Person
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion, Challenge, Line, Release, Review, Stage
from accord.apps.value.reads.deciding.doubts import bearing_on
from accord.apps.value.rules.deciding import basis_of
from accord.site.sample.aiming import Goals
from accord.site.sample.arriving import House
from accord.site.sample.cases import WORDS, Words
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.paying import CURRENCY
from accord.site.sample.posting import note_postings
from accord.site.sample.proving import note_proofs
from accord.site.sample.setting_aside import note_budgets
from accord.site.sample.working import Told
from accord.site.sample.works import COMMERCIAL, OPERATIONS

CFO, CONTROLLER, OFFICE = "Miriam Costa", "Edda Falk", "Clara Weiss"
BUILT_IN = 9  # months, as the money of the story is planned
FIRST_BENEFIT = 6  # months after the first money
HORIZON = 36
RANGE_OF_COST = (Decimal("0.92"), Decimal("1.35"))
RANGE_OF_BENEFIT = (Decimal("0.60"), Decimal("1.10"))
SHARES = (("build", "Building it", Decimal("0.75")), ("people", "Time of our people", Decimal("0.25")))
RUN_SHARE = Decimal("0.012")  # of the whole cost, each month once it is built
STAGE_ONE = Decimal("0.40")
STAGED_SINCE = 200  # days: before that money was released at once
EVERY = 91  # days between two value reviews
WAITING, OVERDUE, CHALLENGED = "Invoice reading", "Fraud hints", "Risk notes"
HUNDRED = Decimal(100)
MORNING, NOON, EVENING = time(9, 40), time(12, 10), time(16, 20)
LOOKED = {
    "continue": "It brings what we said, within the range.",
    "adjust": "It works, but too few use it yet: two more trainings, and the team leads show it.",
}


def note_value(chronicle: Chronicle, house: House, goals: Goals, told: list[Told]) -> None:
    """Note cases, releases, reviews, challenges, postings, proofs and budgets; the money must have been noted before."""
    works = {one.work.title: one for one in told}
    with_case = [one for one in told if one.work in OPERATIONS or one.work.title == "Month-end checks"]
    for place, one in enumerate(with_case):
        _Valuer(chronicle, house, goals, one).note(place)
    _Late(chronicle, house, goals, works).note()
    note_postings(chronicle, house, with_case)
    note_proofs(chronicle, house, works)
    note_budgets(chronicle, house, works)


@dataclass
class _Valuer:
    """Values one initiative the way one would wish: a case before the money, money in stages, reviews every quarter."""

    chronicle: Chronicle
    house: House
    goals: Goals
    one: Told
    versions: list[CaseVersion] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)

    def note(self, place: int) -> None:
        title, first = self.one.work.title, self.one.approved.replace(day=1)
        for before, act, words in (
            (29, self._write, "A case is begun"), (26, self._offer, "A case is put to its signers"),
            (24, partial(self._sign, "business"), "The business signs"), (22, partial(self._sign, "it"), "IT signs"),
            (20, partial(self._sign, "finance"), "Finance signs"),
        ):  # fmt: skip
            self._note(first - timedelta(days=before), act, f"{words}: {title}")
        self._note(self.one.approved, self._plan, f"Money in stages: {title}", NOON)
        self._note_release(0, self.one.approved + timedelta(days=1), "The plan is agreed, the team is named.")
        if title == WAITING:
            shown = ("The trial in two teams: 84 of 100 invoices read without a correction, on 1,200 invoices of last "
                     "month. What fails are handwritten ones.")  # fmt: skip
            self._note(self.chronicle.day(4), partial(self._ask, 1, shown), f"Stage two is asked for: {title}")
        elif self._is_in_stages and (tested := self.one.path.get("testing")):
            shown = "It ran on last month's cases; the comparison with the work by hand is written down."
            self._note_release(1, tested + timedelta(days=2), shown)
        self._note_reviews(place)
        if title == OVERDUE:
            self._note_change()
        if title == CHALLENGED:
            ask = "Which two positions will not be filled again, and who has agreed to that?"
            self._note(self.chronicle.day(12), partial(self._challenge, CFO, ask), f"A benefit is challenged: {title}")

    def _note(self, day: date, act: Any, words: str, clock: time = MORNING) -> None:
        self.chronicle.note(day - timedelta(days=max(0, day.weekday() - 4)), act, words, clock)

    # --- the case

    def _write(self, at: datetime) -> None:
        """Write the first version: ranges, where the measure stands today, what would happen anyway."""
        one = self.one
        version = writes.begin_case(initiative_id=one.record.pk, by=one.lead, at=at)
        values = case_values(WORDS[one.work.title], one.approved.replace(day=1), one.sponsor)
        measure = Measure.objects.filter(goal=self.goals[one.work.goal]).first()
        if measure is not None:
            values["measure_id"] = measure.pk
        writes.edit_version(version_id=version.pk, values=values, by=one.lead, at=at)
        for line in self._lines():
            writes.set_line(version_id=version.pk, values=line, by=one.lead, at=at)
        self.versions.append(version)

    def _lines(self, benefit: Decimal = Decimal(1)) -> list[dict[str, Any]]:
        """Spread the planned cost over the months in which it is built; then it runs, and brings what it brings."""
        work, start = self.one.work, self.one.approved.replace(day=1)
        end = later(start, BUILT_IN - 1)
        lines = [
            line("cost", kind, words, start, end, share * work.planned_cost / BUILT_IN, RANGE_OF_COST)
            for kind, words, share in SHARES
        ]
        run = RUN_SHARE * work.planned_cost
        lines.append(line("cost", "run", "Running it", later(end, 1), None, run, RANGE_OF_COST))
        brought, first = benefit * work.planned_benefit / 12, later(start, FIRST_BENEFIT)
        words = WORDS[work.title].benefit
        return [*lines, line("benefit", "cash", words, first, None, brought, RANGE_OF_BENEFIT)]

    def _offer(self, at: datetime) -> None:
        self.versions[-1] = writes.offer(version_id=self.versions[-1].pk, by=self.one.lead, at=at)

    def _sign(self, side: str, at: datetime) -> None:
        by = {"business": self.one.sponsor, "it": self.one.lead}.get(side) or self.house.person(CONTROLLER)
        version = self.versions[-1]
        writes.sign(version_id=version.pk, side=side, digest=version.digest, by=by, at=at)

    # --- the money

    @property
    def _is_in_stages(self) -> bool:
        return (self.chronicle.today - self.one.approved).days < STAGED_SINCE

    def _plan(self, at: datetime) -> None:
        """Plan two stages, the smaller one for finding out; a year ago money was still released at once."""
        cost = Decimal(self.one.work.planned_cost)
        two = (
            ("Stage one: find out whether it works", STAGE_ONE, "It runs on real cases of one month.", 0),
            ("Stage two: bring it to all teams", 1 - STAGE_ONE, "A trial with two teams, and what its users say.", 90),
        )
        one = (("All of it", Decimal(1), "The plan is agreed.", 0),)
        for title, share, show, due in two if self._is_in_stages else one:
            made = writes.plan_stage(
                initiative_id=self.one.record.pk, title=title, amount=cost * share, must_show=show, currency=CURRENCY,
                due_date=self.one.approved + timedelta(days=due), by=self.one.lead, at=at,
            )  # fmt: skip
            self.stages.append(made)

    def _note_release(self, stage: int, day: date, shown: str) -> None:
        title = self.one.work.title
        self._note(day, partial(self._ask, stage, shown), f"Money is asked for: {title}", EVENING)
        self._note(day + timedelta(days=3), partial(self._release, stage), f"Money is released: {title}", NOON)

    def _ask(self, stage: int, shown: str, at: datetime) -> None:
        found = self.stages[stage]
        self.releases.append(
            writes.ask_release(stage_id=found.pk, amount=found.amount, shown=shown, by=self.one.lead, at=at)
        )

    def _release(self, stage: int, at: datetime) -> None:
        """Let the CFO release it; where she signed the case herself, the CIO is the second person."""
        asked, cfo = self.releases[stage], self.house.person(CFO)
        seen = _basis(asked)
        writes.decide_release(
            release_id=asked.pk, amount=asked.asked_amount, reason="The case is signed and what was asked for was shown.",
            basis=seen, by=cfo, at=at,
        )  # fmt: skip
        if self.one.sponsor.pk == cfo.pk:
            cio = self.house.person("Jonas Berg")
            seen = _basis(asked)
            writes.confirm_release(release_id=asked.pk, does_confirm=True, basis=seen, by=cio, at=at)

    # --- looking whether it is still worth it

    def _note_reviews(self, place: int) -> None:
        """Note a review every quarter, the last one some weeks ago; of one initiative the next is overdue."""
        last = 104 if self.one.work.title == OVERDUE else 18 + 4 * place
        first = (self.chronicle.today - self.one.approved).days - 80
        ended = self.one.path.get("cancelled")
        days = [ago for ago in range(last + 8 * EVERY, last - 1, -EVERY) if ago < first]
        days = [ago for ago in days if ended is None or self.chronicle.day(ago) < ended]
        if ended is not None or not days:
            return
        begun = self.chronicle.day(days[0] + 30)
        self._note(begun, partial(self._plan_review, self.chronicle.day(days[0])), "A value review is planned", NOON)
        for number, ago in enumerate(days):
            way = "adjust" if (place + number) % 4 == 1 else "continue"
            act = partial(self._review, way)
            self._note(self.chronicle.day(ago), act, f"Value review: {self.one.work.title}", EVENING)

    def _plan_review(self, due: date, at: datetime) -> None:
        writes.plan_review(initiative_id=self.one.record.pk, due_date=due, by=self.one.sponsor, at=at)

    def _review(self, way: str, at: datetime) -> None:
        due = Review.objects.get(initiative=self.one.record, held_date=None, removed_at=None)
        writes.hold_review(review_id=due.pk, way=way, reason=LOOKED[way], by=self.one.sponsor, at=at)

    # --- a challenge that changed the case, and one that waits

    def _challenge(self, asker: str, question: str, at: datetime) -> None:
        benefit = Line.objects.get(of=self.versions[-1], flow="benefit")
        writes.raise_challenge(
            initiative_id=self.one.record.pk,
            line_key=benefit.key,
            question=question,
            by=self.house.person(asker),
            at=at,
        )

    def _note_change(self) -> None:
        ask = "A third of these claims are found today: is that taken off?"
        for ago, act, words in (
            (172, partial(self._challenge, CONTROLLER, ask), "A benefit is challenged"),
            (165, self._answer, "A challenge is answered"), (162, self._decide, "A challenge is decided"),
            (158, self._rewrite, "A case is written anew"), (155, self._offer, "A case is put to its signers"),
            (154, partial(self._sign, "business"), "The business signs"), (153, partial(self._sign, "it"), "IT signs"),
            (152, partial(self._sign, "finance"), "Finance signs"),
        ):  # fmt: skip
            self._note(self.chronicle.day(ago), act, f"{words}: {self.one.work.title}")

    def _answer(self, at: datetime) -> None:
        asked = Challenge.objects.get(initiative=self.one.record)
        writes.answer_challenge(challenge_id=asked.pk, answer="No, it is not. We counted all of them.", by=self.one.sponsor, at=at)  # fmt: skip

    def _decide(self, at: datetime) -> None:
        asked = Challenge.objects.get(initiative=self.one.record)
        reason = "What handlers find anyway is not caused by the hints."
        writes.decide_challenge(
            challenge_id=asked.pk, verdict="change", reason=reason, by=self.house.person(CFO), at=at
        )  # fmt: skip

    def _rewrite(self, at: datetime) -> None:
        """Write a second version with two thirds of the benefit."""
        version = writes.new_version(case_id=self.versions[-1].case_id, by=self.one.lead, at=at)
        old = Line.objects.get(of=version, flow="benefit")
        values = self._lines(Decimal(2) / 3)[-1]
        writes.set_line(version_id=version.pk, key=old.key, values=values, by=self.one.lead, at=at)
        self.versions.append(version)


@dataclass(frozen=True)
class _Late:
    """Tells of Commercial: finance came in after the money, and three of ten initiatives have a case at all."""

    chronicle: Chronicle
    house: House
    goals: Goals
    works: dict[str, Told]

    def note(self) -> None:
        for place, work in enumerate(COMMERCIAL):
            one = self.works[work.title]
            day = max(one.approved + timedelta(days=150 + 7 * place), self.chronicle.day(330))
            act = partial(self._tell, one, day)
            self.chronicle.note(self.chronicle.day(23), act, f"When finance came in: {work.title}", time(14, place))
        offer, assistant = self.works["Next best offer"], self.works["Sales assistant"]
        churn = self.works["Churn early warning"]
        self._note_case(offer, 60, ("business",), self._points(offer, 520_000, 2_400_000))
        self._note_case(assistant, 80, ("business", "it"), self._hopeful(assistant))
        self._note_case(churn, 150, ("business", "it", "finance"), self._usual(churn))

    def _tell(self, one: Told, day: date, at: datetime) -> None:
        writes.tell_involvement(
            initiative_id=one.record.pk, side="finance", on=day, by=self.house.person(OFFICE), at=at,
            words="First asked when the first quarter had been paid; before that finance knew of no plan.",
        )  # fmt: skip

    def _note_case(self, one: Told, ago: int, sides: tuple[str, ...], lines: list[dict[str, Any]]) -> None:
        made: list[CaseVersion] = []
        chronicle, title = self.chronicle, one.work.title
        start = chronicle.day(ago).replace(day=1)
        chronicle.note(
            chronicle.day(ago), partial(self._write, one, start, lines, made), f"A case is begun: {title}", MORNING
        )
        chronicle.note(chronicle.day(ago - 6), partial(self._offer, one, made), f"A case is offered: {title}", MORNING)
        for place, side in enumerate(sides):
            act = partial(self._sign, one, side, made)
            chronicle.note(chronicle.day(ago - 9 - 3 * place), act, f"A case is signed: {title}", NOON)

    def _write(
        self, one: Told, start: date, lines: list[dict[str, Any]], made: list[CaseVersion], at: datetime
    ) -> None:
        """Write a case over what ``begin_case`` took from the planned money."""
        version = writes.begin_case(initiative_id=one.record.pk, by=one.sponsor, at=at)
        for old in Line.objects.filter(of=version):
            writes.remove_line(version_id=version.pk, key=old.key, by=one.sponsor, at=at)
        values = case_values(WORDS[one.work.title], start, one.sponsor)
        measure = Measure.objects.filter(goal__title=one.work.goal).first()
        values |= {"measure_id": measure.pk} if measure else {}
        writes.edit_version(version_id=version.pk, values=values, by=one.sponsor, at=at)
        for found in lines:
            writes.set_line(version_id=version.pk, values=found, by=one.sponsor, at=at)
        for item, there in (("goal", measure), ("measure", measure), ("baseline", measure)):
            if there is None:
                words = "It serves sales as a whole; no single number shows it."
                writes.skip_item(version_id=version.pk, item=item, reason=words, by=one.sponsor, at=at)
        if all(found["low"] == found["high"] for found in lines):
            words = "The supplier's price is fixed and the benefit is what the board was told."
            writes.skip_item(version_id=version.pk, item="ranges", reason=words, by=one.sponsor, at=at)
        made.append(version)

    def _offer(self, one: Told, made: list[CaseVersion], at: datetime) -> None:
        made[0] = writes.offer(version_id=made[0].pk, by=one.sponsor, at=at)

    def _sign(self, one: Told, side: str, made: list[CaseVersion], at: datetime) -> None:
        by = {"business": one.sponsor, "it": one.lead}.get(side) or self.house.person(CONTROLLER)
        writes.sign(version_id=made[0].pk, side=side, digest=made[0].digest, by=by, at=at)

    def _points(self, one: Told, cost: int, benefit: int) -> list[dict[str, Any]]:
        start, sure = self.chronicle.day(60).replace(day=1), (Decimal(1), Decimal(1))
        return [
            line("cost", "build", "Building it", start, later(start, 9), Decimal(cost) / 10, sure),
            line("cost", "run", "Running it", later(start, 10), None, Decimal(4_000), sure),
            line("benefit", "revenue", WORDS[one.work.title].benefit, later(start, 10), None, Decimal(benefit) / 12, sure),
        ]  # fmt: skip

    def _hopeful(self, one: Told) -> list[dict[str, Any]]:
        """A cost far below the first plan and a benefit that may hardly come."""
        start = self.chronicle.day(80).replace(day=1)
        narrow, wide = (Decimal("0.95"), Decimal("1.05")), (Decimal("0.15"), Decimal("1.70"))
        return [
            line("cost", "build", "Building it", start, later(start, 9), Decimal(15_000), narrow),
            line("cost", "run", "Running it", later(start, 10), None, Decimal(1_000), narrow),
            line("benefit", "freed", WORDS[one.work.title].benefit, later(start, 12), None, Decimal(6_500), wide),
        ]  # fmt: skip

    def _usual(self, one: Told) -> list[dict[str, Any]]:
        start = self.chronicle.day(150).replace(day=1)
        return [
            line("cost", "build", "Finishing it", start, later(start, 5), Decimal(12_000), RANGE_OF_COST),
            line("cost", "run", "Running it", later(start, 6), None, Decimal(9_000), RANGE_OF_COST),
            line("benefit", "revenue", WORDS[one.work.title].benefit, later(start, 2), None, Decimal(66_000), (Decimal("0.4"), Decimal("1.3"))),
        ]  # fmt: skip


def _basis(release: Release) -> str:
    """Name what a decision rests on: the version that is signed, and the challenges that speak against it."""
    pk = release.of.case.initiative_id
    return basis_of(release.digest, [(one.pk, one.version) for one in bearing_on(initiative_id=pk)])


def case_values(words: Words, start: date, owner: Person) -> dict[str, Any]:
    """Give what every case says beside its measure and its lines."""
    return {
        "start_month": start, "horizon_months": HORIZON, "currency": CURRENCY, "discount_share": Decimal("0.08"),
        "benefit_owner_id": owner.pk, "counterfactual": words.anyway, "exit_rule": words.stop, "switched_off": words.off,
        "adoption_low": Decimal("0.70"), "adoption_likely": Decimal("0.90"), "adoption_high": Decimal("1.00"),
        "shift_low": Decimal(0), "shift_likely": Decimal(1), "shift_high": Decimal(5),
    }  # fmt: skip


def line(
    flow: str, kind: str, title: str, first: date, last: date | None, amount: Decimal, bounds: tuple[Decimal, Decimal]
) -> dict[str, Any]:
    """Give a line that comes every month, its likely amount in round figures with a low and a high beside it."""
    likely = round_up(amount)
    return {
        "flow": flow, "kind": kind, "title": title, "rhythm": "monthly", "from_month": first, "to_month": last,
        "low": round_up(likely * bounds[0]), "likely": likely, "high": round_up(likely * bounds[1]), "currency": CURRENCY,
        "note": "",
    }  # fmt: skip


def round_up(amount: Decimal) -> Decimal:
    """Round to whole tens."""
    return Decimal(round(amount / 10) * 10)


def later(month: date, count: int) -> date:
    """Give the first of the month that lies so many months later."""
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)

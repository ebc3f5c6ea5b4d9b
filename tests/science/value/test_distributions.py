import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from accord.science.value import (
    BENEFIT,
    COST,
    DRAWN,
    EXACT,
    LineRange,
    LogNormal,
    Plan,
    distributions,
    draw,
    likely_value,
    normal_value,
    npv,
    of_draws,
    unknowns,
    value_at,
    value_distribution,
    what_matters,
)
from tests.science import oracle

quick = settings(max_examples=20, deadline=None)
NUMBERS = ("mean", "sd", "p10", "p50", "p90", "loss_share", "cvar10")
amounts = st.tuples(st.floats(10, 1e4), st.floats(1, 2), st.floats(1, 2)).map(
    lambda parts: (parts[0], parts[0] * parts[1], parts[0] * parts[1] * parts[2])
)
months = st.tuples(st.integers(0, 12), st.integers(1, 24)).map(lambda ends: tuple(range(ends[0], sum(ends))))
lines = st.lists(st.tuples(st.sampled_from((COST, BENEFIT)), months, amounts), min_size=2, max_size=6).map(
    lambda rows: tuple(LineRange(f"line {n}", flow, at, *of) for n, (flow, at, of) in enumerate(rows))
)
ratios = st.one_of(
    st.just(()),
    st.builds(LogNormal, st.floats(-0.2, 0.4), st.floats(0.1, 0.6)),
    st.lists(st.floats(0.5, 3), min_size=3, max_size=30).map(tuple),
)
plans = st.builds(
    Plan, lines, st.floats(0, 0.2), ratios, st.sampled_from((None, (0.3, 0.6, 0.9))), st.sampled_from((None, (0, 2, 6)))
)
FIXED = (
    LineRange("build", COST, tuple(range(6)), 60_000, 60_000, 60_000),
    LineRange("run", COST, tuple(range(6, 36)), 2_500, 2_500, 2_500),
    LineRange("save", BENEFIT, tuple(range(6, 36)), 22_000, 22_000, 22_000),
)
RANGES = (
    LineRange("build", COST, tuple(range(6)), 50_000, 60_000, 90_000),
    LineRange("save", BENEFIT, tuple(range(6, 36)), 10_000, 20_000, 30_000),
    LineRange("revenue", BENEFIT, (12, 24, 35), 0, 9_000, 12_000),
)
FULL = Plan(RANGES, 0.08, LogNormal(0.1, 0.35), (0.5, 0.7, 0.9), (0, 3, 6), 36)


def agrees(drawn, exact, errors=4):
    """Tell whether numbers lie within so many standard errors of the draws."""
    return all(
        abs(getattr(drawn, name) - getattr(exact, name)) <= errors * getattr(drawn.standard_errors, name) + 1e-9
        for name in NUMBERS
    )


class TestIndependentNormalFlows:
    def test_are_worth_what_was_published(self):
        """Van Horne, Financial Management and Policy: an outlay of 10,000 and three uncertain years at 4 %."""
        found = normal_value(0.04, [-10_000, 5_000, 4_000, 3_000], [0, 1140.18, 1140.18, 1140.18])

        assert found.mean == pytest.approx(1172.9, abs=0.05)
        assert found.sd == pytest.approx(1827.7, abs=0.05)
        assert found.loss_share == pytest.approx(0.2605, abs=5e-5)
        assert found.method == EXACT

    def test_agree_with_draws(self):
        flows, spread = np.array([-10_000, 5_000, 4_000, 3_000]), np.array([0, 1140.18, 1140.18, 1140.18])
        drawn = np.random.default_rng(20_261_122).normal(flows, spread, (10_000, 4)) @ 1.04 ** -np.arange(4)

        assert agrees(of_draws(drawn), normal_value(0.04, flows, spread))


class TestLogNormalCosts:
    def test_follow_from_the_log_normal_alone_where_benefits_come_on_time(self):
        plan = Plan(FIXED, 0.08, LogNormal(0.1, 0.4))
        worth = 1.08 ** (-np.arange(36) / 12)
        cost = 60_000 * worth[:6].sum() + 2_500 * worth[6:].sum()
        benefit = 22_000 * worth[6:].sum()
        ratio = lognorm(0.4, scale=math.exp(0.1))

        found = value_distribution(plan, "any")

        assert found.method == EXACT
        assert found.mean == pytest.approx(benefit - cost * ratio.mean())
        assert found.sd == pytest.approx(cost * ratio.std())
        assert found.loss_share == pytest.approx(ratio.sf(benefit / cost))
        assert [found.low, found.p10, found.p50, found.p90, found.high] == pytest.approx(
            benefit - cost * ratio.ppf([0.975, 0.9, 0.5, 0.1, 0.025])
        )
        worst = quad(lambda share: benefit - cost * ratio.ppf(share), 0.9, 1)[0] / 0.1
        assert found.cvar10 == pytest.approx(worst, rel=1e-6)

    def test_agree_with_draws_where_benefits_are_late(self):
        plan = Plan(FIXED, 0.08, LogNormal(0.1, 0.4), (0.8, 0.8, 0.8), (0, 3, 9), 36)
        assert agrees(of_draws(draw(plan, "late", 40_000).values), value_distribution(plan, "any"))

    def test_hold_for_thousands_of_plans_as_for_one(self):
        many = [replace(FULL, lines=FIXED, adoption=None, shift=(0, n % 7, 9)) for n in range(40)]
        mixed = [FULL, *many, replace(FULL, lines=FIXED, ratios=(), adoption=None, shift=None)]

        found = distributions(mixed, [str(n) for n in range(42)])

        assert [one.method for one in found] == [DRAWN, *[EXACT] * 41]
        assert found[7].p10 == pytest.approx(value_distribution(many[6], "x").p10, rel=1e-9)


class TestDraws:
    def test_are_the_same_for_the_same_case_and_others_for_another(self):
        one = value_distribution(FULL, "digest")
        assert value_distribution(replace(FULL), "digest") == one
        assert value_distribution(FULL, "other") != one

    def test_agree_with_a_plain_loop_over_months(self):
        rng, n = np.random.default_rng(7), 4_000
        curves = [oracle.fit(line.low, line.likely, line.high, 0.0) for line in RANGES]
        share, late = oracle.fit(0.5, 0.7, 0.9, 0.0), oracle.fit(0, 3, 6, 0.0)
        values = [one_by_one(FULL, curves, share, late, rng) for _ in range(n)]

        slow, fast = of_draws(np.array(values)), value_distribution(FULL, "digest")

        for name in NUMBERS:
            error = math.hypot(getattr(slow.standard_errors, name), getattr(fast.standard_errors, name))
            assert abs(getattr(slow, name) - getattr(fast, name)) <= 4 * error, name

    def test_let_no_more_take_it_up_than_there_are(self):
        lines = (LineRange("save", BENEFIT, (0,), 100, 100, 100),)
        most = draw(Plan(lines, 0.08, adoption=(0.5, 0.8, 1)), "digest").values
        beyond = draw(Plan(lines, 0.08, adoption=(0.5, 0.8, 1.2)), "digest").values

        assert most.max() == 100 < beyond.max()
        assert (most == 100).mean() == pytest.approx(0.1, abs=0.001)  # its high value is exceeded one time in ten

    def test_of_many_cases_are_those_of_each_alone(self):
        cases = [replace(FULL, discount_share=rate / 100, lines=RANGES[: 2 + rate % 2]) for rate in range(12)]
        digests = [f"case {rate}" for rate in range(12)]

        alone = tuple(map(value_distribution, cases, digests))

        assert distributions(cases, digests) == alone
        assert distributions(cases[::-1], digests[::-1]) == alone[::-1]

    def test_are_off_by_no_more_than_they_say(self):
        """Against 300,000 independent draws of the oracle, the numbers of 60 seeds stray less than one stated error."""
        truth = of_draws(independent(FULL, np.random.default_rng(11), 300_000))
        found = [value_distribution(FULL, str(seed)) for seed in range(60)]

        for name in NUMBERS:
            stray = math.sqrt(np.mean([(getattr(one, name) - getattr(truth, name)) ** 2 for one in found]))
            said = math.hypot(
                np.mean([getattr(one.standard_errors, name) for one in found]), getattr(truth.standard_errors, name)
            )
            assert stray <= said, name

    @quick
    @given(plans)
    def test_hold_what_holds_for_any_case(self, plan):
        found = value_distribution(plan, "digest", draws=2_000)
        scaled = replace(
            plan,
            lines=tuple(replace(x, low=4 * x.low, likely=4 * x.likely, high=4 * x.high) for x in plan.lines),
        )
        fourfold = value_distribution(scaled, "digest", draws=2_000)
        size = abs(found.mean) + found.sd

        assert found.low <= found.p10 <= found.p50 <= found.p90 <= found.high
        assert found.cvar10 <= found.p10 + 1e-9 * size
        assert found.cvar10 <= found.mean + 1e-9 * size
        assert fourfold.loss_share == pytest.approx(found.loss_share, abs=1e-3)
        assert (fourfold.p10, fourfold.mean) == pytest.approx((4 * found.p10, 4 * found.mean), abs=1e-6 * size)

    @quick
    @given(plans, st.randoms())
    def test_do_not_depend_on_the_order_of_the_lines(self, plan, chance):
        mixed = list(plan.lines)
        chance.shuffle(mixed)
        other = replace(plan, lines=tuple(mixed))
        one, two = (value_distribution(x, "digest", draws=4_000) for x in (plan, other))
        for name in ("p10", "p50", "p90", "loss_share"):
            error = math.hypot(getattr(one.standard_errors, name), getattr(two.standard_errors, name))
            assert abs(getattr(one, name) - getattr(two, name)) <= 5 * error + 1e-6 * (one.sd + 1), name
        assert likely_value(plan) == pytest.approx(likely_value(other), abs=1e-6)

    def test_know_one_number_where_nothing_is_unknown(self):
        plan = Plan(FIXED, 0.08)
        flows = [-60_000] * 6 + [19_500] * 30
        found = value_distribution(plan, "any")

        assert found.p10 == found.p90 == pytest.approx(npv(1.08 ** (1 / 12) - 1, flows))
        assert (found.method, found.sd, what_matters(plan, "any")) == (EXACT, 0, ())


class TestWhatMatters:
    def test_shares_the_variance_of_a_sum_as_its_parts_do(self):
        """Lines of equal shape in amounts 1 : 2 : 3 at time zero have variances 1 : 4 : 9."""
        parts = [LineRange(str(k), BENEFIT, (0,), 80 * k, 100 * k, 120 * k) for k in (1, 2, 3)]
        found = what_matters(Plan(tuple(parts), 0.0), "digest")

        assert [swing.name for swing in found] == ["3", "2", "1"]
        assert [swing.share_of_variance for swing in found] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.02)
        assert [(swing.at_low, swing.at_high) for swing in found] == [
            pytest.approx((600 - 20 * k, 600 + 20 * k)) for k in (3, 2, 1)
        ]

    def test_gives_knowing_a_worth_only_if_it_could_change_the_choice(self):
        sure = (LineRange("cost", COST, (0,), 10, 10, 10), LineRange("gain", BENEFIT, (0,), 80, 100, 120))
        torn = (LineRange("cost", COST, (0,), 100, 100, 100), LineRange("gain", BENEFIT, (0,), 80, 100, 120))

        assert what_matters(Plan(sure, 0.0), "digest")[0].worth == pytest.approx(0, abs=1e-9)
        assert what_matters(Plan(torn, 0.0), "digest")[0].worth > 5


def independent(plan, rng, draws):
    """Return outcomes drawn one by one at places that do not depend on each other."""
    inputs = unknowns(plan)
    return value_at(plan, inputs, rng.random((len(inputs), draws)))


@pytest.mark.prove
class TestCoverage:
    def test_of_the_interval_lies_between_93_and_97_percent(self):
        """What was stated is taken at its word: truths are drawn one by one by the oracle, month after month."""
        rng, inside, cases = np.random.default_rng(20_261_122), 0, 2_000
        for number in range(cases):
            plan = some_plan(rng)
            curves = [oracle.fit(line.low, line.likely, line.high, 0.0) for line in plan.lines]
            share, late = oracle.fit(*plan.adoption, 0.0), oracle.fit(*plan.shift, 0.0)
            truth = one_by_one(plan, curves, share, late, rng)
            found = value_distribution(plan, str(number))
            inside += found.low <= truth <= found.high

        assert 0.93 <= inside / cases <= 0.97


def some_plan(rng):
    """Return a case as people write them: two or three costs, two or three benefits, over three years."""
    kinds = [COST] * int(rng.integers(2, 4)) + [BENEFIT] * int(rng.integers(2, 4))
    found = []
    for number, flow in enumerate(kinds):
        start, likely = int(rng.integers(0, 12)), float(rng.uniform(1_000, 50_000))
        ends = likely * rng.uniform(0.4, 0.95), likely * rng.uniform(1.05, 2.5)
        found.append(LineRange(str(number), flow, tuple(range(start, 36)), ends[0], likely, ends[1]))
    spread = LogNormal(float(rng.uniform(-0.1, 0.3)), float(rng.uniform(0.1, 0.5)))
    return Plan(tuple(found), 0.08, spread, (0.4, float(rng.uniform(0.5, 0.8)), 0.95), (0, 2, 8), 36)


def one_by_one(plan, curves, share, late, rng):
    """Return one outcome, month after month; a benefit between two months counts by its part in each."""

    def place():
        return float(np.log(1 / rng.uniform(1e-12, 1) - 1))

    total, taken, delay = 0.0, share.quantile(place()), late.quantile(place())
    ratio = math.exp(rng.normal(plan.ratios.middle, plan.ratios.spread))
    whole, part = math.floor(delay), delay - math.floor(delay)
    for line, curve in zip(plan.lines, curves, strict=True):
        amount = curve.quantile(place())
        for month in line.months:
            if line.flow == COST:
                total -= amount * ratio * (1 + plan.discount_share) ** (-month / 12)
                continue
            for step, weight in ((whole, 1 - part), (whole + 1, part)):
                if month + step <= plan.horizon:
                    total += taken * amount * weight * (1 + plan.discount_share) ** (-(month + step) / 12)
    return total

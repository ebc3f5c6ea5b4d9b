"""The five practices on 10,000 initiatives against an analyst's script (pandas, lifelines, statsmodels), in one run.

    python benchmarks/practices.py [INITIATIVES]

Both answer for the organisation and sixty departments with their branches; Accord also reads each initiative, which the
script does not. The answers are compared before the times are.
"""

import resource
import sys
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from _timing import best
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from statsmodels.stats.proportion import proportion_confint

from accord.practices import find, measure_all
from accord.tables import Snapshot
from accord.tables.schemas import ACTIVE, ARTEFACTS, UNDER_WAY

DAY = date(2026, 11, 21)
DEPARTMENTS = 60
STAGES = ("idea", "approved", "building", "testing", "live", "retired", "cancelled")


def tables(count: int) -> dict[str, pl.DataFrame]:
    """Generate a seeded portfolio of so many initiatives."""
    rng = np.random.default_rng(20_261_121)
    ids = np.array([f"i{k:06}" for k in range(count)])
    stage = rng.choice(STAGES, count, p=[0.1, 0.1, 0.2, 0.1, 0.35, 0.07, 0.08])
    approved = rng.integers(200, 1500, count)
    took = rng.gamma(2.2, 150, count).astype(int) + 5
    over = approved - np.minimum(took, approved - 1)
    frames = {
        "departments": _departments(),
        "initiatives": pl.DataFrame(
            {
                "id": ids,
                "title": np.char.add("Initiative ", ids),
                "department": [f"d{k:02}" for k in rng.integers(0, DEPARTMENTS, count)],
                "stage": stage,
                "visibility": rng.choice(["everyone", "limited"], count, p=[0.8, 0.2]),
                "summary": rng.choice(["", "Too short", "Sorts the incoming mail so that clerks answer sooner"], count),
            }
        ),
        "goals": pl.DataFrame(
            {
                "id": [f"g{k}" for k in range(400)],
                "title": "Goal",
                "business_owner": rng.choice(["Ann", None], 400, p=[0.9, 0.1]),
                "it_owner": rng.choice(["Bo", None], 400, p=[0.9, 0.1]),
                "business_agreed_on": DAY - timedelta(500),
                "it_agreed_on": DAY - timedelta(500),
            }
        ),
    }
    linked = rng.choice(count, int(count * 1.2))
    links = {"initiative": ids[linked], "goal": [f"g{k}" for k in rng.integers(0, 400, len(linked))]}
    agreed = {
        side: _days(rng.integers(1, 400, len(linked)), rng.random(len(linked)) < 0.85) for side in ("business", "it")
    }
    frames["goal_links"] = pl.DataFrame(
        links | {"business_agreed_on": agreed["business"], "it_agreed_on": agreed["it"]}
    ).unique(["initiative", "goal"], keep="first", maintain_order=True)
    begun, ended = stage != "idea", np.isin(stage, ["live", "retired", "cancelled"])
    last = np.where(stage == "cancelled", "cancelled", "live")
    frames["stages"] = pl.concat(
        [
            pl.DataFrame({"initiative": ids[begun], "stage": "approved", "on": _days(approved[begun])}),
            pl.DataFrame({"initiative": ids[ended], "stage": last[ended], "on": _days(over[ended])}),
        ]
    )
    shown = np.repeat(np.flatnonzero(begun), 6)
    done = (approved[shown] * rng.random(len(shown))).astype(int)
    frames["milestones"] = pl.DataFrame(
        {
            "initiative": ids[shown],
            "title": "M",
            "result": rng.choice(["A demo", ""], len(shown)),
            "done_on": _days(done),
        }
    )
    frames["risk"] = pl.DataFrame({"initiative": ids, "risk": rng.choice(["high", "minimal", "limited"], count)})
    asked = np.repeat(ids, len(ARTEFACTS))
    frames["evidence"] = pl.DataFrame(
        {
            "initiative": asked,
            "question": np.tile(ARTEFACTS, count),
            "answer": rng.choice(["yes", "no", "in_progress", "not_applicable", "unknown"], len(asked)),
        }
    )
    return frames


def _departments() -> pl.DataFrame:
    parents = [None if k < 6 else f"d{k % 6:02}" for k in range(DEPARTMENTS)]
    return pl.DataFrame({"id": [f"d{k:02}" for k in range(DEPARTMENTS)], "parent": parents, "name": "Department"})


def _days(ago: Any, known: Any = None) -> pl.Series:
    days = pl.Series(np.datetime64(DAY) - ago.astype("timedelta64[D]")).cast(pl.Date)
    return days if known is None else pl.select(pl.when(pl.Series(known)).then(days)).to_series()


class Analyst:
    """The same five numbers as one would script them: merge, filter per department, call the library."""

    def __init__(self, frames: dict[str, pl.DataFrame]) -> None:
        self.t = {name: frame.to_pandas() for name, frame in frames.items()}
        self.today = pd.Timestamp(DAY)
        parents = dict(zip(self.t["departments"]["id"], self.t["departments"]["parent"], strict=True))
        self.branches: dict[str, set[str]] = {name: set() for name in parents}
        for name in parents:
            above: Any = name
            while above is not None:
                self.branches[above].add(name)
                above = parents[above]

    def readings(self) -> dict[tuple[str, str], float]:
        """Return practice and department ("" for all) with the value."""
        return {**self.p01(), **self.p22(), **self.p31(), **self.p33(), **self.p36()}

    def by_branch(
        self, code: str, rows: pd.DataFrame, number: Callable[[pd.DataFrame], float]
    ) -> dict[tuple[str, str], float]:
        found = {(code, ""): number(rows)}
        for name, branch in self.branches.items():
            found[code, name] = number(rows[rows["department"].isin(branch)])
        return found

    def share(self, rows: pd.DataFrame) -> float:
        proportion_confint(rows["ok"].sum(), max(len(rows), 1), method="wilson")
        proportion_confint(rows["ok"].sum(), max(len(rows), 1), alpha=0.001, method="beta")
        return float(rows["ok"].mean())

    def p01(self) -> dict[tuple[str, str], float]:
        links = self.t["goal_links"].merge(self.t["goals"], left_on="goal", right_on="id", suffixes=("", "_goal"))
        columns = ["business_agreed_on", "it_agreed_on", "business_agreed_on_goal", "it_agreed_on_goal"]
        joint = links[["business_owner", "it_owner", *columns]].notna().all(axis=1)
        good = set(links.loc[joint, "initiative"])
        active = self.t["initiatives"][self.t["initiatives"]["stage"].isin(ACTIVE)]
        return self.by_branch("P01", active.assign(ok=active["id"].isin(good)), self.share)

    def p22(self) -> dict[tuple[str, str], float]:
        active = self.t["initiatives"][self.t["initiatives"]["stage"].isin(ACTIVE)]
        seen = (active["visibility"] == "everyone") & (active["summary"].str.strip().str.len() >= 40)
        return self.by_branch("P22", active.assign(ok=seen), self.share)

    def p31(self) -> dict[tuple[str, str], float]:
        under_way = self.t["initiatives"][self.t["initiatives"]["stage"].isin(UNDER_WAY)]
        done = self.t["milestones"][self.t["milestones"]["result"].str.strip() != ""]
        start = self.t["stages"][self.t["stages"]["stage"] == "approved"].set_index("initiative")["on"]
        points = done[["initiative", "done_on"]].rename(columns={"done_on": "day"})
        points = pd.concat([points, start.rename("day").reset_index()]).drop_duplicates()
        points = points.merge(under_way[["id", "department"]], left_on="initiative", right_on="id")
        points = points.sort_values(["initiative", "day"])
        following = points.groupby("initiative")["day"].shift(-1)
        points["seen"] = following.notna()
        points["days"] = (following.fillna(self.today) - points["day"]).dt.days
        points = points[points["seen"] | (points["days"] > 0)]
        return self.by_branch("P31", points, self.median)

    def median(self, rows: pd.DataFrame) -> float:
        if rows.empty:
            return float("nan")
        fitted = KaplanMeierFitter().fit(rows["days"], rows["seen"])
        _ = fitted.confidence_interval_
        return float(fitted.median_survival_time_)

    def p33(self) -> dict[tuple[str, str], float]:
        days = self.t["stages"].pivot_table(index="initiative", columns="stage", values="on", aggfunc="min")
        rows = self.t["initiatives"].merge(days, left_on="id", right_index=True)
        rows["end"] = rows["live"].fillna(rows["cancelled"]).fillna(self.today)
        rows["days"] = (rows["end"] - rows["approved"]).dt.days
        rows["cause"] = np.where(rows["live"].notna(), 1, np.where(rows["cancelled"].notna(), 2, 0))
        rows["seen"] = rows["cause"] == 1
        return self.by_branch("P33", rows, self.arrival)

    def arrival(self, rows: pd.DataFrame) -> float:
        if (rows["cause"] == 2).mean() <= 0.1:
            return self.median(rows)
        curve = AalenJohansenFitter(calculate_variance=True, jitter_level=1e-6, seed=1)
        share = curve.fit(rows["days"] + 0.001, rows["cause"], 1).cumulative_density_.iloc[:, 0]
        reached = share[share >= 0.5 - 1e-12]
        return float(np.floor(reached.index[0] + 0.5)) if len(reached) else float("inf")

    def p36(self) -> dict[tuple[str, str], float]:
        rows = self.t["initiatives"].merge(self.t["risk"], left_on="id", right_on="initiative")
        rows = rows[(rows["stage"] == "live") & (rows["risk"] == "high")]
        counts = pd.crosstab(self.t["evidence"]["initiative"], self.t["evidence"]["answer"])
        rows = rows.merge(counts, left_on="id", right_index=True)
        return self.by_branch("P36", rows, self.artefacts)

    def artefacts(self, rows: pd.DataFrame) -> float:
        needed = 8 * len(rows) - rows["not_applicable"].sum()
        if not needed:
            return float("nan")
        share = rows["yes"].sum() / needed
        proportion_confint(share * len(rows), len(rows), method="wilson")
        return float(share)


def differences(readings: Any, expected: dict[tuple[str, str], float]) -> list[str]:
    """Return where the two do not agree."""
    found = []
    for (code, department), value in expected.items():
        reading = find(readings, code, "department" if department else "organisation", department)
        if reading is None or reading.value is None:
            continue
        same = np.isinf(value) if reading.at_least else abs(reading.value - value) < 1e-6
        if not same:
            found.append(f"{code} {department or 'organisation'}: {reading.value} and {value}")
    return found


def main(count: int) -> int:
    """Measure both and print the ratio; the exit code is 1 where they disagree."""
    warnings.filterwarnings("ignore")
    frames = tables(count)
    groups = [("organisation", ""), *(("department", name) for name in frames["departments"]["id"])]
    measure_all(Snapshot.of(DAY, frames))  # imports and first use
    own, readings = best(lambda: measure_all(Snapshot.of(DAY, frames), subjects=groups), 3)
    full, every = best(lambda: measure_all(Snapshot.of(DAY, frames)), 3)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    script, expected = best(lambda: Analyst(frames).readings(), 1)
    wrong = differences(readings, expected)
    print(f"five practices, {count:,} initiatives, {len(groups)} subjects   {own * 1000:8.0f} ms")
    print(f"… and every initiative, {len(every):,} readings          {full * 1000:8.0f} ms   peak {memory:.0f} MB")
    print(f"analyst's script, {len(groups)} subjects                   {script * 1000:8.0f} ms")
    print(
        f"ratio                                          {script / own:8.1f} times faster ({script / full:.1f} with every initiative)"
    )
    for line in wrong[:10]:
        print("differs:", line)
    print("the answers agree" if not wrong else f"{len(wrong)} answers differ")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))

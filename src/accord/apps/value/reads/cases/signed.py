"""What is signed: the content of a version as it stands in the database, its digest, and whether it is what was signed."""

from __future__ import annotations

from typing import Any

from accord.apps.value.models import CaseVersion, Line, Signature
from accord.apps.value.rules import CaseState, Side
from accord.apps.value.rules.cases import Filled, digest_of
from accord.apps.value.rules.words import Cost

FIELDS = (
    "start_month", "horizon_months", "currency", "discount_share", "measure_id", "baseline_value", "baseline_date",
    "baseline_source", "target_value", "target_date", "benefit_owner_id", "counterfactual", "nothing_words", "nothing_low",
    "nothing_likely", "nothing_high", "switched_off", "exit_rule", "skipped", "adoption_low", "adoption_likely",
    "adoption_high", "shift_low", "shift_likely", "shift_high", "cost_class",
)  # fmt: skip
LINE_FIELDS = (
    "key", "flow", "kind", "title", "rhythm", "from_month", "to_month", "low", "likely", "high", "currency", "note",
)  # fmt: skip


# no viewer: the caller has found the version as its viewer
def content_of(*, version: CaseVersion) -> dict[str, Any]:
    """Give everything of a version that is signed, as it is in the database now; lines in the order of their keys."""
    fields = CaseVersion.everything.filter(pk=version.pk).values("case__initiative", "number", *FIELDS).get()
    lines = Line.objects.filter(of=version.pk).order_by("key").values(*LINE_FIELDS)
    return {"initiative": fields.pop("case__initiative"), **fields, "lines": list(lines)}


# no viewer: the caller has found the version as its viewer
def digest_now(*, version: CaseVersion) -> str:
    """Digest what a version says now."""
    return digest_of(content_of(version=version))


# no viewer: the caller has found the version as its viewer
def is_as_signed(*, version: CaseVersion) -> bool | None:
    """Tell whether a version still is what its signers saw, under all three names once it is signed; None while it is being written, or was discarded."""
    is_loose = version.state in {CaseState.DRAFT, CaseState.DISCARDED}
    if is_loose:
        return None
    if digest_now(version=version) != version.digest:
        return False
    # whoever changes a version beside Accord can change its digest as well; those under the signatures stay
    standing = Signature.objects.filter(of=version.pk, withdrawn_at=None).values_list("side", "digest")
    signed = dict(standing)
    is_whole = version.state == CaseState.OFFERED or signed.keys() == set(Side)
    return is_whole and set(signed.values()) <= {version.digest}


# no viewer: the caller has found the version as its viewer
def filled_of(*, version: CaseVersion, has_goal: bool) -> Filled:
    """Say what of a version is there, as far as completeness asks; ``has_goal``: its initiative serves a goal (one query)."""
    lines = list(Line.objects.filter(of=version.pk).values_list("low", "high", "kind"))
    return Filled(
        has_goal=has_goal or version.measure_id is not None,
        baseline_value=version.baseline_value,
        baseline_date=version.baseline_date,
        baseline_source=version.baseline_source,
        has_measure=version.measure_id is not None,
        target_value=version.target_value,
        target_date=version.target_date,
        has_owner=version.benefit_owner_id is not None,
        counterfactual=version.counterfactual,
        exit_rule=version.exit_rule,
        lines=len(lines),
        ranged_lines=sum(low < high for low, high, _kind in lines),
        run_lines=sum(kind == Cost.RUN for _low, _high, kind in lines),
        skipped=version.skipped,
    )

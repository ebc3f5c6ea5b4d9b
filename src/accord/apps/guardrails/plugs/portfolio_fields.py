"""The risk class and the questions as fields that a file can bring, with the words files use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType, Figure
from accord.apps.guardrails.rules import ALL_QUESTIONS, ANSWER_LABELS, Answer

IMPACT = Field(
    "impact",
    _("Touches rights or safety"),
    FieldType.CHOICE,
    (
        Choice("both", _("Both rights and safety"), ("both", "rights and safety impacting", "rights- and safety-impacting")),
        Choice("rights", _("Rights"), ("rights-impacting", "rights impacting", "presumed rights-impacting")),
        Choice("safety", _("Safety"), ("safety-impacting", "safety impacting", "presumed safety-impacting")),
        Choice("high", _("High impact, not said which"), ("high-impact", "high impact", "high", "high risk", "high-risk")),
        Choice("neither", _("Neither"), ("not high-impact", "not high impact", "presumed high-impact, but determined not*")),
        Choice(
            "unknown",
            _("Not known yet"),
            ("no, use case is too new to fully assess*", "case-by-case assessment", "too early to tell", "to be assessed"),
        ),
    ),
    synonyms=(
        "impact type", "is the ai use case rights impacting safety impacting both or neither", "risk class", "risk level",
        "rights or safety impacting", "high impact", "is the ai use case high impact", "risk classification",
    ),
    help=_("Blank is unknown, never neither."),
)  # fmt: skip

_YES = ("true", "y", "yes -*", "yes,*", "yes;*", "completed", "complete", "done")
_NO = ("false", "n", "no -*", "no,*", "no;*", "none", "none of the above", "not started")
_OPEN = (
    "planned or in-progress",
    "planned or in progress",
    "in-progress",
    "in progress*",
    "planned",
    "under way",
    "ongoing",
)
_NOT = (
    "not applicable*", "n/a*", "na", "n.a.", "does not apply*", "ai is not safety or rights-impacting",
    "agency caio has waived*",
)  # fmt: skip

# question: (its words for yes, for no, header words)
_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "pre_deployment_testing": (
        ("performance evaluation*", "benchmark evaluation*", "impact evaluation*"),
        ("no testing*",),
        ("real world testing", "has the ai use case been tested in operational or real world environments",
         "pre deployment testing", "tested in a real world environment"),
    ),
    "impact_assessment": (
        (), (), ("has an ai impact assessment been conducted", "ai impact assessment", "impact assessment completed"),
    ),
    "monitoring": (
        ("intermittent and manually*", "automated and regularly*", "established process of machine learning*"),
        ("no monitoring*",),
        ("monitor postdeploy", "is there a process to monitor performance", "ongoing monitoring", "post deployment monitoring"),
    ),
    "operator_training": ((), (), ("operator training", "training of operators", "human training", "staff training")),
    "human_oversight": (
        ("no - some individual decisions or actions require direct human oversight*",),
        ("yes - all individual decisions or actions are automated*",),
        ("autonomous impact", "can the ai carry out a decision or action without direct human involvement",
         "human oversight", "fail safe"),
    ),
    "appeal": (
        (), (), ("appeal process", "is there an established fallback and escalation process", "appeal", "human appeal"),
    ),
    "public_feedback": (
        ("direct user testing*", "general solicitations of comments*", "post-transaction customer feedback*",
         "post transaction customer feedback*", "public hearings*"),
        (),
        ("stakeholder consult", "what steps has the agency taken to consult and incorporate feedback", "public feedback",
         "user feedback"),
    ),
    "independent_review": (
        (), (), ("independent eval", "has an independent evaluation of the ai use case been conducted",
                 "independent evaluation", "independent review"),
    ),
}  # fmt: skip
_FURTHER: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "data_permission": ((), (), ("data permission", "permission to use data", "data licence", "data use agreement")),
    "data_documented": (
        ("documentation is complete*", "documentation is widely available*", "documentation is available*"),
        ("documentation is missing*",),
        ("data docs", "is there available documentation for the model training and evaluation data", "data documentation"),
    ),
    "personal_data": (
        (), (), ("contains pii", "does this ai use case involve personally identifiable information", "personal data",
                 "personally identifiable information", "uses personal data"),
    ),
    "privacy_reviewed": (
        (), (), ("saop review", "assessed the privacy risks associated with this ai use case", "privacy review",
                 "privacy impact assessment"),
    ),
    "code_rights": (
        (), (), ("code access", "does the agency have access to the code associated with the ai use case",
                 "access to source code", "code rights", "software licence"),
    ),
    "security_training": ((), (), ("security training", "security awareness training")),
    "rules_known": ((), (), ("rules known", "knows the rules")),
    "feedback_before_rollout": (
        (), (), ("feedback before roll out", "users asked before roll out", "user feedback before launch", "pilot feedback"),
    ),
    "feedback_answered": ((), (), ("feedback answered", "feedback closed")),
    "quality_bars": (
        (), (), ("quality bars", "quality thresholds", "meets quality thresholds", "acceptance criteria met"),
    ),
    "reuse": (
        ("use of existing data platforms*", "re-use production level code*", "re-used*", "reused*"),
        ("none:*",),
        ("existing reuse", "being re used for the current ai use case", "reuse", "re use"),
    ),
    "results_shared": (
        ("documentation has been published*",),
        ("no documentation*",),
        ("internal review", "been made available for review and feedback within the agency", "results shared",
         "lessons shared"),
    ),
    "knowledge_session": ((), (), ("knowledge session", "lessons session")),
}  # fmt: skip
_UNDER_WAY: dict[str, tuple[str, ...]] = {
    "data_documented": ("documentation has been partially*",),
    "results_shared": (
        "limited documentation*",
        "documentation has been developed*",
        "documentation has been partially*",
    ),
}  # what is written down in part, or not where others find it
_REVERSED = {"human_oversight"}  # asked as: can it act without people? yes there is no here


_ALL_WORDS = {**_WORDS, **_FURTHER}


def _choices(code: str) -> tuple[Choice, ...]:
    yes, no, _headers = _ALL_WORDS[code]
    plain_yes, plain_no = (("yes", *_YES), ("no", *_NO)) if code not in _REVERSED else ((), ())
    words: dict[str, tuple[str, ...]] = {
        Answer.YES: (*yes, *plain_yes),
        Answer.NO: (*no, *plain_no),
        Answer.IN_PROGRESS: (*_UNDER_WAY.get(code, ()), *_OPEN),
        Answer.NOT_APPLICABLE: _NOT,
        Answer.UNKNOWN: ("unknown", "not known"),
    }
    return tuple(Choice(answer.value, _(ANSWER_LABELS[answer]), words[answer]) for answer in Answer)


ANSWERS: tuple[Field, ...] = tuple(
    Field(
        question.code, _(question.label), FieldType.CHOICE, _choices(question.code), synonyms=_ALL_WORDS[question.code][2],
        help=_(question.asks),
    )
    for question in ALL_QUESTIONS
)  # fmt: skip
FIELDS: tuple[Field, ...] = (IMPACT, *ANSWERS)

TOUCHING = frozenset({"both", "rights", "safety", "high"})


def _touches(values: Mapping[str, Any]) -> bool:
    return values.get("impact") in TOUCHING


def _unanswered(code: str) -> Callable[[Mapping[str, Any]], bool]:
    def of(values: Mapping[str, Any]) -> bool:
        return _touches(values) and values.get(code, Answer.UNKNOWN) == Answer.UNKNOWN

    return of


FIGURES: tuple[Figure, ...] = (
    Figure("rights_or_safety", _("Touch rights or safety"), _touches),
    *(
        Figure(
            f"rights_or_safety_without_{code}", label, _unanswered(code)
        )
        for code, label in (
            ("impact_assessment", _("Of these, no answer on an impact assessment")),
            ("monitoring", _("Of these, no answer on monitoring")),
        )
    ),
)  # fmt: skip

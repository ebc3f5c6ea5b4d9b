"""Addresses of stages, releases, challenges, reviews and budgets; a change of state is a thing."""

from __future__ import annotations

from accord.apps.ui.permissions import route
from accord.apps.value.pages.deciding import budgets, challenges, releases, reviews, stages
from accord.apps.value.permissions import ASK_RELEASE, BUDGET, CHALLENGE, DECIDE, RELEASE, REVIEW, SEE

OF = "initiatives/<int:initiative_id>/"
STAGE = "stages/<int:stage_id>/"
ASKED = "releases/<int:release_id>/"
DOUBT = "challenges/<int:challenge_id>/"
HELD = "reviews/<int:review_id>/"
ASIDE = "research/<int:budget_id>/"
USE = "research/uses/<int:use_id>/"

urlpatterns = [
    route(f"{OF}release/", stages.release, name="release", action=SEE),
    route(f"{OF}release/stages/new/", stages.plan_stage, name="plan_stage", action=ASK_RELEASE),
    route(f"{STAGE}edit/", stages.edit_stage, name="edit_stage", action=ASK_RELEASE),
    route(f"{STAGE}place/", stages.place_stage, name="place_stage", action=ASK_RELEASE),
    route(f"{STAGE}removal/", stages.stage_removal, name="stage_removal", action=ASK_RELEASE),
    route(f"{STAGE}restoral/", stages.stage_restoral, name="stage_restoral", action=ASK_RELEASE),
    route(f"{STAGE}release/", stages.ask_release, name="ask_release", action=ASK_RELEASE),
    route(ASKED, releases.asked_release, name="asked_release", action=SEE),
    route(f"{ASKED}decision/", releases.decide_release, name="decide_release", action=RELEASE),
    route(f"{ASKED}confirmation/", releases.confirm_release, name="confirm_release", action=RELEASE),
    route(f"{ASKED}withdrawal/", releases.withdraw_release, name="withdraw_release", action=ASK_RELEASE),
    route("challenges/", challenges.challenges, name="challenges", action=SEE),
    route("challenges/new/", challenges.new_challenge, name="new_challenge", action=CHALLENGE),
    route(f"{OF}challenges/new/", challenges.raise_challenge, name="raise_challenge", action=CHALLENGE),
    route(DOUBT, challenges.challenge, name="challenge", action=SEE),
    route(f"{DOUBT}answer/", challenges.answer_challenge, name="answer_challenge", action=SEE),
    route(f"{DOUBT}answerer/", challenges.hand_over_challenge, name="hand_over_challenge", action=SEE),
    route(f"{DOUBT}decision/", challenges.decide_challenge, name="decide_challenge", action=DECIDE),
    route(f"{DOUBT}withdrawal/", challenges.withdraw_challenge, name="withdraw_challenge", action=CHALLENGE),
    route("reviews/", reviews.reviews, name="reviews", action=SEE),
    route(f"{OF}reviews/new/", reviews.plan_review, name="plan_review", action=REVIEW),
    route(f"{OF}reviews/rhythm/", reviews.review_rhythm, name="review_rhythm", action=REVIEW),
    route(f"{HELD}edit/", reviews.edit_review, name="edit_review", action=REVIEW),
    route(f"{HELD}outcome/", reviews.hold_review, name="hold_review", action=REVIEW),
    route(f"{HELD}removal/", reviews.review_removal, name="review_removal", action=REVIEW),
    route(f"{HELD}restoral/", reviews.review_restoral, name="review_restoral", action=REVIEW),
    route("research/", budgets.budgets, name="budgets", action=SEE),
    route("research/new/", budgets.add_budget, name="add_budget", action=BUDGET),
    route(ASIDE, budgets.budget, name="budget", action=SEE),
    route(f"{ASIDE}edit/", budgets.edit_budget, name="edit_budget", action=BUDGET),
    route(f"{ASIDE}removal/", budgets.budget_removal, name="budget_removal", action=BUDGET),
    route(f"{ASIDE}restoral/", budgets.budget_restoral, name="budget_restoral", action=BUDGET),
    route(f"{ASIDE}uses/new/", budgets.use_budget, name="use_budget", action=BUDGET),
    route(f"{USE}edit/", budgets.edit_use, name="edit_use", action=BUDGET),
    route(f"{USE}removal/", budgets.use_removal, name="use_removal", action=BUDGET),
    route(f"{USE}restoral/", budgets.use_restoral, name="use_restoral", action=BUDGET),
]

"""Addresses of questions; asking and the key are open to everybody, and nobody is looked at there."""

from __future__ import annotations

from accord.apps.ui.permissions import PUBLIC, route
from accord.apps.voice import pages
from accord.apps.voice.permissions import ANSWER, COUNT, HIDE, JUDGE, SEE, SET_UP

app_name = "voice"
HERE = "<int:question_id>/"

urlpatterns = [
    route("", pages.questions, name="questions", action=SEE),
    route("ask/", pages.ask, name="ask", action=PUBLIC),
    route("key/", pages.key, name="key", action=PUBLIC),
    route("key/verdict/", pages.key_verdict, name="key_verdict", action=PUBLIC),
    route("said-and-done/", pages.said_and_done, name="said_and_done", action=SEE),
    route("numbers/", pages.numbers, name="numbers", action=COUNT),
    route("setup/", pages.setup, name="setup", action=SET_UP),
    route(HERE, pages.question, name="question", action=SEE),
    route(f"{HERE}answer/", pages.answer, name="answer", action=ANSWER),
    route(f"{HERE}reply/", pages.reply, name="reply", action=ANSWER),
    route(f"{HERE}handover/", pages.handover, name="handover", action=ANSWER),
    route(f"{HERE}showing/", pages.showing, name="showing", action=ANSWER),
    route(f"{HERE}publication/", pages.publication, name="publication", action=ANSWER),
    route(f"{HERE}done/", pages.done, name="done", action=ANSWER),
    route(f"{HERE}verdict/", pages.verdict, name="verdict", action=JUDGE),
    route(f"{HERE}hiding/", pages.hiding, name="hiding", action=HIDE),
    route(f"{HERE}restoring/", pages.restoring, name="restoring", action=HIDE),
]

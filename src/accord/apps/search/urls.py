"""The addresses of search."""

from accord.apps.search import pages
from accord.apps.search.permissions import SEARCH
from accord.apps.ui.permissions import route

urlpatterns = [
    route("", pages.results, name="results", action=SEARCH),
    route("words/", pages.words, name="words", action=SEARCH),
    route("palette/", pages.palette, name="palette", action=SEARCH),
]

"""Pathways and institutions that have figures, by name: the way to a page of each."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from equity.pages.published.on_file import organizations_by_name, pathway_titles
from partners.kept_pages import kept_until_edited
from programs.address_words import about_repeats, page_of

# Lines of a page: with names of ordinary length about 60 KB.
PER_PAGE = 300


@dataclass(frozen=True)
class Listing:
    """What a list prints: its words, one page of (name, address), what of the address was not
    used. `empty`: what stands there where nothing is on file."""

    title: str
    lede: str
    empty: str
    page: object
    said: list

    @property
    def letters(self):
        """[(first letter, lines)] of this page, in their order."""
        found = {}
        for name, url in self.page:
            first = name[:1].upper()
            found.setdefault(first if first.isalpha() else "#", []).append((name, url))
        return list(found.items())


def _listed(request, lines, **words):
    page, other_page = page_of(Paginator(lines, PER_PAGE), request.GET.get("page"))
    said = [one for one in (*about_repeats(request.GET, ["page"]), other_page) if one]
    context = {"listing": Listing(page=page, said=said, **words)}
    return TemplateResponse(request, "equity/listing.html", context)


@require_safe
@login_not_required
@kept_until_edited("page")
def pathway_list(request):
    """Every published pathway with figures."""
    return _listed(
        request,
        [
            (title, reverse("equity:pathway", args=[slug]))
            for slug, title in pathway_titles().values()
        ],
        title=_("Pathways with figures"),
        lede=_("Who enters, who keeps on and who completes on each pathway, by group."),
        empty=_("No figures on single pathways are published yet."),
    )


@require_safe
@login_not_required
@kept_until_edited("page")
def institution_list(request):
    """Every school, college and other organization with figures."""
    return _listed(
        request,
        [(place.name, place.url) for _at, place in organizations_by_name().values()],
        title=_("Institutions with figures"),
        lede=_("Who enters, who keeps on and who completes at each school and college, by group."),
        empty=_("No figures of single institutions are published yet."),
    )

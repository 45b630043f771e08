"""The equity pages. Public, in both languages, their state in the address; kept until an edit."""

import re
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from equity.pages.choices.builder import Builder
from equity.pages.choices.not_prepared import NotPrepared, PathwayElsewhere
from equity.pages.choices.permalink import PATTERN, choices_of
from equity.pages.choices.place_lists import MOST_FOUND, PlaceSought, about_found, place_lists
from equity.pages.compare import NAMES as compare_names
from equity.pages.compare import Comparison
from equity.pages.entering import NAMES as entering_names
from equity.pages.entering import Entering
from equity.pages.explore import Table
from equity.pages.gains import HEADER as GAINS_HEADER
from equity.pages.gains import NAMES as gains_names
from equity.pages.gains import Gains
from equity.pages.headlines import InstitutionPage, PathwayPage
from equity.pages.overview import NAMES, Overview
from equity.pages.passed_on import letter_with
from equity.pages.published.downloads import HEADER, file_name, lines
from equity.pages.published.workbooks import workbook
from equity.pages.shares_table import HEADER as SHARES_HEADER
from equity.pages.trend import NAMES as trend_names
from equity.pages.trend import Trend
from partners.kept_pages import kept_until_edited
from partners.models import Organization
from partners.spreadsheet import download
from pathways_portal.common.addresses import absolute
from programs.models import Pathway

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Style sheets that Plotly writes into the page: an empty one that it fills by script, and that of
# its maps. Nothing else is let through by them.
PLOTLY_STYLES = [
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
]
# It saves a picture by drawing one that it has in memory.
PLOTLY = {"style-src": PLOTLY_STYLES, "img-src": ["blob:"]}
PLACE = ("place", "find")
OWN = (*PLACE, "pathway", "metric", "segment")


def public_page(*parameters, make=None, of=None):
    """A public page that is kept until an edit; a table that was not prepared is a 404 in words.

    `make`: what makes the page of a query; its form stands on the 404 too, so that a choice can be
    mended. `of`: finds the record that the address names, which the view and `make` are given.
    """

    def decorate(view):
        @require_safe
        @login_not_required
        @kept_until_edited(*parameters)
        @wraps(view)
        def page(request, *args, **kwargs):
            record = (of(**kwargs),) if of else ()
            try:
                # Drawn here: what is missing may turn up while it is.
                response = view(request, *record, *args, **({} if of else kwargs))
                return response.render() if hasattr(response, "render") else response
            except NotPrepared as missing:
                context = {"reason": str(missing), "lists": place_lists()}
                choices = choices_of(kwargs.get("permalink", ""))
                context["builder"] = Builder(choices=choices) if choices else None
                context["fields"] = _fields_without(make, missing, request.GET, record)
                return TemplateResponse(request, "equity/not_prepared.html", context, status=404)
            except PathwayElsewhere as found:
                kept = dict(request.GET.items()) | found.changed
                kept = {name: value for name, value in kept.items() if value}
                path = reverse(found.page) if found.page else request.path
                return redirect(f"{path}?{urlencode(kept)}")
            except PlaceSought as sought:
                return _found(request, sought)

        return page

    return decorate


def _fields_without(make, missing, data, record):
    """The lists of the page's form as they stand without what is not there; none without a form."""
    kept = {name: value for name, value in data.items() if name != "find"}
    while make and missing.name in kept:
        del kept[missing.name]
        try:
            page = make(QueryDict(urlencode(kept)), *record)
            return () if page.is_empty else page.fields
        except (NotPrepared, PathwayElsewhere) as another:
            missing = another
    return ()


def _found(request, sought):
    """The page of the place that was sought by words of its name, or those to choose from."""
    kept = {name: value for name, value in request.GET.items() if value}
    kept = {name: value for name, value in kept.items() if name not in ("find", "place", "page")}
    lines = [
        (place.name, f"{request.path}?{urlencode({'place': place.key} | kept)}")
        for place in sought.places[:MOST_FOUND]
    ]
    if len(lines) == 1:
        return redirect(lines[0][1])
    context = {
        "words": sought.words,
        "said": about_found(sought.places),
        "lines": lines,
        "kept": kept.items(),
    }
    response = TemplateResponse(request, "equity/places.html", context)
    # Anybody may write such addresses: no engine lists them, no shelf keeps them.
    response["X-Robots-Tag"] = "noindex"
    return response


@csp_update(PLOTLY)
@public_page(*OWN, *NAMES, make=Overview)
def overview(request):
    return _page(request, Overview(request.GET), "overview")


def _page(request, page, name):
    template = "equity/empty.html" if page.is_empty else f"equity/{name}.html"
    return TemplateResponse(request, template, {"page": page})


@csp_update(PLOTLY)
@public_page(*OWN, *entering_names, make=Entering)
def entering(request):
    return _page(request, Entering(request.GET), "entering")


@dataclass(frozen=True)
class File:
    """The table of a page as a file: `words` tell its name from others, `address` is the whole one
    where the table stands."""

    page: object
    words: str
    header: list
    lines: object
    address: str


def _file_of(page, header, lines):
    """The `File` of a page that is `AsShown`; `lines(address=…)` gives its rows."""
    if page.is_empty:
        raise NotPrepared(_("No figures are published yet."))
    address = absolute(page.url())
    return File(page, page.file_words, header, lines(page)(address=address), address)


def _shares(request):
    page = Entering(request.GET)
    return _file_of(page, SHARES_HEADER, lambda page: page.table.lines)


def _places(request):
    return _file_of(Comparison(request.GET), HEADER, lambda page: page.lines)


def _gaps(request):
    return _file_of(Gains(request.GET), GAINS_HEADER, lambda page: page.lines)


def _csv(found):
    return download(file_name(found.words, "csv"), found.header, found.lines)


def _xlsx(request, found):
    letter = letter_with(request, found.page, address=found.address)
    book = workbook(found.lines, found.header, letter=letter)
    response = HttpResponse(book, content_type=WORKBOOK)
    name = file_name(found.words, "xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public_page(*OWN, *entering_names)
def entering_csv(request):
    return _csv(_shares(request))


@public_page(*OWN, *entering_names)
def entering_xlsx(request):
    return _xlsx(request, _shares(request))


@public_page(*OWN, *compare_names)
def compare_csv(request):
    return _csv(_places(request))


@public_page(*OWN, *compare_names)
def compare_xlsx(request):
    return _xlsx(request, _places(request))


@csp_update(PLOTLY)
@public_page(*OWN, *trend_names, make=Trend)
def trend(request):
    return _page(request, Trend(request.GET), "trend")


@csp_update(PLOTLY)
@public_page(*OWN, *compare_names, make=Comparison)
def compare(request):
    return _page(request, Comparison(request.GET), "compare")


@public_page(*OWN, *gains_names, make=Gains)
def gains(request):
    return _page(request, Gains(request.GET), "gains")


@public_page(*OWN, *gains_names)
def gains_csv(request):
    return _csv(_gaps(request))


@public_page(*OWN, *gains_names)
def gains_xlsx(request):
    return _xlsx(request, _gaps(request))


def _pathway(slug):
    return get_object_or_404(Pathway.objects.published().select_related("sector"), slug=slug)


def _institution(slug):
    return get_object_or_404(Organization.objects.open(), slug=slug)


@public_page(*PLACE, make=PathwayPage, of=_pathway)
def pathway(request, found):
    return _headlines(request, PathwayPage(request.GET, found), "pathway")


@public_page("pathway", make=InstitutionPage, of=_institution)
def institution(request, found):
    return _headlines(request, InstitutionPage(request.GET, found), "institution")


def _headlines(request, page, name):
    template = "equity/nothing_on_file.html" if page.has_nothing else f"equity/{name}.html"
    return TemplateResponse(request, template, {"page": page})


# --- The table builder --------------------------------------------------------------------------


@public_page("metric", *PLACE, "cohort", "by", "pathway", "segment")
def explore(request):
    """The form; once everything is chosen it leads to the table's own address."""
    builder = Builder(request.GET)
    if builder.is_asked and not builder.missing and not builder.words:
        if not re.fullmatch(PATTERN, builder.chosen.permalink):
            raise NotPrepared(_("This address asks for what is on no list. Choose from the lists."))
        return redirect("equity:table", permalink=builder.chosen.permalink)
    return TemplateResponse(request, "equity/explore.html", {"builder": builder})


@public_page("sort", "only")
def table(request, permalink):
    found = Table(permalink, request.GET)
    context = {
        "page": found,
        "tables": found.tables,
        "builder": Builder(choices=found.choices),
        "address": absolute(reverse("equity:table", args=[permalink])),
    }
    return TemplateResponse(request, "equity/table.html", context)


def _rows(request, permalink):
    """The `File` of all rows of the table, in its order."""
    found = Table(permalink, request.GET)
    address = absolute(reverse("equity:table", args=[permalink]))
    return File(found, permalink, HEADER, lines(found.tables, address=address), address)


@public_page()
def table_csv(request, permalink):
    return _csv(_rows(request, permalink))


@public_page()
def table_xlsx(request, permalink):
    return _xlsx(request, _rows(request, permalink))

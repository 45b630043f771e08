"""What every page prints around its content: name, menu, languages, address, notices."""

from functools import cached_property, lru_cache
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from partners.contacts import reader_of
from pathways_portal.common.addresses import absolute

NAME = _("Road to Success")
TAGLINE = _("San Diego & Imperial career pathways")

# URL name and words, in the order of the page. A page below an entry marks it as current.
MENU = (
    ("programs:list", _("Programs")),
    ("programs:pathway_list", _("Pathways")),
    ("programs:careers", _("Careers")),
    ("programs:early_credit", _("College credit")),
    ("programs:route", _("Plan a route")),
    ("wbl:continuum", _("Learning at work")),
    ("partners:school_list", _("Schools")),
    ("programs:gaps", _("Gaps")),
    ("equity:overview", _("Equity")),
)
FOOT = (
    ("partners:college_list", _("Colleges")),
    ("partners:adult_school_list", _("Adult schools")),
    ("programs:sector_list", _("Sectors")),
    ("programs:courses", _("Courses")),
    ("programs:agreements", _("Agreements")),
    ("programs:skills", _("Skills")),
    ("programs:supports", _("Supports")),
    ("programs:saved", _("Your list of programs")),
    ("partners:goals", _("Goals")),
    ("partners:glossary", _("Glossary")),
    ("about", _("About")),
    ("about_data", _("Data")),
    ("accessibility", _("Accessibility")),
    ("privacy", _("Privacy")),
)
# Pages that belong to an entry of the menu though their address does not lie below its own.
BELONGS = {
    "programs:agreements": "programs:early_credit",
    "equity:methods": "equity:overview",
}
# The language's own name, so that its speakers find it on a page they cannot read.
LANGUAGE_NAMES = {"en": "English", "es": "Español"}


@lru_cache(maxsize=100)
def _entries(names, _language):
    """[(address, words)] of entries, looked up once in each language."""
    return [(reverse(url_name), str(words)) for url_name, words in names]


@lru_cache(maxsize=100)
def _belonging(_language):
    """[(address, that of the entry its pages belong to)], looked up once in each language."""
    return [(reverse(below), reverse(entry)) for below, entry in BELONGS.items()]


@lru_cache(maxsize=1_000)
def _path_in(path, code, _from_language):
    """The same page in another language. Looked up once: which page an address is never changes."""
    return translate_url(path, code)


class Frame:
    """The frame of one request's page; each part is worked out when a template prints it.

    Reads the address and settings; the session only where its cookie came along, so that what the
    public reads stays cacheable.
    """

    name = NAME
    tagline = TAGLINE

    def __init__(self, request):
        self._request = request

    def _links(self, entries):
        """Address, words and aria-current of each entry: `page` here, `true` above this page."""
        links = [
            {"url": address, "words": words} for address, words in _entries(entries, get_language())
        ]
        path = self._request.path
        # /about/data/ lies below /about/: only the nearest entry is marked.
        above = max((link["url"] for link in links if path.startswith(link["url"])), default="")
        if not above:
            belonging = _belonging(get_language())
            above = next((entry for below, entry in belonging if path.startswith(below)), "")
        for link in links:
            is_marked = link["url"] == above
            link["current"] = ("page" if path == above else "true") if is_marked else ""
        return links

    @property
    def header(self):
        """Drawn anew for whoever is signed in, for all others once as each menu entry is marked."""
        return self._part("components/site_header.html", "nav")

    @property
    def foot(self):
        return self._part("components/site_foot.html", "footer")

    def _part(self, template, part):
        if self.account or settings.DEBUG:  # who works on a template sees each change
            return render_to_string(template, {"portal": self})
        marked = tuple(link["current"] for link in getattr(self, part))
        html = _drawn(template, marked, get_language())
        for language in self.languages:
            html = html.replace(_MARK + language["code"], escape(language["url"]))
        return mark_safe(html.replace(_Anybody.about, escape(self.about)))  # noqa: S308 - escaped

    @property
    def about(self):
        """This page's path, as a parameter of the form that reports a problem."""
        return quote(self._request.path)

    @cached_property
    def nav(self):
        return self._links(MENU)

    @cached_property
    def footer(self):
        return self._links(FOOT)

    def _known(self):
        return getattr(self._request, "resolver_match", None) is not None

    def _in_language(self, path, code):
        """The same page in another language; the front page where no page is known."""
        if self._known():
            return _path_in(path, code, get_language())
        with override(code):
            return reverse("home")

    @cached_property
    def languages(self):
        """The other languages: address with the query kept, code, own name."""
        return [
            {"url": self._here_in(code), "code": code, "name": LANGUAGE_NAMES[code]}
            for code, _name in settings.LANGUAGES
            if code != get_language()
        ]

    def _here_in(self, code):
        path, mark, query = self._request.get_full_path().partition("?")
        return self._in_language(path, code) + (mark + query if self._known() else "")

    @property
    def root(self):
        """The portal's public address, for addresses that are cited or printed whole."""
        return settings.SITE_URL.rstrip("/")

    @cached_property
    def account(self):
        """Who is signed in: name, and the ways to the records and out; None for everybody else."""
        reader = reader_of(self._request)
        if not reader.is_authenticated:
            return None
        return {
            "name": str(reader),
            "records_url": reverse("admin:index"),
            "sign_out_url": reverse("account_logout"),
        }

    @cached_property
    def canonical(self):
        return absolute(self._request.path)

    @cached_property
    def address(self):
        """Where exactly the reader is, query and all: what paper tells."""
        return absolute(self._request.get_full_path())

    @cached_property
    def alternates(self):
        """Addresses for hreflang; none on an error page, which has no other version."""
        if not self._known():
            return []
        path = self._request.path
        links = [
            {"code": code, "url": absolute(self._in_language(path, code))}
            for code, _name in settings.LANGUAGES
        ]
        return [*links, {"code": "x-default", "url": links[0]["url"]}]

    @cached_property
    def spanish_notice(self):
        """Due on Spanish pages until settings name who read the Spanish, and when."""
        reviewed = settings.SPANISH_REVIEWED_BY and settings.SPANISH_REVIEWED_ON
        return get_language() == "es" and not reviewed


# Stands before what only the page at hand knows; no text has such a character.
_MARK = "\ue000"


class _Anybody(Frame):
    """The frame of whoever is not signed in, on any page with these entries marked as current."""

    account = None
    about = f"{_MARK}about"

    def __init__(self, marked):
        self._marked = marked

    def _links(self, entries):
        return [
            {"url": address, "words": words, "current": current}
            for (address, words), current in zip(
                _entries(entries, get_language()), self._marked, strict=True
            )
        ]

    def _here_in(self, code):
        return _MARK + code


@lru_cache(maxsize=200)
def _drawn(template, marked, _language):
    """A part of the frame, with the entries of its one list marked so."""
    return render_to_string(template, {"portal": _Anybody(marked)})


def site(request):
    """Context processor: `portal` for templates/layouts/base.html.

    Not called `site`, because the account pages put their own `site` into the context.
    """
    return {"portal": Frame(request)}

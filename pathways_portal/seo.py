"""For machines: robots.txt, the site map in both languages, security.txt, the icon."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_section
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from equity.models import Metric
from equity.pages.published.made_up import is_anything_made_up, made_up_keys
from equity.pages.published.on_file import pathways_with_figures, places
from partners.models import Goal, Organization, Term
from pathways_portal.common.addresses import absolute
from programs.courses.rows import public_course
from programs.models import (
    ArticulationAgreement,
    Course,
    Occupation,
    Pathway,
    Program,
    Sector,
    SupplyLink,
)
from wbl.models import Opportunity

# Pages that show figures by group to whoever asks for nothing.
PAGES_OF_FIGURES = {
    f"equity:{name}" for name in ("overview", "entering", "trend", "compare", "gains")
}
SECURITY_TXT_LASTS = timedelta(days=180)


class BothLanguages(Sitemap):
    """Addresses in English and Spanish, each naming the other, under SITE_URL."""

    i18n = alternates = x_default = True
    limit = 2_000

    def get_domain(self, site=None):
        return settings.SITE_URL.split("://", 1)[-1].rstrip("/")

    def get_protocol(self, protocol=None):
        return settings.SITE_URL.split("://", 1)[0]

    def _items(self):
        """Each row in each language, read a page at a time (Django's own reads all rows)."""
        return InEachLanguage(self.items(), [code for code, _name in settings.LANGUAGES])


class InEachLanguage:
    """A list of (row, language) that loads only the rows it is asked for."""

    def __init__(self, rows, languages):
        self.rows, self.languages = rows, languages

    def count(self):
        rows = len(self.rows) if isinstance(self.rows, list) else self.rows.count()
        return rows * len(self.languages)

    __len__ = count

    def __getitem__(self, part):
        several = len(self.languages)
        first = part.start // several
        rows = self.rows[first : -(-part.stop // several)]
        pairs = [(row, language) for row in rows for language in self.languages]
        return pairs[part.start - first * several : part.stop - first * several]


class Pages(BothLanguages):
    """Pages without a record of their own; those of made-up figures left out, as sample data."""

    def items(self):
        left_out = PAGES_OF_FIGURES if is_anything_made_up() else ()
        return [name for name in self.names if name not in left_out]

    @property
    def names(self):
        return [
            "home",
            "programs:list",
            "programs:courses",
            "partners:school_list",
            "partners:college_list",
            "partners:adult_school_list",
            "programs:pathway_list",
            "programs:sector_list",
            "programs:gaps",
            "programs:alignment_gaps",
            "programs:labor_gaps",
            "programs:top_gaps",
            "programs:agreements",
            "programs:shared_numbers",
            "programs:place_gaps",
            "programs:careers",
            "programs:priority_rule",
            "programs:early_credit",
            "programs:credit_finder",
            "programs:route",
            "programs:skills",
            "programs:supports",
            "wbl:continuum",
            "wbl:opportunities",
            "equity:overview",
            "equity:pathways",
            "equity:institutions",
            "equity:entering",
            "equity:trend",
            "equity:compare",
            "equity:gains",
            "equity:explore",
            "equity:metrics",
            "equity:reports",
            "equity:methods",
            "partners:goals",
            "partners:glossary",
            "about",
            "about_data",
            "accessibility",
            "privacy",
        ]

    def location(self, item):
        return reverse(item)


class Programs(BothLanguages):
    """Programs that students can enter, sample data left out."""

    def items(self):
        return (
            Program.objects.open_to_students().filter(is_sample=False).only("slug").order_by("slug")
        )


class Courses(BothLanguages):
    def items(self):
        return Course.objects.filter(public_course(), is_sample=False).only("slug").order_by("slug")


class Agreements(BothLanguages):
    """Agreements whose two sides are public, sample data left out."""

    def items(self):
        agreements = ArticulationAgreement.objects.open().filter(is_sample=False)
        return agreements.only("slug").order_by("slug")


class Organizations(BothLanguages):
    """Schools, colleges and adult schools: the kinds that have a page, sample data left out."""

    def items(self):
        organizations = Organization.objects.open().filter(is_sample=False)
        pages = organizations.schools() | organizations.adult_schools() | organizations.colleges()
        return pages.only("slug", "kind").order_by("slug")


class Sectors(BothLanguages):
    def items(self):
        return Sector.objects.only("slug").order_by("slug")


class Gaps(BothLanguages):
    """One page for each occupation that colleges train for."""

    def items(self):
        supplied = SupplyLink.objects.order_by("occupation__code__code")
        return supplied.values_list("occupation__code__code", flat=True).distinct()

    def location(self, item):
        return reverse("programs:labor_gap", args=[item])


class Pathways(BothLanguages):
    def items(self):
        return Pathway.objects.published().filter(is_sample=False).only("slug").order_by("slug")


class PathwayGaps(BothLanguages):
    def items(self):
        pathways = Pathway.objects.published().filter(is_sample=False).order_by("slug")
        return pathways.values_list("slug", flat=True)

    def location(self, item):
        return reverse("programs:pathway_gap", args=[item])


class Careers(BothLanguages):
    def items(self):
        occupations = Occupation.objects.filter(code__is_match=True).select_related("code")
        return occupations.only("code__code").order_by("code__code")


class Opportunities(BothLanguages):
    """Work-based learning that one can still apply for, sample data left out."""

    def items(self):
        offers = Opportunity.objects.public().open_on(timezone.localdate())
        return offers.filter(is_sample=False).only("slug").order_by("slug")


class Metrics(BothLanguages):
    """What is measured on the equity pages."""

    def items(self):
        return Metric.objects.only("code").order_by("code")


class EquityPathways(BothLanguages):
    """Pathways with figures by group, made-up ones left out."""

    def items(self):
        made_up = made_up_keys()["pathway"]
        return [one.slug for one in pathways_with_figures() if one.pk not in made_up]

    def location(self, item):
        return reverse("equity:pathway", args=[item])


class EquityInstitutions(BothLanguages):
    """Schools and colleges with figures by group, made-up ones left out."""

    def items(self):
        made_up = made_up_keys()["organization"]
        return [one.key for one in places() if one.has_page and one.pk not in made_up]

    def location(self, item):
        return reverse("equity:institution", args=[item])


class Goals(BothLanguages):
    """Goals that are public, sample data left out."""

    def items(self):
        return Goal.objects.published().filter(is_sample=False).only("pk").order_by("pk")


class Terms(BothLanguages):
    def items(self):
        return Term.objects.published().only("slug").order_by("slug")


SECTIONS = {
    "pages": Pages,
    "programs": Programs,
    "courses": Courses,
    "agreements": Agreements,
    "organizations": Organizations,
    "sectors": Sectors,
    "pathways": Pathways,
    "gaps": Gaps,
    "pathway-gaps": PathwayGaps,
    "careers": Careers,
    "opportunities": Opportunities,
    "measures": Metrics,
    "goals": Goals,
    "equity-pathways": EquityPathways,
    "equity-institutions": EquityInstitutions,
    "glossary": Terms,
}


@require_safe
@login_not_required
def sitemap(request, section=None):
    """The index of the site map, or one section of it."""
    if section is not None:
        return sitemap_section(request, SECTIONS, section=section)
    parts = [
        {"location": absolute(reverse("sitemap_section", args=[name])) + f"?p={page}"}
        for name, section_class in SECTIONS.items()
        for page in section_class().paginator.page_range
    ]
    return TemplateResponse(
        request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml"
    )


@require_safe
@login_not_required
def robots(request):
    """Everything public may be read; the desk, the sign-in and the forms are not for machines."""
    downloads = [
        f"/{of}/download.csv"
        for of in (
            "programs",
            "articulation",
            "careers",
            "goals",
            "gaps/alignment",
            "gaps/labor",
            "gaps/place",
            "wbl/opportunities",
        )
    ]
    downloads += [f"/equity/{of}/table." for of in ("entering", "compare", "gains")]
    forms = ["/feedback/", "/actions/", "/goals/new/", "/alerts/"]
    forms += [f"/equity/{of}/" for of in ("subscribe", "subscription", "unsubscribe")]
    # The table builder makes more tables than any machine should ask for.
    tables = "/equity/explore/t/"
    closed = ["/admin/", "/accounts/", *forms, "/near/", tables, *downloads]
    lines = [
        "User-agent: *",
        *(f"Disallow: {prefix}{path}" for prefix in ("", "/es") for path in closed),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@login_not_required
def security_txt(request):
    """RFC 9116: where to report a hole. Expires half a year from today, so it is always current."""
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    contact = settings.CONTACT_EMAIL
    lines = [
        f"Contact: mailto:{contact}" if contact else f"Contact: {absolute(reverse('feedback'))}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en, es",
        f"Canonical: {absolute(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@login_not_required
def favicon(request):
    """Browsers ask here without being told; the icon is a static file."""
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))

"""One address for each kind of page: what every test that goes over the whole portal goes over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import Length
from django.urls import reverse

from equity.enums import ReleaseStatus
from equity.models import Metric, Release
from equity.pages.choices.permalink import Choices
from equity.pages.published.cells import dimensions_of, usual_dimension
from equity.pages.published.places import place_of
from equity.pages.published.standing import standing_slices, standings_at
from equity.tests.factories import MetricFactory
from equity.tests.tables import a_table
from partners.enums import InventoryKind, InventoryState, OrganizationKind
from partners.models import Goal, Inventory, Organization, Term, User
from programs.enums import AreaKind
from programs.gaps.alignment.listing import address_of
from programs.gaps.labor import gaps, gaps_of_pathways, largest
from programs.models import (
    AlignmentGap,
    ArticulationAgreement,
    ChoiceGroup,
    Course,
    Occupation,
    OccupationFigure,
    Program,
    Sector,
    Sequence,
)
from programs.tests.factories import PathwayFactory
from programs.tests.path_factories import AgreementWithCoursesFactory
from wbl.models import Opportunity


@dataclass(frozen=True)
class Kind:
    """A kind of page: its address, made when the data is there, and the answer's status."""

    address: object
    status: int = 200

    @property
    def path(self):
        return self.address if isinstance(self.address, str) else self.address()


def in_language(path, language):
    return path if language == "en" else f"/{language}{path}"


def program(**narrowed):
    """The public program with the most occupations: the fullest page of its sort."""
    return (
        Program.objects.open_to_students()
        .filter(**narrowed)
        .annotate(careers=Count("program_occupations"))
        .order_by("-careers", "pk")
        .first()
        .get_absolute_url()
    )


def alignment_gap(kind):
    """The first gap of a kind."""
    return address_of(AlignmentGap.objects.public().filter(kind=kind).in_order().first())


def goal(**narrowed):
    """The first public goal of its sort."""
    goals = Goal.objects.published().filter(**narrowed).order_by("cycle__year", "order")
    return goals.first().get_absolute_url()


def listed(count):
    """The query of so many programs, of all segments in turn."""
    programs = Program.objects.open_to_students().order_by("-segment", "pk")[:count]
    return "&".join(f"id={program.slug}" for program in programs)


def program_of(order):
    """The program of an order of courses: the last one that has what is asked for."""
    return order.order_by("pk").last().program.get_absolute_url()


def course(**narrowed):
    """The course that most orders of courses have."""
    return (
        Course.objects.published()
        .filter(**narrowed)
        .annotate(places=Count("steps"))
        .order_by("-places", "pk")
        .first()
        .get_absolute_url()
    )


def organization(kind, **narrowed):
    return (
        Organization.objects.open()
        .filter(kind=kind, **narrowed)
        .order_by("pk")
        .first()
        .get_absolute_url()
    )


def career(*, without_county=False, **narrowed):
    """A career by what is on file of its figures; the one with most skills on file first."""
    found = OccupationFigure.objects.filter(**narrowed).values("occupation")
    careers = Occupation.objects.filter(pk__in=found).select_related("code")
    if without_county:
        careers = careers.exclude(figures__area__kind=AreaKind.COUNTY)
    return (
        careers.annotate(skills=Count("occupation_skills"))
        .order_by("-skills", "pk")
        .first()
        .get_absolute_url()
    )


def opportunity():
    return Opportunity.objects.public().order_by("pk").first().get_absolute_url()


def school(**narrowed):
    schools = Organization.objects.open().schools().filter(**narrowed)
    return schools.order_by("pk").first().get_absolute_url()


def credit_at(page):
    """The Credit Finder for the school of a page, with exams and a course that is not on file."""
    slug = page.strip("/").rpartition("/")[2]
    return f"/early-credit/find/?school={slug}&exam=ap-biology:4&took=no-such-course:2024-25"


def school_slug():
    """The name in addresses of a school without a program on file."""
    schools = Organization.objects.open().schools().filter(programs=None)
    return schools.order_by("pk").first().slug


def school_that_reported(state):
    """A school whose list of programs is in this state; the loaded region has none yet."""
    person, _made = User.objects.get_or_create(email="reporter@sample.example")
    schools = Organization.objects.open().schools().filter(programs=None)
    entry = Inventory.objects.filter(
        organization__in=schools, state=InventoryState.UNKNOWN, kind=InventoryKind.PROGRAMS
    ).latest("pk")
    entry.state, entry.confirmed_on, entry.confirmed_by = state, date(2026, 10, 12), person
    entry.save()
    return entry.organization.get_absolute_url()


def agreement():
    """The public agreement with the longest chain; one of real organizations if none is on file."""
    on_file = ArticulationAgreement.objects.open().annotate(places=Count("signatures"))
    found = on_file.order_by("-places", "pk").first() or AgreementWithCoursesFactory(
        sending=Organization.objects.open().schools().order_by("pk").first(),
        receiving=Organization.objects.open().colleges().order_by("pk").first(),
    )
    return found.get_absolute_url()


def metric():
    """The metric with the longest definition; one that is made if none is on file."""
    found = Metric.objects.order_by(Length("definition").desc(), "pk").first() or MetricFactory()
    return found.get_absolute_url()


def _with_cells(slices):
    """(`Standing`, slice), the newest first; a draft may have brought slices without figures."""
    rows = slices.select_related("organization", "pathway").order_by("-cohort", "-span", "pk")
    for row in rows:
        for one in standings_at([place_of(row.organization)], pathway=row.pathway_id):
            if one.slice == row.pk:
                yield one, row


def equity_of(kind):
    """The page of a pathway or an organization with figures by group, or of a table of its own;
    one that is made if none is on file."""
    on_pathway = kind == "pathway"
    slices = standing_slices().filter(organization__isnull=False, pathway__isnull=not on_pathway)
    if not slices.exists():
        a_table(pathway=PathwayFactory() if on_pathway else None)
    standing, found = next(_with_cells(slices))
    if on_pathway:
        address = reverse("equity:pathway", args=[found.pathway.slug])
        return f"{address}?place={found.organization.slug}"
    if kind == "institution":
        return reverse("equity:institution", args=[found.organization.slug])
    by = usual_dimension(dimensions_of(standing)).code
    place = (found.organization.slug,)
    choices = Choices((standing.metric.code,), place, (standing.key,), by)
    return reverse("equity:table", args=[choices.permalink])


def trend():
    """The trend of a measure with two cohorts: one alone is told without a chart."""
    older = a_table(cohort="2021-22")
    a_table(metric=older.metric, organization=older.organization, cohort="2022-23")
    return f"{reverse('equity:trend')}?place={older.organization.slug}&metric={older.metric.code}"


def institution_without_figures():
    found = Organization.objects.open().filter(slices=None).order_by("pk").first()
    return reverse("equity:institution", args=[found.slug])


WIDE_SEARCH = "/programs/?q=nursing&segment=college&award=associate&near=92101&within=100"
CREDIT = (
    "/early-credit/find/?school=central-union-high&took=hp03-3-central-union-high:2025-26"
    "&plan=hp03-2-central-union-high:2026-27&exam=ap-biology:4"
)

PUBLIC = {
    "home": Kind("/"),
    "near": Kind("/near/?place=92243"),
    "near, nowhere": Kind("/near/?place=qqqqq"),
    "finder": Kind("/programs/"),
    "finder, narrowed": Kind(WIDE_SEARCH),
    "finder, respelled": Kind("/programs/?q=nursng"),
    "finder, empty": Kind("/programs/?q=nursing&segment=ms&near=92101&within=5"),
    "compare": Kind(lambda: f"/programs/compare/?{listed(4)}"),
    "compare, nothing": Kind("/programs/compare/"),
    "saved programs": Kind(lambda: f"/programs/saved/?{listed(3)}&note.none=x&removed=none:1"),
    "saved programs, nothing": Kind("/programs/saved/"),
    "program": Kind(lambda: program(is_program_area=False, is_sample=False)),
    "program area": Kind(lambda: program(is_program_area=True)),
    "sample program": Kind(lambda: program(is_sample=True, segment="ae")),
    "program, choices of courses": Kind(
        lambda: program_of(Sequence.objects.filter(pk__in=ChoiceGroup.objects.values("sequence")))
    ),
    "program, part time, another year": Kind(
        lambda: (
            program_of(Sequence.objects.filter(pace="part_time")) + "?pace=part_time&year=1999-00"
        )
    ),
    "course": Kind(lambda: course(organization__kind=OrganizationKind.COLLEGE)),
    "sample course": Kind(lambda: course(is_sample=True)),
    "schools": Kind("/schools/"),
    "schools, narrowed": Kind("/schools/?q=high&page=2"),
    "schools, none": Kind("/schools/?q=qqqqq"),
    "school, not reported": Kind(lambda: school(programs=None)),
    "school, not reported, with programs": Kind(lambda: school(programs__is_sample=True)),
    "school, reported": Kind(lambda: school_that_reported(InventoryState.COMPLETE)),
    "school, none offered": Kind(lambda: school_that_reported(InventoryState.NONE_OFFERED)),
    "colleges": Kind("/colleges/"),
    "college": Kind(lambda: organization(OrganizationKind.COLLEGE)),
    "adult schools": Kind("/adult-schools/"),
    "adult school": Kind(lambda: organization(OrganizationKind.ADULT_SCHOOL)),
    "packet of a school": Kind("/schools/central-union-high/packet/"),
    "packet in both languages": Kind("/schools/central-union-high/packet/?both=1"),
    "packet, not reported": Kind(lambda: school(programs=None) + "packet/"),
    "packet of an adult school": Kind(
        lambda: organization(OrganizationKind.ADULT_SCHOOL) + "packet/"
    ),
    "packet of a college": Kind(lambda: organization(OrganizationKind.COLLEGE) + "packet/"),
    "courses": Kind("/courses/"),
    "courses, narrowed": Kind("/courses/?q=nursing&taught=college&agreement=yes"),
    "courses, none": Kind("/courses/?q=qqqqq"),
    "shared numbers": Kind("/courses/numbers/?show=all"),
    "shared numbers, none": Kind("/courses/numbers/?kind=common&q=qqqqq"),
    "agreements": Kind("/articulation/"),
    "agreements, narrowed": Kind("/articulation/?q=college&state=in-force&sort=ends"),
    "agreements, none": Kind("/articulation/?q=qqqqq"),
    "agreement": Kind(agreement),
    "careers": Kind("/careers/"),
    "careers, narrowed": Kind("/careers/?q=nurse&flag=high_wage&sort=pay"),
    "careers, empty": Kind("/careers/?q=welder&county=imperial&flag=priority&pay=living"),
    "career": Kind("/careers/29-1141/?near=92243"),
    "career, no figure of a county": Kind(lambda: career(without_county=True)),
    "career, published for a broader code": Kind(lambda: career(priced_as__isnull=False)),
    "priority rule": Kind("/careers/priority-rule/"),
    "early credit": Kind("/early-credit/"),
    "credit finder": Kind("/early-credit/find/"),
    "credit finder, searched": Kind("/early-credit/find/?q=union"),
    "credit finder, school": Kind(lambda: credit_at(school())),
    "credit finder, answered": Kind(CREDIT),
    "pathways": Kind("/pathways/"),
    "pathway": Kind("/pathways/patient-care/"),
    "pathway, a table": Kind("/pathways/patient-care/?view=table"),
    "pathway, text": Kind("/pathways/patient-care/?view=text&school=nowhere"),
    "pathway, to print": Kind("/pathways/patient-care/print/"),
    "pathway, its quality": Kind("/pathways/patient-care/quality/"),
    "sectors": Kind("/sectors/"),
    "sector": Kind(lambda: Sector.objects.order_by("pk").first().get_absolute_url()),
    "routes": Kind("/route/"),
    "routes of a working adult": Kind("/route/?from=work&units=12&to=29-1141"),
    "routes, no start": Kind("/route/?from=hs&school=high&to=29-1141"),
    "routes, the missing link": Kind(
        lambda: f"/route/?from=hs&grade=9&to=29-1141&school={school_slug()}"
    ),
    "gaps": Kind("/gaps/labor/"),
    "gaps, narrowed": Kind("/gaps/labor/?county=imperial&level=all&pay=living&sort=ratio&page=2"),
    "gaps, none": Kind("/gaps/labor/?education=8"),
    "gaps by pathway": Kind("/gaps/labor/?by=pathway"),
    "gaps, the ten largest": Kind("/gaps/labor/ten/"),
    "gap of an occupation": Kind(lambda: largest(1)[0].get_absolute_url()),
    "gap without a number": Kind(lambda: gaps()[-1].get_absolute_url()),
    "gap of an occupation that no code supplies": Kind("/gaps/labor/11-1021/"),
    "gap of a pathway": Kind(lambda: next(iter(gaps_of_pathways().values())).get_absolute_url()),
    "skills": Kind("/skills/"),
    "supports": Kind("/supports/"),
    "supports, narrowed": Kind("/supports/?segment=college&kind=money"),
    "work-based learning": Kind("/wbl/"),
    "opportunities": Kind("/wbl/opportunities/"),
    "opportunities, narrowed": Kind("/wbl/opportunities/?stage=exploration&show=all&sort=apply"),
    "opportunities, none": Kind("/wbl/opportunities/?q=qqqqq"),
    "opportunity": Kind(opportunity),
    "equity": Kind("/equity/"),
    "equity, only gaps, by size": Kind("/equity/?only=gaps&sort=needed"),
    "equity, by rate from the highest": Kind("/equity/?by=ethnicity&sort=-rate"),
    "equity, not prepared": Kind("/equity/?place=nowhere", 404),
    "equity, who enters": Kind("/equity/entering/"),
    "equity, trend": Kind(trend),
    "equity, compared": Kind("/equity/compare/"),
    "equity, gains": Kind("/equity/gains/"),
    "equity, pathways": Kind("/equity/pathways/"),
    "equity, institutions": Kind("/equity/institutions/"),
    "equity of a pathway": Kind(lambda: equity_of("pathway")),
    "equity of an institution": Kind(lambda: equity_of("institution")),
    "equity of an institution, nothing on file": Kind(institution_without_figures),
    "equity, table builder": Kind("/equity/explore/"),
    "equity, a table": Kind(lambda: equity_of("table")),
    "measures": Kind("/equity/metrics/"),
    "measure": Kind(metric),
    "how it is measured": Kind("/methods/"),
    "reports": Kind("/equity/reports/"),
    "report by e-mail": Kind("/equity/subscribe/"),
    "report by e-mail, asked": Kind("/equity/subscribe/sent/"),
    "alert of a search": Kind("/alerts/new/?q=nursing&segment=college"),
    "alert of a search, asked": Kind("/alerts/sent/"),
    "all gaps": Kind("/gaps/"),
    "alignment gaps": Kind("/gaps/alignment/"),
    "alignment gaps, narrowed": Kind("/gaps/alignment/?kind=feeders&state=unreported&page=2"),
    "alignment gaps, none": Kind("/gaps/alignment/?kind=courses&state=overdue"),
    "gap of a course": Kind(lambda: alignment_gap("courses")),
    "gap of a program": Kind(lambda: alignment_gap("programs")),
    "gap of a college program": Kind(lambda: alignment_gap("feeders")),
    "gap of an agreement": Kind(lambda: alignment_gap("agreements")),
    "place gaps": Kind("/gaps/place/"),
    "place gaps by district": Kind("/gaps/place/?by=district&segment=ms&miles=5&sort=name"),
    "place gap of a district": Kind("/gaps/place/health/san-diego-unified-school-district/"),
    "goals": Kind("/goals/"),
    "goals, none": Kind("/goals/?cycle=2020-21&state=met"),
    "goal": Kind(lambda: goal(measurements__isnull=False)),
    "historical goal": Kind(lambda: goal(is_historical=True)),
    "glossary": Kind("/glossary/"),
    "glossary, none": Kind("/glossary/?q=qqqqq"),
    "term": Kind(lambda: Term.objects.published().order_by("pk").first().get_absolute_url()),
    "about": Kind("/about/"),
    "what is on file": Kind("/about/data/"),
    "accessibility": Kind("/accessibility/"),
    "privacy": Kind("/privacy/"),
    "feedback": Kind("/feedback/?about=/programs/"),
    "feedback, thanks": Kind("/feedback/thanks/"),
    "sign in": Kind("/accounts/login/"),
    "sign up": Kind("/accounts/signup/"),
    "reset password": Kind("/accounts/password/reset/"),
    "not found": Kind("/no-such-page/", 404),
    "bad request": Kind("/programs/?q=%00", 400),
}


def first_program():
    return Program.objects.open_to_students().order_by("pk").first().pk


def published_release():
    return Release.objects.filter(status=ReleaseStatus.PUBLISHED).order_by("pk").first().pk


# For the portal's staff, who see everything there is.
ADMIN = {
    "confirm the password": Kind("/accounts/reauthenticate/"),
    "gallery": Kind("/_components/"),
    "form of an action": Kind("/actions/new/?about=labor:29-1141"),
    "form of a goal": Kind("/goals/new/?about=labor:29-1141"),
    "second factor": Kind("/accounts/2fa/"),
    "set up a second factor": Kind("/accounts/2fa/totp/activate/"),
    "admin": Kind("/admin/"),
    "admin list": Kind("/admin/programs/program/"),
    "admin list, searched": Kind("/admin/programs/program/?q=nursing"),
    "admin list of organizations": Kind("/admin/partners/organization/"),
    "admin form": Kind(lambda: f"/admin/programs/program/{first_program()}/change/"),
    "admin form, new": Kind("/admin/programs/program/add/"),
    "admin history": Kind(lambda: f"/admin/programs/program/{first_program()}/history/"),
    "admin deletion": Kind(lambda: f"/admin/programs/program/{first_program()}/delete/"),
    "withdrawal of a release": Kind(
        lambda: f"/admin/equity/release/{published_release()}/withdraw/"
    ),
}

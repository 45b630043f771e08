"""Valid, unsurprising rows of this app. Each factory names only what its model needs."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partners import models
from partners.enums import (
    GoalState,
    InventoryKind,
    InventoryState,
    MembershipRole,
    OrganizationKind,
    PlaceKind,
    RoleKind,
    Segment,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.tests.documents_later import later

SOURCE = "Table of the tests"
AS_OF = datetime.date(2026, 6, 30)
PASSWORD = "calm-harbor-lantern-42"


class SourcedFactory(DjangoModelFactory):
    """A row with a source and its date."""

    source = SOURCE
    as_of = AS_OF

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Its search documents wait until a statement asks for them."""
        with later.noting():
            return super()._create(model_class, *args, **kwargs)


class StewardedFactory(SourcedFactory):
    """A published row that nobody has verified yet."""

    status = EditingStatus.PUBLISHED

    class Meta:
        abstract = True


class RegionFactory(SourcedFactory):
    name = factory.Sequence(lambda n: f"Region {n}")
    slug = factory.Sequence(lambda n: f"region-{n}")

    class Meta:
        model = models.Region


class CountyFactory(SourcedFactory):
    region = factory.SubFactory(RegionFactory)
    fips = factory.Sequence(lambda n: f"06{n % 1000:03d}")  # all of one state, as its rows expect
    name = factory.Sequence(lambda n: f"County {n}")
    slug = factory.Sequence(lambda n: f"county-{n}")

    class Meta:
        model = models.County


class PlaceFactory(SourcedFactory):
    """A ZIP code in El Centro; `kind=PlaceKind.CITY, name="…"` makes a city."""

    kind = PlaceKind.ZIP
    name = factory.Sequence(lambda n: f"{92200 + n}")
    city = factory.Maybe(
        factory.LazyAttribute(lambda place: place.kind == PlaceKind.ZIP), "El Centro", ""
    )
    county = factory.SubFactory(CountyFactory)
    latitude = 32.79
    longitude = -115.56

    class Meta:
        model = models.Place


class OrganizationFactory(StewardedFactory):
    """A college without a parent. Other kinds: see the factories below."""

    name = factory.Sequence(lambda n: f"Harbor College {n}")
    slug = factory.Sequence(lambda n: f"harbor-college-{n}")
    kind = OrganizationKind.COLLEGE
    segments = factory.LazyFunction(lambda: [Segment.COLLEGE.value])
    county = factory.SubFactory(CountyFactory)

    class Meta:
        model = models.Organization


class DistrictFactory(OrganizationFactory):
    name = factory.Sequence(lambda n: f"Mesa Union School District {n}")
    slug = factory.Sequence(lambda n: f"mesa-union-{n}")
    kind = OrganizationKind.DISTRICT
    segments = factory.LazyFunction(list)


class SchoolFactory(OrganizationFactory):
    """A high school in a district of its own."""

    name = factory.Sequence(lambda n: f"Canyon High School {n}")
    slug = factory.Sequence(lambda n: f"canyon-high-{n}")
    kind = OrganizationKind.SCHOOL
    segments = factory.LazyFunction(lambda: [Segment.HIGH_SCHOOL.value])
    parent = factory.SubFactory(DistrictFactory)


class AdultSchoolFactory(OrganizationFactory):
    name = factory.Sequence(lambda n: f"Valley Adult School {n}")
    slug = factory.Sequence(lambda n: f"valley-adult-{n}")
    kind = OrganizationKind.ADULT_SCHOOL
    segments = factory.LazyFunction(lambda: [Segment.ADULT_EDUCATION.value])


class RegionalOfficeFactory(OrganizationFactory):
    """Keeps what is the whole region's; asking again gives the same one."""

    name = "Regional Office"
    slug = "regional-office"
    kind = OrganizationKind.REGIONAL_OFFICE
    segments = factory.LazyFunction(list)
    county = None

    class Meta:
        django_get_or_create = ["slug"]


class SiteFactory(DjangoModelFactory):
    """The main site of an organization, in El Centro."""

    organization = factory.SubFactory(OrganizationFactory)
    street = "100 Main Street"
    city = "El Centro"
    zip_code = "92243"
    latitude = 32.79
    longitude = -115.56
    is_main = True

    class Meta:
        model = models.Site


class UserFactory(DjangoModelFactory):
    """An active account; its password is PASSWORD."""

    email = factory.Sequence(lambda n: f"person{n}@example.org")

    class Meta:
        model = models.User

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        return model_class.objects.create_user(*args, password=password, **kwargs)


class PersonFactory(StewardedFactory):
    name = factory.Sequence(lambda n: f"Sample Person {n}")
    organization = factory.SubFactory(OrganizationFactory)
    owner = factory.SelfAttribute("organization")
    job_title = "Pathway coordinator"
    email = factory.Sequence(lambda n: f"coordinator{n}@example.org")

    class Meta:
        model = models.Person


class RoleFactory(DjangoModelFactory):
    """A role at the person's own organization."""

    person = factory.SubFactory(PersonFactory)
    organization = factory.SelfAttribute("person.organization")
    kind = RoleKind.PATHWAY_COORDINATOR

    class Meta:
        model = models.Role


class MembershipFactory(DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = MembershipRole.COORDINATOR

    class Meta:
        model = models.Membership


class InventoryFactory(DjangoModelFactory):
    """This year's list, not reported yet; what means absence needs `confirmed_on` and `_by`."""

    organization = factory.SubFactory(SchoolFactory)
    kind = InventoryKind.PROGRAMS
    academic_year = factory.LazyFunction(lambda: academic_year.on(timezone.localdate()))
    state = InventoryState.UNKNOWN

    class Meta:
        model = models.Inventory


class TermFactory(StewardedFactory):
    term = factory.Sequence(lambda n: f"Term {n}")
    term_es = factory.Sequence(lambda n: f"Término {n}")
    slug = factory.Sequence(lambda n: f"term-{n}")
    definition = "What the word means, in plain words."
    definition_es = "Lo que significa la palabra."
    owner = factory.SubFactory(RegionalOfficeFactory)

    class Meta:
        model = models.Term


class ProblemReportFactory(DjangoModelFactory):
    """A reader's report about a college."""

    organization = factory.SubFactory(OrganizationFactory)
    page = "/programs/welding/"
    about = "Welding"
    message = "The number of units is wrong."
    language = "en"

    class Meta:
        model = models.ProblemReport


class GoalCycleFactory(SourcedFactory):
    """The cycle of 2026-27; asking again gives the same one."""

    year = "2026-27"

    class Meta:
        model = models.GoalCycle
        django_get_or_create = ["year"]


class GoalFactory(StewardedFactory):
    """An adopted goal, from 18 to 28 pathways, due far ahead; nothing measured yet."""

    cycle = factory.SubFactory(GoalCycleFactory)
    order = factory.Sequence(lambda n: n + 1)
    statement = factory.Sequence(lambda n: f"More pathways with early college credit {n}")
    statement_es = factory.Sequence(lambda n: f"Más trayectorias con crédito temprano {n}")
    baseline = Decimal(18)
    target = Decimal(28)
    unit = "pathways"
    unit_es = "trayectorias"
    due = datetime.date(2096, 6, 30)
    state = GoalState.ADOPTED
    owner = factory.SubFactory(RegionalOfficeFactory)

    class Meta:
        model = models.Goal


class MeasurementFactory(DjangoModelFactory):
    """A value of 20 on a day of its own."""

    goal = factory.SubFactory(GoalFactory)
    on = factory.Sequence(lambda n: datetime.date(2026, 1, 1) + datetime.timedelta(days=n))
    value = Decimal(20)
    source = SOURCE

    class Meta:
        model = models.Measurement


class ActionItemFactory(DjangoModelFactory):
    """An open action of a college about a labor gap, due far ahead."""

    about_key = "labor:29-1141"
    about_label = "Registered nurses"
    about_label_es = "Enfermeros registrados"
    text = factory.Sequence(lambda n: f"Ask two hospitals for places {n}")
    owner = factory.SubFactory(OrganizationFactory)
    due = datetime.date(2096, 3, 1)

    class Meta:
        model = models.ActionItem

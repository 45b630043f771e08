"""Valid, unsurprising rows of this app. Each factory names only what its model needs."""

import factory

from partners.enums import Segment
from partners.tests.factories import (
    OrganizationFactory,
    RegionalOfficeFactory,
    SourcedFactory,
    StewardedFactory,
)
from programs import models
from programs.enums import Award, CredentialKind, OccupationBasis, PathwayRole, Scheme


class CodeSetFactory(SourcedFactory):
    """The edition of a scheme; asking twice for the same gives the same row."""

    scheme = Scheme.TOP
    version = "2023"
    name = factory.LazyAttribute(lambda code_set: f"{code_set.scheme} {code_set.version}")

    class Meta:
        model = models.CodeSet
        django_get_or_create = ["scheme", "version"]


class CodeFactory(SourcedFactory):
    """A TOP code. `scheme="cip"` or `"soc"` makes one of another system."""

    class Params:
        scheme = Scheme.TOP

    code_set = factory.SubFactory(CodeSetFactory, scheme=factory.SelfAttribute("..scheme"))
    code = factory.LazyAttributeSequence(
        lambda code, n: {
            Scheme.TOP: f"{100000 + n:06d}",
            Scheme.CIP: f"{10 + n // 10000:02d}.{n % 10000:04d}",
            Scheme.SOC: f"{11 + n // 9000:02d}-{1000 + n % 9000:04d}",
        }.get(code.scheme, f"code-{n}")
    )
    title = factory.LazyAttribute(lambda code: f"Title of {code.code}")

    class Meta:
        model = models.Code


class CrosswalkFactory(SourcedFactory):
    from_code = factory.SubFactory(CodeFactory, scheme=Scheme.TOP)
    to_code = factory.SubFactory(CodeFactory, scheme=Scheme.CIP)

    class Meta:
        model = models.Crosswalk


class SectorFactory(SourcedFactory):
    code = factory.Sequence(lambda n: f"{n % 10_000:04d}")
    slug = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.Sequence(lambda n: f"Sector {n}")
    name_es = factory.Sequence(lambda n: f"Ramo {n}")

    class Meta:
        model = models.Sector


class SectorCodeFactory(SourcedFactory):
    sector = factory.SubFactory(SectorFactory)
    code = factory.SubFactory(CodeFactory)

    class Meta:
        model = models.SectorCode


class OccupationFactory(SourcedFactory):
    code = factory.SubFactory(CodeFactory, scheme=Scheme.SOC)
    title = factory.Sequence(lambda n: f"Occupation {n}")
    slug = factory.Sequence(lambda n: f"occupation-{n}")

    class Meta:
        model = models.Occupation


class CredentialFactory(SourcedFactory):
    kind = CredentialKind.CERTIFICATE
    title = factory.Sequence(lambda n: f"Credential {n}")

    class Meta:
        model = models.Credential


class ProgramFactory(StewardedFactory):
    """A published program that students can enter, with an award, at a college."""

    title = factory.Sequence(lambda n: f"Program {n}")
    slug = factory.Sequence(lambda n: f"program-{n}")
    organization = factory.SubFactory(OrganizationFactory)
    owner = factory.SelfAttribute("organization")
    segment = Segment.COLLEGE
    sector = factory.SubFactory(SectorFactory)
    award = Award.ASSOCIATE
    award_text = "A.S. Degree"

    class Meta:
        model = models.Program


class ProgramAreaFactory(ProgramFactory):
    """A program known only by its program code: no award, no units."""

    is_program_area = True
    award = None
    award_text = ""


class ProgramCodeFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    code = factory.SubFactory(CodeFactory)

    class Meta:
        model = models.ProgramCode


class ProgramOccupationFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    occupation = factory.SubFactory(OccupationFactory)
    rank = factory.Sequence(lambda n: n + 1)
    basis = OccupationBasis.CROSSWALK

    class Meta:
        model = models.ProgramOccupation


class OfferingFactory(SourcedFactory):
    """A program in one year; how, when and for what are not on file unless named."""

    program = factory.SubFactory(ProgramFactory)
    academic_year = "2026-27"

    class Meta:
        model = models.Offering


class PathwayFactory(StewardedFactory):
    title = factory.Sequence(lambda n: f"Pathway {n}")
    slug = factory.Sequence(lambda n: f"pathway-{n}")
    sector = factory.SubFactory(SectorFactory)
    owner = factory.SubFactory(RegionalOfficeFactory)

    class Meta:
        model = models.Pathway


class PathwayProgramFactory(SourcedFactory):
    pathway = factory.SubFactory(PathwayFactory)
    program = factory.SubFactory(ProgramFactory)
    role = PathwayRole.CORE

    class Meta:
        model = models.PathwayProgram


class AwardCountFactory(SourcedFactory):
    organization = factory.SubFactory(OrganizationFactory)
    code = factory.SubFactory(CodeFactory)
    academic_year = "2023-24"
    count = 12

    class Meta:
        model = models.AwardCount


class RegionLoadFactory(factory.django.DjangoModelFactory):
    """A finished load of tables that nobody has any more."""

    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    counts = factory.LazyFunction(lambda: {"programs": {"new": 1, "changed": 0, "same": 0}})

    class Meta:
        model = models.RegionLoad

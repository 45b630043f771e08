"""Valid, unsurprising rows of this app."""

import datetime

import factory

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory, SourcedFactory, StewardedFactory
from programs.tests.factories import ProgramFactory
from wbl import models
from wbl.enums import Stage


class ActivityKindFactory(SourcedFactory):
    """A kind of exploration, such as a job shadow."""

    slug = factory.Sequence(lambda n: f"kind-{n}")
    stage = Stage.EXPLORATION
    name = factory.Sequence(lambda n: f"Kind {n}")
    name_es = factory.Sequence(lambda n: f"Actividad {n}")

    class Meta:
        model = models.ActivityKind


class OpportunityFactory(StewardedFactory):
    """Open, at an employer, in no sector: pass `sectors=[…]`."""

    slug = factory.Sequence(lambda n: f"opportunity-{n}")
    employer = factory.SubFactory(OrganizationFactory, kind=OrganizationKind.EMPLOYER)
    owner = factory.SelfAttribute("employer")
    kind = factory.SubFactory(ActivityKindFactory)
    title = factory.Sequence(lambda n: f"Opportunity {n}")
    title_es = factory.Sequence(lambda n: f"Oportunidad {n}")
    starts_on = datetime.date(2027, 2, 1)

    class Meta:
        model = models.Opportunity
        skip_postgeneration_save = True

    @factory.post_generation
    def sectors(self, create, given, **kwargs):
        if create and given:
            self.sectors.set(given)


class ProgramActivityFactory(SourcedFactory):
    program = factory.SubFactory(ProgramFactory)
    kind = factory.SubFactory(ActivityKindFactory)
    stage = factory.SelfAttribute("kind.stage")
    academic_year = "2026-27"

    class Meta:
        model = models.ProgramActivity

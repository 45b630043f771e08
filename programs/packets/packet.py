"""What the packet of a school or college holds; words are made when a template prints them.

A packet may be printed in two languages one after the other, so nothing here is a translated text.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.utils import timezone

from partners.enums import InventoryKind, OrganizationKind
from partners.reported import who_speaks_for, whole_list
from pathways_portal.common import academic_year
from programs.courses.sequence_address import coming_year
from programs.courses.sequence_view import place_name
from programs.enums import Stage, StepKind
from programs.job_lines import job_list, jobs_of
from programs.models import Program, Sequence
from programs.packets import rows
from programs.packets.credit import credit_of

JOBS_SHOWN = 8
# Links named for each program; the page of the program names more.
LINKS_SHOWN = 8
# Programs of a college named on paper, and schools that send it students; the rest is counted.
PROGRAMS_SHOWN = 40
SENDERS_SHOWN = 40
_STAGES = list(Stage)


@dataclass(frozen=True)
class Place:
    """A grade or term of an order of courses; `place` is None for what comes before the program."""

    segment: str
    place: int | None
    steps: list

    @property
    def name(self):
        """ "Grade 10", "Term 2", in the reader's language; "" before the program."""
        return "" if self.place is None else place_name(self.segment, self.place)


@dataclass
class ProgramHere:
    """A program of the school with what leads through it and on from it."""

    program: Program
    order: Sequence | None = None
    links: list = field(default_factory=list)
    activities: list = field(default_factory=list)

    @property
    def places(self):
        """Its courses by grade or term, as [`Place`]; those not published yet left out."""
        public = [step for step in self.order.steps_here if step.is_public]
        before = [step for step in public if step.kind == StepKind.PREREQUISITE]
        after = [step for step in public if step.kind != StepKind.PREREQUISITE]
        found = [Place(self.program.segment, None, before)] if before else []
        for place, steps in groupby(after, key=lambda step: step.place):
            found.append(Place(self.program.segment, place, list(steps)))
        return found

    @property
    def unpublished(self):
        """How many of its courses may not be shown yet."""
        return sum(not step.is_public for step in self.order.steps_here)

    @property
    def links_shown(self):
        return self.links[:LINKS_SHOWN]

    @property
    def links_more(self):
        return len(self.links) - len(self.links_shown)


class _Packet:
    """What both kinds of packet have: the day, the years that students plan for, jobs."""

    def __init__(self, organization):
        self.organization = organization
        self.today = timezone.localdate()
        self.years = (academic_year.on(self.today), coming_year())

    def _jobs(self, programs):
        if not programs:
            return None
        return job_list(jobs_of(programs, JOBS_SHOWN), home=self.organization.county_id)


class SchoolPacket(_Packet):
    """The packet of a school or adult school. A fixed number of queries."""

    is_college = False

    @cached_property
    def programs(self):
        """Its `ProgramHere`s, by title."""
        programs = list(rows.programs_of(self.organization))
        prefetch_related_objects(programs, "activities__kind", "activities__partner")
        orders = rows.orders_of([one.pk for one in programs], coming=self.years[-1])
        links = {}
        for link in rows.links_from([one.pk for one in programs]):
            links.setdefault(link.from_program_id, []).append(link)
        for several in links.values():
            several.sort(key=self._is_elsewhere)
        return [
            ProgramHere(one, orders.get(one.pk), links.get(one.pk, []), _newest(one.activities))
            for one in programs
        ]

    def _is_elsewhere(self, link):
        """Whether what a link leads to is in another county."""
        there = link.to_program.organization if link.to_program else link.destination
        return there.county_id != self.organization.county_id

    @property
    def program_count(self):
        """Real ones: what was made up is never counted as reported."""
        return sum(not one.program.is_sample for one in self.programs)

    @property
    def has_samples(self):
        return any(one.program.is_sample for one in self.programs)

    @property
    def has_sample_links(self):
        return any(link.is_sample for one in self.programs for link in one.links)

    @cached_property
    def credit(self):
        return credit_of(self.organization, years=self.years, today=self.today)

    @cached_property
    def jobs(self):
        """Jobs of its programs and of those they lead to; of samples only where all are."""
        leading = [one for one in self.programs if not one.program.is_sample] or self.programs
        onward = [link.to_program_id for one in leading for link in one.links if link.to_program_id]
        return self._jobs([*(one.program.pk for one in leading), *onward])

    @property
    def jobs_are_of_samples(self):
        """No program is real, or a link that jobs were reached by was made up."""
        return not self.program_count or self.has_sample_links

    @cached_property
    def wbl_confirmed_on(self):
        """The day this year's list of work-based learning was confirmed to be all, or None."""
        told = whole_list(who_speaks_for(self.organization), InventoryKind.WBL, self.years[0])
        return told and told.confirmed_on


class CollegePacket(_Packet):
    """The packet of a college: its first programs by pathway, and what comes in."""

    is_college = True

    @cached_property
    def _all(self):
        return rows.programs_of(self.organization)

    @cached_property
    def program_count(self):
        return self._all.filter(is_sample=False).count()

    @cached_property
    def programs(self):
        """The first of them by title."""
        return list(self._all[:PROGRAMS_SHOWN])

    @cached_property
    def programs_more(self):
        """How many real ones are not named."""
        return self.program_count - sum(not program.is_sample for program in self.programs)

    @property
    def has_samples(self):
        return any(program.is_sample for program in self.programs)

    @cached_property
    def pathways(self):
        """[(pathway or None, its programs here)]; what is on several stands on the first."""
        first = {}
        for place in rows.places_of([program.pk for program in self.programs]):
            first.setdefault(place.program_id, place.pathway)
        groups = {}
        for program in self.programs:
            groups.setdefault(first.get(program.pk), []).append(program)
        return sorted(
            groups.items(), key=lambda group: (group[0] is None, group[0].title if group[0] else "")
        )

    @cached_property
    def _coming_in(self):
        """Who sends, with how many agreements and how many of them made up; the most first."""
        return list(rows.senders_to(self.organization, self.years))

    @property
    def senders(self):
        return self._coming_in[:SENDERS_SHOWN]

    @property
    def senders_more(self):
        return len(self._coming_in) - len(self.senders)

    @property
    def has_sample_agreements(self):
        return any(sender["samples"] for sender in self.senders)

    @cached_property
    def credit(self):
        """What students of a continuing education center can bring elsewhere; None of others."""
        if self.organization.kind != OrganizationKind.CONTINUING_EDUCATION:
            return None
        return credit_of(self.organization, years=self.years, today=self.today)

    @cached_property
    def jobs(self):
        return self._jobs([program.pk for program in self.programs if not program.is_sample])


def _newest(activities):
    """Those of the newest academic year, along the continuum."""
    several = list(activities.all())
    newest = max((one.academic_year for one in several), default=None)
    return sorted(
        (one for one in several if one.academic_year == newest),
        key=lambda one: (_STAGES.index(one.stage), one.pk),
    )

"""One place gap in full: every school of a district, with the nearest program of a sector."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from partners.contacts import contacts_of
from partners.enums import InventoryKind
from partners.models import Organization
from partners.reported import lists_of, who_speaks_for
from pathways_portal.common import academic_year
from programs.enums import GapKind
from programs.gaps.place import rules
from programs.gaps.place.districts import schools_of
from programs.gaps.reported import share
from programs.gaps.snapshots import worked_out_at
from programs.models import NearestProgram, Program
from programs.querysets import public_program

ORDER = [
    rules.SchoolState.ABSENT,
    rules.SchoolState.UNREPORTED,
    rules.SchoolState.PENDING,
    rules.SchoolState.NEAR,
]


@dataclass(frozen=True)
class SchoolRow:
    """A school: its `SchoolState`, the nearest program within 50 miles or None, its samples."""

    school: Organization
    state: str
    nearest: NearestProgram | None
    samples: list


class PlaceDetail:
    """The page of one sector in one `Group` of schools."""

    def __init__(self, sector, group, question, *, reader):
        self.sector, self.group, self.question, self.reader = sector, group, question, reader
        self.key = rules.key_of(question.segment, sector.slug, group.slug)

    @cached_property
    def year(self):
        """The academic year of the lists: that of the night's work, as in the matrix."""
        at = self.worked_out_at
        return academic_year.on(timezone.localdate(at) if at else timezone.localdate())

    @cached_property
    def schools(self):
        return self.group.narrow(schools_of(self.question.segment))

    @cached_property
    def rows(self):
        """A row for each school: those without first, then near ones, then its own."""
        nearest = {
            row.school_id: row
            for row in NearestProgram.objects.filter(
                segment=self.question.segment,
                sector=self.sector,
                school__in=self.schools.values("pk"),
            )
            .annotate(is_open=Q(public_program("program__")))
            .select_related("program__organization")
        }
        schools = list(self.schools.by_name())
        speakers = {one.pk: who_speaks_for(one) for one in schools}
        told = lists_of(chain(*speakers.values()), InventoryKind.PROGRAMS, self.year)
        samples = self._samples()
        rows = []
        for school in schools:
            near = nearest.get(school.pk)
            state = rules.state_of_school(
                is_own=bool(near and near.is_own),
                miles=near and near.miles,
                within=self.question.miles,
                inventories=[told[one].state for one in speakers[school.pk] if one in told],
            )
            if self.worked_out_at is None or (near and not near.is_open):
                state, near = rules.SchoolState.PENDING, None
            rows.append(SchoolRow(school, state, near, samples.get(school.pk, [])))
        places = {state: number for number, state in enumerate(ORDER)}
        return sorted(rows, key=lambda row: places.get(row.state, len(ORDER)))

    def _samples(self):
        """{school: its sample programs of the sector, which count for nothing if it is real}"""
        found = {}
        programs = Program.objects.open_to_students().filter(
            is_sample=True,
            sector=self.sector,
            segment=self.question.segment,
            organization__in=self.schools.filter(is_sample=False).values("pk"),
        )
        for program in programs.order_by("title", "pk"):
            found.setdefault(program.organization_id, []).append(program)
        return found

    @cached_property
    def counts(self):
        """(state, how many schools) of every state."""
        counted = Counter(row.state for row in self.rows)
        return [
            (state, counted[state])
            for state in rules.SchoolState
            if counted[state] or state != rules.SchoolState.PENDING
        ]

    @cached_property
    def share(self):
        return share(self.schools, InventoryKind.PROGRAMS, self.year)

    @cached_property
    def worked_out_at(self):
        return worked_out_at(GapKind.PLACE)

    @cached_property
    def contacts(self):
        """Of the district; None for a county, whose schools are asked each."""
        return self.group.district and contacts_of(self.group.district, reader=self.reader)

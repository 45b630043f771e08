"""One alignment gap in full: what is missing, why it is said so, what is near, whom to ask."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from partners.contacts import contacts_of
from partners.enums import InventoryKind, InventoryState
from partners.reported import lists_of
from pathways_portal.common.enums import EditingStatus
from programs.courses.rows import public_course
from programs.enums import AlignmentKind, GapKind, GapState
from programs.gaps.alignment import rules
from programs.gaps.alignment.find import (
    offered_courses,
    unfed_programs,
    unlinked_programs,
)
from programs.gaps.alignment.listing import openings_words
from programs.gaps.alignment.near import near_to
from programs.gaps.snapshots import worked_out_at
from programs.models import AlignmentGap, ArticulationAgreement, Course, Program
from programs.querysets import open_agreement, public_program

KINDS_OF_PROGRAMS = (AlignmentKind.PROGRAMS, AlignmentKind.FEEDERS)


def record_of(kind, slug):
    """The public record that the gap is of; None if there is none."""
    if kind == AlignmentKind.COURSES:
        rows = Course.objects.filter(public_course())
        return rows.select_related("organization__parent", "code").filter(slug=slug).first()
    if kind in KINDS_OF_PROGRAMS:
        rows = Program.objects.open_to_students().select_related("organization__parent", "sector")
        return rows.filter(slug=slug).first()
    rows = ArticulationAgreement.objects.filter(open_agreement())
    return rows.select_related("sending__parent", "receiving").filter(slug=slug).first()


class AlignmentDetail:
    """The page of one gap. Without a row today it is closed, and the address still stands."""

    def __init__(self, kind, record, *, reader):
        self.kind, self.record, self.reader = AlignmentKind(kind), record, reader
        self.today = timezone.localdate()
        self.key = rules.key_of(kind, record.slug)

    @cached_property
    def gap(self):
        """The row of the newest count, or None."""
        rows = AlignmentGap.objects.select_related("occupation__code", "sector", "county")
        return rows.filter(key=self.key).first()

    @cached_property
    def worked_out_at(self):
        return worked_out_at(GapKind.ALIGNMENT)

    # --- Words ----------------------------------------------------------------------------------

    @property
    def organization(self):
        if self.kind == AlignmentKind.AGREEMENTS:
            return self.record.sending
        return self.record.organization

    @property
    def title(self):
        if self.kind == AlignmentKind.COURSES:
            return f"{self.record.number} {self.record.local_title}"
        if self.kind in KINDS_OF_PROGRAMS:
            return self.record.local_title
        return f"{self.record.sending.label} → {self.record.receiving.label}"

    @property
    def named(self):
        """The course or program whose title it is; None of an agreement, which has no title."""
        return None if self.kind == AlignmentKind.AGREEMENTS else self.record

    @property
    def finding(self):
        """What is missing, in one sentence."""
        if self.gap is None:
            return _("No gap is on file here today.")
        name = self.organization.label
        if self.kind == AlignmentKind.AGREEMENTS:
            words = (
                _("It is still marked active, though its last year, %(year)s, is over.")
                if self.gap.state == GapState.OVERDUE
                else _("It covers courses taken through %(year)s, and nothing after that.")
            )
            return words % {"year": self.record.years_through}
        confirmed = self.gap.state == GapState.ABSENT
        if self.kind == AlignmentKind.COURSES:
            words = (
                _("Confirmed: no agreement of %(name)s gives college credit for this course.")
                if confirmed
                else _(
                    "No agreement that gives college credit for this course is on file, and "
                    "%(name)s has not yet reported its whole list."
                )
            )
        elif self.kind == AlignmentKind.PROGRAMS:
            words = (
                _("Confirmed: no agreement for any of its courses, and no next program on file.")
                if confirmed
                else _(
                    "No agreement for its courses and no next program are on file, and %(name)s "
                    "has not yet reported its whole list."
                )
            )
        else:
            words = (
                _("Confirmed: no agreement into its courses, and no program before it on file.")
                if confirmed
                else _(
                    "No agreement into its courses and no program before it are on file, and "
                    "%(name)s has not yet reported its whole list."
                )
            )
        return words % {"name": name}

    @property
    def openings_words(self):
        return openings_words(self.gap) if self.gap else ""

    # --- Why ------------------------------------------------------------------------------------

    @cached_property
    def lists(self):
        """(organization, what it told us of its agreements this year, the day), a row each."""
        asked = {one.pk: one for one in self._asked}
        known = lists_of(asked, InventoryKind.AGREEMENTS, self.year)
        return [
            (one, row.state if row else InventoryState.UNKNOWN, row and row.confirmed_on)
            for pk, one in asked.items()
            for row in [known.get(pk)]
        ]

    @property
    def _asked(self):
        if self.kind == AlignmentKind.AGREEMENTS:
            return [self.record.sending, self.record.receiving]
        schools = [one for one, _sent in self.schools]
        above = [one.parent for one in (self.organization, *schools) if one.parent]
        return [self.organization, *schools, *above]

    @cached_property
    def year(self):
        return rules.years(self.today)[0]

    @cached_property
    def _offerings(self):
        if self.kind != AlignmentKind.COURSES:
            return []
        rows = offered_courses(self.today, self.year).filter(course=self.record)
        return list(
            rows.select_related("organization__parent").order_by("organization__name", "pk")
        )

    @property
    def schools(self):
        """(school, whether a usable agreement holds there) of a course this year."""
        return [
            (row.organization, row.sent_any if self.record.is_sample else row.sent)
            for row in self._offerings
        ]

    @property
    def _where(self):
        """From where miles are measured: the school, if one alone teaches it; else the owner."""
        schools = [school for school, _sent in self.schools]
        return schools[0] if len(schools) == 1 else self.organization

    @cached_property
    def has_samples_not_counted(self):
        """Whether a sample agreement or link is on file, which closes no gap of a real record."""
        if self.record.is_sample or self.kind == AlignmentKind.AGREEMENTS:
            return False
        if self.kind == AlignmentKind.COURSES:
            return any(row.sent_any and not row.sent for row in self._offerings)
        programs = unlinked_programs if self.kind == AlignmentKind.PROGRAMS else unfed_programs
        row = programs(self.today).filter(pk=self.record.pk).first()
        return bool(row) and (row.sent_any > row.sent or row.linked_any > row.linked)

    @cached_property
    def courses(self):
        """The courses that the gap is about."""
        if self.kind == AlignmentKind.COURSES:
            return [self.record]
        if self.kind == AlignmentKind.AGREEMENTS:
            return [
                row.course
                for row in self.record.sending_courses.select_related(
                    "course__code", "course__organization"
                )
            ]
        rows = Course.objects.filter(
            public_course(),
            steps__sequence__program=self.record,
            steps__sequence__status=EditingStatus.PUBLISHED,
        )
        return list(rows.select_related("code", "organization").distinct().order_by("number", "pk"))

    @cached_property
    def receiving_courses(self):
        if self.kind != AlignmentKind.AGREEMENTS:
            return []
        return list(
            self.record.receiving_courses.select_related("course__organization").order_by("pk")
        )

    @cached_property
    def programs(self):
        """The public programs that it stands in."""
        if self.kind in KINDS_OF_PROGRAMS:
            return [self.record]
        rows = Program.objects.filter(
            public_program(),
            sequences__status=EditingStatus.PUBLISHED,
            sequences__steps__course__in=self.courses,
        )
        return list(rows.select_related("organization").distinct().order_by("title", "pk"))

    @cached_property
    def near(self):
        return near_to(
            self.kind,
            organization=self._where,
            programs=self.programs,
            courses=self.courses,
            today=self.today,
        )

    @cached_property
    def contacts(self):
        """Of whose gap it is, and of the other side of an agreement."""
        sides = [self.organization]
        if self.kind == AlignmentKind.AGREEMENTS:
            sides.append(self.record.receiving)
        elif self.organization.parent and self.organization.parent.is_public:
            sides.append(self.organization.parent)
        return [contacts_of(one, reader=self.reader) for one in sides]

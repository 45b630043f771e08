"""What the list of alignment gaps prints. Everything is read from what the job wrote."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Prefetch, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import InventoryKind
from partners.models import Organization
from programs.address_words import page_of
from programs.enums import AlignmentKind, GapKind, GapState
from programs.gaps.alignment import rules
from programs.gaps.alignment.filters import AlignmentQuestion
from programs.gaps.alignment.prepare import STATES
from programs.gaps.reported import share
from programs.gaps.rows import printed
from programs.gaps.snapshots import is_added_up, worked_out_at
from programs.models import AlignmentCount, AlignmentGap, SendingCourse

PER_PAGE = 25


@dataclass(frozen=True)
class Row:
    """A gap as a line prints it."""

    gap: AlignmentGap

    @property
    def title(self):
        return title_of(self.gap)

    @property
    def named(self):
        """The course or program whose title it is; None of an agreement, which has no title."""
        return self.gap.course or self.gap.program

    @property
    def url(self):
        return address_of(self.gap)

    @property
    def sent(self):
        """Of an agreement: the courses taken under it; else nothing."""
        agreement = self.gap.agreement
        return [row.course for row in agreement.sending_courses.all()] if agreement else []

    @property
    def openings_words(self):
        return openings_words(self.gap)


def title_of(gap):
    """The course, the program or the two sides of the agreement."""
    if gap.course:
        return f"{gap.course.number} {gap.course.local_title}"
    if gap.program:
        return gap.program.local_title
    return f"{gap.agreement.sending.label} → {gap.agreement.receiving.label}"


def address_of(gap):
    return reverse("programs:alignment_gap", args=[gap.kind, gap.record.slug])


def openings_words(gap):
    """ "210 (estimate)"; empty where not on file."""
    if gap.openings is None:
        return ""
    number = printed(gap.openings)
    return _("%(number)s (estimate)") % {"number": number} if gap.is_estimate else number


def who_reports():
    """Schools, adult schools and colleges: whose lists the pages ask for."""
    organizations = Organization.objects.open()
    return organizations.schools() | organizations.adult_schools() | organizations.colleges()


def _confirmed(n):
    return ngettext("%(n)s gap confirmed", "%(n)s gaps confirmed", n)


def _unreported(n):
    return ngettext("%(n)s not yet reported", "%(n)s not yet reported", n)


def _ending(n):
    return ngettext("%(n)s agreement ends within a year", "%(n)s agreements end within a year", n)


def _agreements(n):
    return ngettext(
        "and %(n)s agreement that ends within a year or has ended",
        "and %(n)s agreements that end within a year or have ended",
        n,
    )


def _overdue(n):
    return ngettext("%(n)s marked active past its end", "%(n)s marked active past their end", n)


class AlignmentList:
    """One state of the list. Templates print its attributes; the CSV has the same rows."""

    def __init__(self, data):
        self.question = AlignmentQuestion(data)
        self.asked_page = data.get("page")

    @cached_property
    def gaps(self):
        """All gaps of the state, in order: most openings first.

        As the night counted them; of a record that was taken back since then no line is shown.
        """
        return self.question.narrow(AlignmentGap.objects.all()).in_order()

    @cached_property
    def counts(self):
        """{(kind, state): how many} of the state, as the night counted them."""
        rows = self.question.narrow(AlignmentCount.objects.order_by())
        rows = rows.values_list("kind", "state").annotate(n=Sum("gaps"))
        return {(kind, state): n for kind, state, n in rows}

    @property
    def total(self):
        return sum(self.counts.values())

    @cached_property
    def _page(self):
        keys = Paginator(self.gaps.values_list("pk", flat=True), PER_PAGE)
        keys.count = self.total
        return page_of(keys, self.asked_page)

    @property
    def page(self):
        return self._page[0]

    @cached_property
    def rows(self):
        """The lines of the page."""
        # Whether they are public is asked of the page's alone: of all it takes seconds.
        gaps = AlignmentGap.objects.public().filter(pk__in=list(self.page.object_list))
        courses = Prefetch(
            "agreement__sending_courses",
            SendingCourse.objects.select_related("course__organization").order_by("pk"),
        )
        return [Row(gap) for gap in for_rows(gaps).prefetch_related(courses).in_order()]

    @property
    def row_groups(self):
        """(organization, its lines, whether they are several) of lines that follow each other."""
        for _key, rows in groupby(self.rows, key=lambda row: row.gap.organization_id):
            rows = list(rows)
            yield rows[0].gap.organization, rows, len(rows) > 1

    @cached_property
    def said(self):
        return [*self.question.sentences, *filter(None, [self._page[1], self._taken_back])]

    @property
    def _taken_back(self):
        """That the page has fewer lines than the night counted; empty if it has not."""
        page = self.page
        counted = page.end_index() - page.start_index() + 1 if self.total else 0
        gone = counted - len(self.rows)
        if gone <= 0:
            return ""
        return ngettext(
            "%(n)s of these was taken back since then and is not listed.",
            "%(n)s of these were taken back since then and are not listed.",
            gone,
        ) % {"n": printed(gone)}

    @cached_property
    def share(self):
        year, _later = rules.years(timezone.localdate())
        return share(who_reports(), InventoryKind.AGREEMENTS, year)

    @cached_property
    def worked_out_at(self):
        """When the night counted; None where no number may be printed."""
        return worked_out_at(GapKind.ALIGNMENT) if self.is_counted else None

    @cached_property
    def is_counted(self):
        """Whether there are numbers at all: without a count the page says so, and never "0"."""
        return bool(self.counts) or is_added_up(GapKind.ALIGNMENT)

    @property
    def findings(self):
        """Of each kind: (its label, its address, ((label of a state, count, address), …))."""
        for kind in AlignmentKind if self.is_counted else ():
            if self.question.chosen.get("kind", kind) != kind:
                continue
            states = [
                (
                    state.label,
                    self.counts.get((kind, state), 0),
                    self._url(kind=kind.value, state=state.value),
                )
                for state in STATES[kind]
                if self.question.chosen.get("state", state) == state
            ]
            if states:
                yield kind.label, self._url(kind=kind.value), states

    @property
    def headline(self):
        """How many are confirmed, how many are not known and how many agreements run out.

        Of a list of agreements: how many end within a year, and how many are past their end.
        """
        if not self.is_counted:
            return _("Not worked out yet")
        kind, state = (self.question.chosen.get(name) for name in ("kind", "state"))
        if kind == AlignmentKind.AGREEMENTS or state in STATES[AlignmentKind.AGREEMENTS]:
            states = [
                (GapState.ENDING, _ending),
                (GapState.OVERDUE, _overdue),
            ]
        else:
            states = [(GapState.ABSENT, _confirmed), (GapState.UNREPORTED, _unreported)]
        said = [
            words(n) % {"n": printed(n)}
            for own, words in states
            if state in (None, own)
            for n in [self._in(own)]
        ]
        ending = self.total - sum(self._in(own) for own, _words in states)
        if ending and not state:
            said.append(_agreements(ending) % {"n": printed(ending)})
        return ", ".join(said or [_("0 gaps")])

    def _in(self, state):
        return sum(n for (_kind, own), n in self.counts.items() if own == state)

    @property
    def state(self):
        """What the list is narrowed to, in words."""
        words = [self.question.words(name) for name in self.question.form.fields]
        return " · ".join(filter(None, words)) or _("Whole region")

    @property
    def has_samples(self):
        return any(row.gap.is_sample for row in self.rows)

    def _url(self, name="programs:alignment_gaps", **changed):
        query = self.question.query(**changed)
        return f"{reverse(name)}?{query}" if query else reverse(name)

    @property
    def csv_url(self):
        return self._url("programs:alignment_gaps_csv")


def for_rows(gaps):
    """Everything a line prints, in one query."""
    return gaps.select_related(
        "course",
        "program",
        "agreement__sending",
        "agreement__receiving",
        "organization__parent",
        "county",
        "sector",
        "occupation__code",
    )

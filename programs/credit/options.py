"""The page on the ways to early college credit: one column each, and what exams are worth."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.enums import OrganizationKind
from partners.models import Organization
from pathways_portal.common.sources import one_of_each
from programs.address_words import about_names, about_repeats
from programs.credit.lines import lines_of
from programs.credit.rows import exam_key
from programs.enums import ON_TRANSCRIPT, EarlyCreditKind, ExamKind
from programs.filters import TRACKING
from programs.models import EarlyCreditOption, ExamCredit

# Rules of exams change; an older list needs a warning.
YEARS_WITHOUT_WARNING = 3


def old_year_of(rows, today):
    """The year of the oldest source of `ExamCredit` rows, if it is old enough to need a warning."""
    oldest = min((row.as_of.year for row in rows if row.as_of), default=None)
    is_old = oldest is not None and today.year - oldest > YEARS_WITHOUT_WARNING
    return oldest if is_old else None


def _claimed(kind):
    """Whether the credit of a way has to be claimed, in a few words."""
    if kind in ON_TRANSCRIPT:
        return _("No: the class stands on the college’s transcript once you have passed")
    if kind == EarlyCreditKind.EXAM:
        return _("Yes: have your scores sent to the college")
    return _("Yes, at the college")


class Option:
    """One way, by its `row`: what holds everywhere, or what a college does differently."""

    def __init__(self, row):
        self.row = row

    @property
    def kind(self):
        return self.row.kind

    @property
    def claimed(self):
        return _claimed(self.kind)

    @property
    def rules(self):
        return lines_of(self.row.local_rules)

    @property
    def steps(self):
        return lines_of(self.row.local_steps)


def _colleges():
    colleges = Organization.objects.open().filter(kind=OrganizationKind.COLLEGE)
    return colleges.only("name", "slug", "kind", "phone", "website").by_name()


class EarlyCredit:
    """What the page prints: `?college=` puts a college's own rows in place of the general ones."""

    def __init__(self, data, *, today):
        self._data, self._today = data, today
        self.asked = data.get("college", "").strip()[:200]

    @cached_property
    def _rows(self):
        rows = EarlyCreditOption.objects.published().select_related("organization")
        return list(rows.order_by("kind", "pk"))

    @cached_property
    def colleges(self):
        """Colleges that say something of their own."""
        found = Organization.objects.open().filter(
            pk__in={row.organization_id for row in self._rows if row.organization_id}
        )
        return list(found.by_name())

    @cached_property
    def college(self):
        return next((one for one in self.colleges if one.slug == self.asked), None)

    @cached_property
    def said(self):
        said = [*about_repeats(self._data, ["college"])]
        said += about_names(
            name for name in self._data if name != "college" and not TRACKING.match(name)
        )
        if self.asked and self.college is None:
            said.append(
                _("“%(college)s” has no rules of its own on file; what holds everywhere is shown.")
                % {"college": self.asked}
            )
        return said

    @cached_property
    def options(self):
        """One `Option` of each kind on file, in the order of the kinds."""
        college = self.college.pk if self.college else None
        best = {}
        for row in self._rows:
            if row.organization_id is None:
                best.setdefault(row.kind, row)
        for row in self._rows:
            if college is not None and row.organization_id == college:
                best[row.kind] = row
        return [Option(best[kind]) for kind in EarlyCreditKind.values if kind in best]

    @property
    def has_samples(self):
        return any(option.row.is_sample for option in self.options)

    # --- Exams ------------------------------------------------------------------------------------

    @cached_property
    def exams(self):
        """Rows of the table of exams: what holds everywhere, and the chosen college's own."""
        college = self.college
        rows = [
            row
            for row in ExamCredit.objects.select_related("organization")
            if row.organization_id is None or (college and row.organization_id == college.pk)
        ]
        order = list(ExamKind.values)
        rows.sort(key=lambda row: (order.index(row.kind), row.local_exam, row.least_score, row.pk))
        for row in rows:
            row.key = exam_key(row.kind, row.exam)
        return rows

    @property
    def has_own_exams(self):
        return any(row.organization_id for row in self.exams)

    @cached_property
    def exam_sources(self):
        """One row of each source of the table."""
        return one_of_each(self.exams)

    @property
    def exam_years(self):
        """Years of which the table's sources speak."""
        return sorted({row.as_of.year for row in self.exams if row.as_of})

    @property
    def oldest_exam_year(self):
        """The year of the oldest source, if it is old enough to need a warning."""
        return old_year_of(self.exams, self._today)

    @cached_property
    def offices(self):
        """The colleges to ask: the chosen one, else all that are public."""
        return [self.college] if self.college else list(_colleges())

    @property
    def finder_url(self):
        return reverse("programs:credit_finder")

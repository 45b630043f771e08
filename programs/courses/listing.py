"""What the list of courses prints; see `programs.bounded_list`."""

from functools import cached_property

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.bounded_list import BoundedList
from programs.courses.answer import MOST, TITLE
from programs.courses.facets import (
    COLLEGE,
    FACETS,
    ORGANIZATION,
    TAUGHT_IN,
    public_agreements,
    taught_in,
)
from programs.courses.filters import SORTS
from programs.models import Course, ReceivingCourse, SendingCourse


class CourseList(BoundedList):
    """One state of the list of courses."""

    heading = gettext_lazy("Courses")
    list_name = "programs:courses"
    template = "programs/_course_list.html"
    facets, sort_labels, usual_sort = FACETS, SORTS, TITLE
    by_count = (ORGANIZATION,)

    @cached_property
    def found(self):
        """ "48 courses", for the heading and for screen readers."""
        if self.is_more:
            return _("More than %(count)s courses") % {"count": f"{MOST:,}"}
        return ngettext("%(count)s course", "%(count)s courses", self.total) % {
            "count": f"{self.total:,}"
        }

    def cards_of(self, ids):
        """Courses with `sends` and `earns`: whether a public agreement names them. One query."""
        found = (
            Course.objects.select_related("organization")
            .annotate(
                sends=Exists(public_agreements(SendingCourse)),
                earns=Exists(public_agreements(ReceivingCourse)),
            )
            .in_bulk(ids)
        )
        rows = [found[pk] for pk in ids if pk in found]
        for course in rows:
            kind = taught_in(course.organization.kind, course.credit)
            course.taught_in, course.is_college = TAUGHT_IN[kind], kind == COLLEGE
        return rows

    @cached_property
    def has_samples(self):
        return any(course.is_sample for course in self.page.object_list)

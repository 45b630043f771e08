"""The list of courses, whose every state is an address."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from programs.courses.filters import CourseFilter
from programs.courses.listing import CourseList
from programs.listed_page import listed_page


@require_safe
@login_not_required
def course_list(request):
    """Find a course. To htmx it answers with the results region only."""
    return listed_page(
        request,
        CourseList(CourseFilter(request.GET)),
        called="courses",
        page="programs/course_list.html",
    )

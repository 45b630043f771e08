"""A cohort: the students of one academic year, or of a window of several."""

from django.utils import timezone
from django.utils.translation import gettext as _

from pathways_portal.common import academic_year


def last_year(cohort, span):
    """The last academic year of a cohort of `span` years."""
    return academic_year.later(cohort, span - 1)


def words(first, last):
    """ "2022-23", or "2020-21 to 2022-23" of a window."""
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def complete_from(last, follow_up_years):
    """The academic year in which all follow-up of a cohort that ends with `last` is over."""
    return academic_year.later(last, follow_up_years + 1)


def is_complete(last, follow_up_years):
    """Whether its years of follow-up have passed; else it takes no part in trends."""
    return complete_from(last, follow_up_years) <= academic_year.on(timezone.localdate())

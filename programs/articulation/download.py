"""The filtered agreements as CSV: every term, what it means today, and who says so."""

from urllib.parse import urljoin

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathways_portal.common.choices import words_of, yes_no
from programs.articulation.rows import AgreementRow, with_courses

# More is no table to look through; ask for a part of it.
MOST_LINES = 10_000
_AT_ONCE = 1_000


def _course(course):
    """Number and title; of a course whose record is not public the number."""
    return str(course) if course.is_public else course.number


# Heading, and what stands below it; a line has the `AgreementRow` and the portal's address.
COLUMNS = [
    (gettext_lazy("Courses taken"), lambda row: [_course(course) for course in row.sent]),
    (gettext_lazy("Courses taken at"), lambda row: row.agreement.sending.name),
    (gettext_lazy("Counts as"), lambda row: [_course(one.course) for one in row.received]),
    (
        gettext_lazy("Units of each"),
        lambda row: ["" if one.units is None else one.units for one in row.received],
    ),
    (gettext_lazy("Units"), lambda row: row.units),
    (gettext_lazy("Credit from"), lambda row: row.agreement.receiving.name),
    (gettext_lazy("How"), lambda row: words_of(row.agreement, "mechanism")),
    (gettext_lazy("Lowest grade"), lambda row: words_of(row.agreement, "minimum_grade")),
    (gettext_lazy("Exam"), lambda row: row.agreement.local_exam),
    (gettext_lazy("First year"), lambda row: row.agreement.years_from),
    (gettext_lazy("Last year"), lambda row: row.agreement.years_through),
    (gettext_lazy("State"), lambda row: row.standing.words),
    (gettext_lazy("About the state"), lambda row: row.standing.more),
    (gettext_lazy("Claims open on"), lambda row: row.agreement.claim_opens),
    (gettext_lazy("Claims close on"), lambda row: row.agreement.claim_closes),
    (gettext_lazy("Years to claim"), lambda row: row.agreement.claim_years),
    (
        gettext_lazy("Only while enrolled at the college"),
        lambda row: yes_no(row.agreement.while_enrolled),
    ),
    (gettext_lazy("Not retroactive"), lambda row: yes_no(row.agreement.not_retroactive)),
    (gettext_lazy("Transfer"), lambda row: row.agreement.local_transfer_note),
    (gettext_lazy("Next review"), lambda row: row.agreement.next_review),
    (gettext_lazy("Document"), lambda row: row.agreement.document_url),
    (gettext_lazy("Sample data"), lambda row: yes_no(row.agreement.is_sample)),
    (gettext_lazy("Verified on"), lambda row: row.agreement.verified_on),
    (gettext_lazy("Source"), lambda row: row.agreement.source),
    (gettext_lazy("As of"), lambda row: row.agreement.as_of),
]


def header():
    return [*(heading for heading, _value in COLUMNS), _("Page")]


def csv_rows(narrowed, *, today, site):
    """Yield the cells of each row of a queryset of agreements, in its order.

    `narrowed` is the queryset of the answer; `site` makes addresses whole. Three queries for every
    thousand rows.
    """
    rows = with_courses(narrowed)[:MOST_LINES].iterator(chunk_size=_AT_ONCE)
    for agreement in rows:
        row = AgreementRow(agreement, today)
        yield [
            *(value(row) for _heading, value in COLUMNS),
            urljoin(site, agreement.get_absolute_url()),
        ]

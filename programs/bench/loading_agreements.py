"""Made-up agreements, links between programs and lists reported: `load` after `loading_courses`.

docs/performance.md says which column becomes what.
"""

from datetime import date

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify

from partners.enums import InventoryKind, InventoryState
from partners.models import Inventory
from pathways_portal.common import academic_year
from programs.bench import dataset as of
from programs.bench.loading import PUBLISHED, SOURCED
from programs.bench.loading_courses import FIRST_GRADE
from programs.enums import AgreementState, Grade, LinkBasis, LinkKind, Mechanism
from programs.models import ArticulationAgreement, ProgramLink, ReceivingCourse, SendingCourse

AGREEMENTS = """
    articulation_id from_course_id to_course_id kind status start_year end_year min_grade
    units_awarded
""".split()  # noqa: SIM905 - reads better than nine quoted names
LINKS = ["from_program_id", "to_program_id", "link_type"]
TABLES = ("articulations", "program_links")
MODELS = (ArticulationAgreement, SendingCourse, ReceivingCourse, ProgramLink, Inventory)
# The last two are no ways to earn credit before college. They are loaded as agreements all the
# same, so that there are as many as the data have.
MECHANISMS = {
    "articulation": Mechanism.GRADE,
    "dual_enrollment": Mechanism.CCAP,
    "credit_by_exam": Mechanism.EXAM,
    "noncredit_to_credit": Mechanism.PRIOR,
    "course_sequence": Mechanism.GRADE,
    "course_equivalency": Mechanism.GRADE,
}
EXAM = "The college's own final exam, at school in May"
HOW_TO_CLAIM = "Ask your teacher for the form.\nTake it to the college's admissions office."
# Of active agreements whose last year is over, one in so many has been forgotten; others go on.
FORGOTTEN = 10


def load(loading, dataset):
    """Write them for the courses and programs loaded."""
    names = {one.pk: slugify(one.label) for one in loading.organizations.values()}
    today = timezone.localdate()
    for frame in dataset.rows("articulations", AGREEMENTS):
        _agreements(loading, list(frame.itertuples(index=False)), names, today)
    yield
    for frame in dataset.rows("program_links", LINKS):
        _links(loading, list(frame.itertuples(index=False)))
    _inventories(loading, academic_year.on(today))
    yield


def _agreements(loading, rows, names, today):
    """Agreements with a course on each side; those inside one organization are none."""
    courses = loading.courses
    sides = [(row, courses.get(row.from_course_id), courses.get(row.to_course_id)) for row in rows]
    sides = [
        (row, sent, received)
        for row, sent, received in sides
        if sent and received and sent.organization != received.organization
    ]
    loading.inside += len(rows) - len(sides)
    made = (_agreement(*one, names, today) for one in sides)
    created = loading.write("agreements", ArticulationAgreement, made)
    sent, received = [], []
    for (row, from_course, to_course), agreement in zip(sides, created, strict=True):
        sent.append(SendingCourse(agreement_id=agreement.pk, course_id=from_course.pk, **SOURCED))
        received.append(
            ReceivingCourse(
                agreement_id=agreement.pk,
                course_id=to_course.pk,
                units=of.units_of(row.units_awarded),
                **SOURCED,
            )
        )
    loading.write("sending courses", SendingCourse, sent)
    loading.write("receiving courses", ReceivingCourse, received)


def _agreement(row, sent, received, names, today):
    ends = "-".join([sent.title, names[sent.organization], names[received.organization]])
    mechanism = MECHANISMS.get(row.kind, Mechanism.GRADE)
    return ArticulationAgreement(
        slug=f"{ends[:185]}-{row.articulation_id}",
        sending_id=sent.organization,
        receiving_id=received.organization,
        owner_id=received.organization,
        mechanism=mechanism,
        minimum_grade=row.min_grade if row.min_grade in Grade.values else None,
        exam=EXAM if mechanism == Mechanism.EXAM else "",
        how_to_claim=HOW_TO_CLAIM,
        claim_closes="06-30",
        claim_years=1,
        **life_of(row, today),
        **PUBLISHED,
    )


def life_of(row, today):
    """State and years of an agreement in the portal's words.

    An active one whose last year is over has been renewed until further notice; one in `FORGOTTEN`
    has not, and is still called active, as happens.
    """
    first, last = (academic_year.starting(int(year)) for year in (row.start_year, row.end_year))
    years = {"years_from": first, "years_through": last}
    if row.status == "expired":
        ended = min(date(int(row.end_year) + 1, 6, 30), today)
        return years | {"state": AgreementState.ENDED, "ended_on": ended}
    if row.status != "active":
        return years | {"state": AgreementState.IN_REVIEW}
    is_over = last < academic_year.on(today)
    if is_over and int(row.articulation_id) % FORGOTTEN:
        years["years_through"] = None
    return years | {"state": AgreementState.ACTIVE}


def _links(loading, rows):
    made, programs = [], loading.programs
    for row in rows:
        if row.from_program_id not in programs or row.to_program_id not in programs:
            continue
        program, segment, owner, _status = programs[row.from_program_id]
        made.append(
            ProgramLink(
                from_program_id=program,
                to_program_id=programs[row.to_program_id][0],
                kind=_kind(row.link_type, segment),
                basis=LinkBasis.REPORTED,
                owner_id=owner,
                **PUBLISHED,
            )
        )
    loading.write("links between programs", ProgramLink, made)


def _kind(link_type, segment):
    if link_type == "stacks_to":
        return LinkKind.STACKS
    is_school = segment in FIRST_GRADE
    return LinkKind.CONTINUES if is_school else LinkKind.BRIDGES


def _inventories(loading, year):
    """Every second organization has told its whole lists, so that all three states are there."""
    person = get_user_model().objects.create_user("measured@example.org")
    rows = [
        Inventory(
            organization_id=organization.pk,
            kind=kind,
            academic_year=year,
            state=InventoryState.COMPLETE,
            confirmed_by_id=person.pk,
            confirmed_on=SOURCED["as_of"],
        )
        for organization in list(loading.organizations.values())[::2]
        for kind in (InventoryKind.PROGRAMS, InventoryKind.AGREEMENTS)
    ]
    loading.write("lists reported", Inventory, rows)

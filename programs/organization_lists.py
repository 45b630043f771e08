"""Organizations with what pages print of their programs: counts, and what was reported."""

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from partners.enums import InventoryKind, InventoryState
from partners.models import Inventory, Site
from pathways_portal.common.enums import EditingStatus
from programs.enums import OPEN_TO_STUDENTS

# Programs that the public sees, counted from their organization.
OPEN_PROGRAMS = Q(
    programs__status=EditingStatus.PUBLISHED, programs__availability__in=OPEN_TO_STUDENTS
)


def with_program_counts(organizations):
    """Annotate `program_count`, programs that students can enter, and `sample_count` of them."""
    return organizations.annotate(
        program_count=Count("programs", filter=OPEN_PROGRAMS),
        sample_count=Count("programs", filter=OPEN_PROGRAMS & Q(programs__is_sample=True)),
    )


def with_inventory(organizations):
    """Annotate `inventory_state` and `inventory_confirmed_on` of the newest list of programs.

    Where nobody has told us anything the state is "unknown", which reads "not yet reported".
    """
    newest = Inventory.objects.filter(
        organization=OuterRef("pk"), kind=InventoryKind.PROGRAMS
    ).order_by("-academic_year")
    return organizations.annotate(
        inventory_state=Coalesce(
            Subquery(newest.values("state")[:1]), Value(InventoryState.UNKNOWN.value)
        ),
        inventory_confirmed_on=Subquery(newest.values("confirmed_on")[:1]),
    )


def for_list(organizations):
    """Everything a row of a list prints, in two queries."""
    return (
        with_inventory(with_program_counts(organizations))
        .select_related("county", "parent")
        .prefetch_related(
            Prefetch("sites", Site.objects.filter(is_main=True), to_attr="main_sites")
        )
    )

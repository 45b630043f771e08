"""What a program teaches beside its trade, and which help its students can ask for."""

from django.db.models import Exists, OuterRef, Q, Subquery

from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.written_once import written_once
from programs.models import OrganizationSupport, ProgramSkill, ProgramSupport, Support


@written_once
def skills_of(program):
    """Its ProgramSkills, by group and name."""
    return (
        ProgramSkill.objects.filter(program=program)
        .select_related("skill")
        .order_by("skill__group", "skill__name", "pk")
    )


@written_once
def supports_of(program, organizations):
    """Published `Support`s that come with the program or that these organizations give.

    `organizations` is who offers the program, and the district above it. `with_program`: it comes
    with the program itself. `website`: where to ask, "" or None if not on file. `from_sample`:
    that it is there is sample data.
    """
    own = ProgramSupport.objects.filter(support=OuterRef("pk"), program=program)
    there = OrganizationSupport.objects.filter(
        support=OuterRef("pk"), organization__in=organizations
    )
    return (
        Support.objects.filter(Q(Exists(own)) | Q(Exists(there)), status=EditingStatus.PUBLISHED)
        .annotate(
            with_program=Exists(own),
            real_there=Exists(there.filter(is_sample=False)),
            real_own=Exists(own.filter(is_sample=False)),
            website=Subquery(there.order_by("-website").values("website")[:1]),
        )
        .order_by("kind", "name", "pk")
    )


def supports_for(program):
    """`supports_of` a program whose organization is loaded."""
    organization = program.organization
    rows = supports_of(program.pk, [organization.pk, organization.parent_id or organization.pk])
    for row in rows:
        is_real = row.real_own if row.with_program else row.real_there
        row.from_sample = row.is_sample or not is_real
    return rows

"""Industry sectors: the list, and one sector's pathways, programs, jobs and awards."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max, Prefetch, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.enums import Segment
from partners.models import Organization
from programs.enums import Availability, AwardLevel
from programs.job_lines import job_list, jobs_of
from programs.models import AwardCount, Pathway, PathwayProgram, Program, Sector
from programs.search.words import fold

# A field of a whole state has thousands; the finder lists the rest.
ORGANIZATIONS_SHOWN = 100
PLACES_SHOWN = 60


@require_safe
@login_not_required
def sector_list(request):
    programs = Program.objects.open_to_students()
    counts = segment_counts(programs)
    sectors = [
        {"sector": sector, "segments": counts.get(sector.pk, []), "total": total(counts, sector)}
        for sector in by_shown_name(Sector.objects.all())
    ]
    samples = sum(samples_of(programs.filter(sector__isnull=False)).values())
    context = {"sectors": sectors, "samples": samples}
    return TemplateResponse(request, "programs/sector_list.html", context)


def by_shown_name(sectors):
    """Sectors in the order of the names that the reader sees."""
    return sorted(sectors, key=lambda sector: (fold(sector.local_name), sector.pk))


def what_is_known(programs, **more):
    """How many programs, and of them: offered, approved by the state only, program areas.

    A program area is known because awards were conferred; whether it can be entered is not on file.
    `more` counts are asked in the same query.
    """
    named = Q(is_program_area=False)
    return programs.aggregate(
        programs=Count("pk"),
        offered=Count("pk", filter=named & Q(availability=Availability.OFFERED)),
        approved=Count("pk", filter=named & Q(availability=Availability.APPROVED)),
        areas=Count("pk", filter=~named),
        **more,
    )


def segment_counts(programs):
    """{sector id: [(segment, count)]}, segments from middle school to university."""
    found = {}
    rows = programs.filter(sector__isnull=False).values_list("sector", "segment")
    for sector, segment, count in rows.annotate(count=Count("pk")).order_by():
        found.setdefault(sector, {})[segment] = count
    return {
        sector: [(one, counts[one]) for one in Segment.values if one in counts]
        for sector, counts in found.items()
    }


def samples_of(programs):
    """{segment: how many of these programs are sample data}, without zeros."""
    rows = programs.filter(is_sample=True).values_list("segment").annotate(n=Count("pk"))
    return dict(rows.order_by())


def total(counts, sector):
    return sum(count for _segment, count in counts.get(sector.pk, []))


@require_safe
@login_not_required
def sector_detail(request, slug):
    sector = get_object_or_404(Sector, slug=slug)
    programs = Program.objects.open_to_students().filter(sector=sector)
    counts = segment_counts(programs)
    samples = samples_of(programs)
    organizations, organization_count = organizations_of(programs)
    context = {
        "sector": sector,
        "segments": counts.get(sector.pk, []),
        "total": total(counts, sector),
        "known": what_is_known(programs),
        "samples": samples,
        "sample_total": sum(samples.values()),
        "organizations": organizations,
        "organization_count": organization_count,
        "unlisted": organization_count - len(organizations),
        "pathways": pathways_of(sector),
        "jobs": job_list(jobs_of(programs)),
        "awards": awards_of(sector),
    }
    return TemplateResponse(request, "programs/sector_detail.html", context)


def organizations_of(programs):
    """(those with most of these programs, how many have any); each has `count` and `samples`."""
    found = {
        row["organization"]: row
        for row in programs.values("organization", "organization__name")
        .annotate(
            count=Count("pk"),
            samples=Count("pk", filter=Q(is_sample=True)),
            in_all=Window(Count("organization")),
        )
        .order_by("-count", "organization__name", "organization")[:ORGANIZATIONS_SHOWN]
    }
    rows = Organization.objects.in_bulk(found)
    for pk, numbers in found.items():
        rows[pk].count, rows[pk].samples = numbers["count"], numbers["samples"]
    return [rows[pk] for pk in found], max((row["in_all"] for row in found.values()), default=0)


def pathways_of(sector):
    """The sector's published pathways, each with its first `open_places` and `in_all` of them.

    An open place is one of a program open to students.
    """
    open_places = PathwayProgram.objects.filter(program__in=Program.objects.open_to_students())
    order = ["program__title", "pk"]
    first = (
        open_places.filter(pathway__sector=sector)
        .annotate(turn=Window(RowNumber(), partition_by="pathway", order_by=order))
        .filter(turn__lte=PLACES_SHOWN)
        .select_related("program__organization")
        .order_by(*order)
    )
    return list(
        Pathway.objects.published()
        .filter(sector=sector)
        .annotate(in_all=Count("pathway_programs", filter=Q(pathway_programs__in=open_places)))
        .prefetch_related(Prefetch("pathway_programs", first, to_attr="open_places"))
        .order_by("title", "pk")
    )


@dataclass
class SectorAwards:
    """Awards in a sector's codes in the newest year on file, in all and by organization."""

    academic_year: str
    total: int
    organizations: list
    record: AwardCount


def awards_of(sector):
    """None where no award in the sector's codes is on file."""
    counts = AwardCount.objects.filter(code__sector_code__sector=sector, level=AwardLevel.ALL)
    year = counts.aggregate(year=Max("academic_year"))["year"]
    if year is None:
        return None
    counts = counts.filter(academic_year=year)
    organizations = list(
        Organization.objects.published()
        .filter(award_counts__in=counts)
        .annotate(count=Sum("award_counts__count", filter=Q(award_counts__in=counts)))
        .order_by("-count", "name", "pk")
    )
    return SectorAwards(
        year, sum(row.count for row in organizations), organizations, counts.order_by("pk").first()
    )

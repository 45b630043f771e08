"""Industry sectors: the list, and one sector's pathways, programs, jobs and awards."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Min, Q, Sum, Window
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from partners.enums import Segment
from partners.models import Organization
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability, AwardLevel
from programs.job_lines import job_list, jobs_of
from programs.models import AwardCount, Pathway, Program, Sector
from programs.pathway_places import Places, first_of_pathways
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
    """The sector's published pathways, each with its open `places`, of which the first stand."""
    pathways = list(Pathway.objects.published().filter(sector=sector).order_by("title", "pk"))
    places = first_of_pathways([pathway.pk for pathway in pathways], shown=PLACES_SHOWN)
    for pathway in pathways:
        pathway.places = places.get(pathway.pk, Places())
    return pathways


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
    newest = (
        counts.values("academic_year").annotate(first=Min("pk")).order_by("-academic_year").first()
    )
    if newest is None:
        return None
    year = newest["academic_year"]
    given = dict(
        counts.filter(academic_year=year, organization__status=EditingStatus.PUBLISHED)
        .values_list("organization")
        .annotate(count=Sum("count"))
        .order_by("-count", "organization__name", "organization")
    )
    rows = Organization.objects.in_bulk(given)
    for pk, count in given.items():
        rows[pk].count = count
    return SectorAwards(
        year,
        sum(given.values()),
        [rows[pk] for pk in given],
        AwardCount.objects.get(pk=newest["first"]),
    )

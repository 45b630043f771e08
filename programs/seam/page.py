"""The page of a pathway: its seam as map, table or text, and what stands beside it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from partners.enums import Segment
from partners.kept_pages import kept_until_edited
from programs.gaps.labor import gaps_of_pathways
from programs.job_lines import jobs_of_programs
from programs.models import Pathway
from programs.pathway_places import Places, programs_on
from programs.seam import questions, words
from programs.seam.choose import PARAMETERS, choose
from programs.seam.jobs import jobs_and_aim
from programs.seam.picture import picture_of
from programs.seam.rows import seam_of
from programs.seam.side_by_side import colleges_of

# Programs named for each segment, and agreements; the finder and the list of agreements have the
# rest.
SHOWN_FIRST, SHOWN_BROUGHT = 8, 12


@dataclass
class Lane:
    """A segment of the seam: its boxes in order, and how many programs of it are on file.

    `undrawn`: how many of these are not drawn.
    `work`: the `WorkBased` of those drawn, None where nothing is on file.
    """

    segment: str
    boxes: list = field(default_factory=list)
    count: int = 0
    work: object = None
    undrawn: int = 0

    @property
    def name(self):
        """The segment in words; an apprenticeship is no university, and stands in its lane."""
        if any(box.is_apprenticeship for box in self.boxes):
            return _("University or apprenticeship")
        return Segment(self.segment).label

    @property
    def has_rest(self):
        """Some of its programs are drawn, and there are more."""
        return 0 < self.undrawn < self.count

    @property
    def more(self):
        """What is said beside its name."""
        if self.has_rest:
            return ngettext("and %(n)s more", "and %(n)s more", self.undrawn) % {"n": self.undrawn}
        if self.count:
            return ngettext("%(n)s program", "%(n)s programs", self.count) % {"n": self.count}
        return "" if self.boxes else _("not yet reported")


@dataclass
class Brought:
    """An agreement as a row of "What you can bring": `how` in words, `units` "" if not on file."""

    agreement: object
    units: str
    how: str
    is_not_now: bool


@require_safe
@login_not_required
@kept_until_edited(*PARAMETERS)
def pathway_detail(request, slug):
    pathway = pathway_called(slug)
    context = seam_context(pathway, request.GET)
    return TemplateResponse(request, "programs/seam/page.html", context)


@require_safe
@login_not_required
@kept_until_edited(*PARAMETERS)
def pathway_print(request, slug):
    """The map, credit and jobs on two letter pages, with the way back to the live page."""
    context = seam_context(pathway_called(slug), request.GET, view="map")
    return TemplateResponse(request, "programs/seam/print.html", context)


@require_safe
@login_not_required
def pathway_embed(request, slug):
    """The seam alone, for a frame in the page of another site that the settings allow."""
    context = seam_context(pathway_called(slug), request.GET)
    response = TemplateResponse(request, "programs/seam/embed.html", context)
    origins = settings.EMBED_ALLOWED_ORIGINS
    if origins:
        response._csp_replace = {"frame-ancestors": list(origins)}
        # The older header knows no list of sites; browsers that know the policy pass it over.
        response.xframe_options_exempt = True
    return response


def pathway_called(slug):
    """The published pathway of that name; any other is not found."""
    return get_object_or_404(Pathway.objects.published().select_related("sector"), slug=slug)


def seam_context(pathway, query, *, view=None):
    """What the page, the print sheet and the embedded map print of a pathway.

    `view`: the only one, where the address has no say.
    """
    choice = choose(pathway, query)
    choice.view = view or choice.view
    listed = jobs_of_programs(choice.roster.real)
    seam = seam_of(choice, listed[0].pk if listed else None)
    places = programs_on(pathway.pk, shown=SHOWN_FIRST, marked=seam.programs)
    lanes = lanes_of(seam, places)
    colleges, more_colleges = colleges_of(seam, choice)
    jobs, aim = jobs_and_aim(listed, seam, choice)
    return {
        "pathway": pathway,
        "choice": choice,
        "live": f"{pathway.get_absolute_url()}?{choice.query}",
        "seam": seam,
        "brought": brought_of(seam, choice),
        "colleges": colleges,
        "more_colleges": more_colleges,
        "lanes": lanes,
        "picture": picture_of(seam, lanes) if choice.view == "map" else None,
        "total": sum(one.in_all for one in places.values()),
        "samples": len(choice.roster.samples),
        "places": places,
        "jobs": jobs,
        "aim": aim,
        "gap": gaps_of_pathways([pathway.pk]).get(pathway.pk),
        "skills": questions.skills_of(pathway.pk),
        "supports": questions.supports_of(pathway.pk),
    }


def brought_of(seam, choice):
    """Credit of the school's courses that counts now, the chosen college's first, then what does
    not; None if none is on file."""
    college = choice.college and choice.college.pk
    rows = [
        Brought(
            agreement,
            words.units_of(agreement.received),
            ", ".join(words.how_in_full(agreement, choice.year)),
            bool(words.state(agreement, choice.year)),
        )
        for agreement in seam.brought
    ]
    rows.sort(key=lambda row: row.agreement.receiving_id != college)
    rows.sort(key=lambda row: row.is_not_now)
    shown = rows[:SHOWN_BROUGHT]
    return rows and {
        "now": [row for row in shown if not row.is_not_now],
        "later": [row for row in shown if row.is_not_now],
        "has_more": len(rows) > len(shown),
    }


def lanes_of(seam, places):
    """Every segment, whether anything of it is on file or not; universities where a line ends."""
    none = Places()
    lanes = [
        Lane(
            one,
            seam.of(one),
            count=places.get(one, none).in_all,
            work=seam.work_in(one),
            undrawn=places.get(one, none).in_all - places.get(one, none).marked,
        )
        for one in Segment.values
    ]
    return [lane for lane in lanes if lane.boxes or lane.segment != Segment.UNIVERSITY]

"""How the figures are made and protected, in plain words, with examples that the code works out."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from equity.measures import PROFILES, Band, Counts, index80, ppg, propindex
from equity.measures.tables import FEWEST_TO_LEAD
from equity.models import Dimension, SegmentMeaning
from equity.pages.file_columns import file_columns
from partners.enums import Segment

SEGMENTS = (
    Segment.MIDDLE_SCHOOL,
    Segment.HIGH_SCHOOL,
    Segment.ADULT_EDUCATION,
    Segment.NONCREDIT,
    Segment.COLLEGE,
)
TWO_GROUPS = (Counts(200, 90), Counts(300, 165))
FLOOR = (Counts(2450, 1200), Counts(2500, 1300))
ON_THE_LINE = (Counts(5000, 2350), Counts(5000, 2650))
FOUR_FIFTHS = (Counts(500, 200), Counts(500, 250))
VETERANS = (Band(26, 0, 10), Band(224, 112, 122))


@require_safe
@login_not_required
def methods(request):
    return TemplateResponse(request, "equity/methods.html", {"method": Method()})


class Method:
    """The worked examples, and the rules that are settings."""

    default = PROFILES["ppg1_2022"]
    profiles = tuple(PROFILES.values())
    fewest_to_lead = FEWEST_TO_LEAD
    most_hidden = settings.EQUITY_MIN_CELL - 1
    fewest_with_rate = 2 * settings.EQUITY_MIN_CELL - 1
    yearly = settings.EQUITY_YEARLY_STUDENTS
    window = settings.EQUITY_WINDOW_YEARS
    shows_bands = settings.EQUITY_SMALL_OUTCOMES == "band"
    """Whether rates near 0% and 100% are ranges; else only 0% and 100% are."""

    @property
    def example(self):
        """The same two groups under the default profile and under that of 2017."""
        return [ppg(TWO_GROUPS, PROFILES[code])[0] for code in ("ppg1_2022", "ppg_overall_2017")]

    @property
    def floor(self):
        return ppg(FLOOR, self.default)[0]

    @property
    def on_the_line(self):
        return ppg(ON_THE_LINE, PROFILES["ppg_overall_2017"])[0]

    @property
    def shares(self):
        return propindex(TWO_GROUPS)[0]

    @property
    def four_fifths(self):
        return index80(FOUR_FIFTHS)[0]

    @property
    def veterans(self):
        return VETERANS

    @property
    def segments(self):
        return SEGMENTS

    @property
    def files(self):
        return file_columns()

    @property
    def dimensions(self):
        """(dimension, [(segment, its meaning there or None) …]) in order. Two queries.

        The list is empty where the dimension means the same everywhere.
        """
        found = {}
        for row in SegmentMeaning.objects.all():
            found.setdefault(row.dimension_id, {})[row.segment] = row
        rows = Dimension.objects.exclude(code="all").order_by("order", "pk")
        return [
            (
                row,
                [(segment, found[row.pk].get(segment.value)) for segment in SEGMENTS]
                if row.pk in found
                else [],
            )
            for row in rows
        ]

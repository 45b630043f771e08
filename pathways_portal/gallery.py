"""The component gallery at /_components/: every component in every state, on sample content."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from partners import rights
from pathways_portal.common.pay_row import PricedAs, hourly_median
from pathways_portal.looks import ICONS, SEGMENTS, STATES


class GalleryForm(forms.Form):
    """One field of each kind that the portal's forms use."""

    title = forms.CharField(label=_("Title"), help_text=_("As printed in the catalog."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    segment = forms.ChoiceField(
        label=_("Segment"), choices=[(key, look.name) for key, look in SEGMENTS.items()]
    )
    about = forms.CharField(label=_("What is it about?"), widget=forms.Textarea, required=False)
    days = forms.MultipleChoiceField(
        label=_("When does it meet?"),
        choices=[("day", _("Daytime")), ("evening", _("Evenings")), ("weekend", _("Weekends"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.ChoiceField(
        label=_("Where?"),
        choices=[("here", _("On campus")), ("online", _("Online"))],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label=_("I may be asked back"), required=False)
    closed = forms.CharField(
        label=_("Owner"), disabled=True, initial=_("Example College"), required=False
    )


SAMPLE_STEPS = [
    {"segment": "ms", "title": _("Careers in health"), "subtitle": _("Grade 8, explore")},
    {
        "segment": "hs",
        "title": _("Medical terminology"),
        "subtitle": _("Grade 11, concentrator"),
        "connector": _("leads to"),
    },
    {
        "segment": "hs",
        "title": _("Patient care"),
        "subtitle": _("Grade 12, capstone"),
        "connector": _("next course"),
    },
    {
        "segment": "college",
        "title": _("Nursing assistant"),
        "subtitle": _("5 units, certificate"),
        "connector": _("3 units by exam, grade B"),
    },
    {
        "segment": "college",
        "title": _("Nursing, A.S."),
        "subtitle": _("Registered nurse"),
        "connector": _("counts in full"),
        "url": "#path",
    },
]


@dataclass(frozen=True)
class SamplePay:
    """Pay as a pay bar meets it: an OccupationFigure in what it prints."""

    annual_p25: int | None = None
    annual_p50: int | None = None
    annual_p75: int | None = None
    hourly_p50: Decimal | None = None
    top_coded: tuple = ()
    priced_as: object = None
    annual_p10 = annual_p90 = hourly_p10 = hourly_p25 = hourly_p75 = hourly_p90 = None

    @property
    def hourly_median(self):
        return hourly_median(self)


@dataclass(frozen=True)
class SampleBenchmark:
    hourly: Decimal = Decimal("26.01")


# What the bar shows, its figure, its benchmark.
SAMPLE_PAY = [
    (_("Above the living wage"), SamplePay(128_380, 139_520, 169_920), SampleBenchmark()),
    (_("Below the living wage"), SamplePay(43_000, 46_900, 56_000), SampleBenchmark()),
    (_("No living wage on file"), SamplePay(101_940, 103_450, 126_380), None),
    (_("Beyond the scale"), SamplePay(180_000, 352_220, 428_710), SampleBenchmark()),
    (_("By the hour only"), SamplePay(hourly_p50=Decimal("29.05")), SampleBenchmark()),
    (_("Above the highest figure published"), SamplePay(top_coded=(50,)), SampleBenchmark()),
    (_("Not published"), None, SampleBenchmark()),
    (
        _("Published for a broader code"),
        SamplePay(
            50_660, 63_770, 80_640, priced_as=PricedAs("29-2010", _("Laboratory workers"), "")
        ),
        SampleBenchmark(),
    ),
]

SAMPLE_AWARDS = [
    ("2014-15", 31),
    ("2015-16", 36),
    ("2016-17", None),
    ("2017-18", 44),
    ("2018-19", 52),
    ("2019-20", 47),
    ("2020-21", 0),
    ("2021-22", 38),
    ("2022-23", 45),
    ("2023-24", 49),
]


SAMPLE_GAPS = [
    {
        "label": _("Nursing assistants"),
        "url": "#two-sided",
        "left": 608,
        "right": 1407,
        "words": _("799 more openings"),
    },
    {"label": _("Massage therapists"), "left": 1, "right": 460, "words": _("459 more openings")},
    {"label": _("Dental assistants"), "left": 0, "right": 618, "words": _("618 more openings")},
    {"label": _("Paramedics"), "left": 378, "right": 28, "words": _("350 more awards")},
    {"label": _("Embalmers"), "left": 12, "right": None, "words": ""},
    {"label": _("Roofers"), "left": None, "right": 199, "words": ""},
]


def _records():
    """Records as a source line meets them: verified, stale, bare, sample."""
    checked = datetime.date(2026, 10, 12)
    whole = {
        "source": _("State program inventory"),
        "source_url": "https://www.example.org/",
        "as_of": datetime.date(2026, 6, 30),
        "verified_on": checked,
    }
    return [
        whole,
        whole | {"is_stale": True, "verified_on": checked.replace(year=2024)},
        {},
        {"source": _("Made up for this page"), "is_sample": True},
    ]


@require_safe
@login_not_required
def gallery(request):
    """Every component in every state, for staff, and for anyone while DEBUG is on."""
    if not settings.DEBUG and not rights.is_staff(request.user):
        raise Http404
    refused = GalleryForm({"email": "nobody", "segment": "ms", "closed": ""})
    page = Paginator(range(400), 20).get_page(request.GET.get("page") or 8)
    context = {
        "segments": SEGMENTS,
        "icons": sorted(ICONS),
        "states": STATES,
        "records": _records(),
        "awards": SAMPLE_AWARDS,
        "gaps": SAMPLE_GAPS,
        "pay": SAMPLE_PAY,
        "steps": SAMPLE_STEPS,
        "form": GalleryForm(auto_id="blank_%s"),
        "refused": refused,
        "page": page,
    }
    return TemplateResponse(request, "gallery.html", context)

"""Where the keys of gaps lead, so that actions and goals about a gap find its page.

The keys are those that the pages of gaps print under "To cite this gap", and those of the numbers
of gaps by day (`GapSnapshot`), which lead to the list.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from partners import about_pages
from partners.enums import Segment
from programs.enums import AlignmentKind, GapState
from programs.gaps.alignment.detail import AlignmentDetail, record_of
from programs.gaps.place.districts import group_of
from programs.models import GapSnapshot, Occupation, Pathway, Sector


def connect():
    """Say where they lead; asked for once, as Django starts."""
    about_pages.add("labor:", address=labor_address, title=labor_title)
    about_pages.add(
        "alignment:", address=alignment_address, title=alignment_title, counts=counts_of
    )
    about_pages.add("place:", address=place_address, title=place_title)


def labor_address(key):
    kind, _colon, slug = key.removeprefix("labor:").rpartition(":")
    if kind == "pathway":
        return reverse("programs:pathway_gap", args=[slug])
    return reverse("programs:labor_gap", args=[slug]) if not kind else ""


def labor_title(key):
    kind, _colon, slug = key.removeprefix("labor:").rpartition(":")
    if kind == "pathway":
        found = Pathway.objects.published().filter(slug=slug).first()
    else:
        found = Occupation.objects.filter(code__code=slug, code__is_match=True).first()
    return found.local_title if found else ""


def _alignment(key):
    """(kind, web name or state) of a key; ("", "") of one that is none."""
    kind, _colon, name = key.removeprefix("alignment:").partition(":")
    return (kind, name) if kind in AlignmentKind.values and name else ("", "")


def alignment_address(key):
    kind, name = _alignment(key)
    if not kind:
        return ""
    if name in GapState.values:
        return f"{reverse('programs:alignment_gaps')}?kind={kind}&state={name}"
    return reverse("programs:alignment_gap", args=[kind, name])


def alignment_title(key):
    kind, name = _alignment(key)
    if not kind:
        return ""
    label = str(AlignmentKind(kind).label)
    if name in GapState.values:
        return f"{label}: {GapState(name).label}"
    record = record_of(kind, name)
    if record is None:
        return ""
    return f"{AlignmentDetail(kind, record, reader=None).title}: {label}"


def _place(key):
    """(segment, sector, district) of a key of one gap; None of a number of gaps or of no key."""
    segment, *names = key.removeprefix("place:").split(":")
    if segment not in Segment.values or len(names) != 2 or names[0].isdigit():
        return None
    return segment, *names


def place_address(key):
    parts = _place(key)
    if parts is None:
        return ""
    segment, sector, district = parts
    address = reverse("programs:place_gap", args=[sector, district])
    return address if segment == Segment.HIGH_SCHOOL else f"{address}?segment={segment}"


def place_title(key):
    parts = _place(key)
    if parts is None:
        return ""
    segment, sector, district = parts
    sector = Sector.objects.filter(slug=sector).first()
    group = group_of(district, segment)
    if sector is None or group is None:
        return ""
    return _("%(sector)s, %(district)s: place gap") % {
        "sector": sector.local_name,
        "district": group.name,
    }


def counts_of(key):
    """[(day, number of gaps)] from old to new, by the newest method alone: others do not compare.

    Only the numbers of gaps are counted by day; of a single gap there is none.
    """
    rows = GapSnapshot.objects.filter(key=key).order_by("on", "pk")
    found = list(rows.values_list("on", "value", "method_version"))
    return [(on, value) for on, value, method in found if method == found[-1][2]]

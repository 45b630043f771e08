"""To which sectors agreements belong: through the codes and the sequences of their courses."""

from collections import defaultdict

from django.db.models import F

from pathways_portal.common.enums import EditingStatus
from programs.models import ReceivingCourse, SendingCourse
from programs.querysets import counted_place, public_program


def sectors_of(ids):
    """{agreement: numbers of its sectors} for some agreements. One query.

    The same rule as `programs.articulation.facets.courses_of_sector`.
    """
    if not ids:
        return {}
    rows = []
    for side in (SendingCourse, ReceivingCourse):
        mine = side.objects.filter(agreement__in=ids).order_by()
        rows.append(_pairs(mine, F("course__code__sector_code__sector")))
        rows.append(
            _pairs(
                mine.filter(
                    public_program("course__steps__sequence__program__"),
                    counted_place("course__steps__sequence__"),
                    course__steps__sequence__status=EditingStatus.PUBLISHED,
                ),
                F("course__steps__sequence__program__sector"),
            )
        )
    found = defaultdict(set)
    for agreement, sector in rows[0].union(*rows[1:]):
        if sector is not None:
            found[agreement].add(sector)
    return found


def _pairs(rows, sector):
    return rows.values_list("agreement", sector)

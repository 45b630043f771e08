"""The edition of each code system that today's lists and official files are written in."""

from programs.enums import Scheme
from programs.models import Code

EDITIONS = {Scheme.TOP: "2023", Scheme.CIP: "2020", Scheme.SOC: "2018"}


def code_ids(scheme):
    """{code: primary key} of today's edition."""
    found = Code.objects.filter(code_set__scheme=scheme, code_set__version=EDITIONS[scheme])
    return dict(found.values_list("code", "pk"))

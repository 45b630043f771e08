"""The last part of an agreement's address: made once, from what is taken and the two sides."""

from django.utils.text import slugify

from programs.models import ArticulationAgreement
from programs.slugs import first_free

LONGEST = ArticulationAgreement._meta.get_field("slug").max_length


def free_agreement_slug(agreement, sent):
    """An address nobody has: "welding-1-canyon-high-harbor-college", then with -2, -3 …

    `sent`: the sending courses, of which the first gives its title. Lists in the order of these
    addresses are in the order of what is taken.
    """
    base = agreement_slug_base(agreement, sent)
    taken = ArticulationAgreement.objects.filter(slug__startswith=base)
    return first_free(base, set(taken.values_list("slug", flat=True)))


def agreement_slug_base(agreement, sent):
    """What its address begins with."""
    sides = [side.label for side in (agreement.sending, agreement.receiving)]
    first = min(sent, key=lambda course: (course.number, course.pk)).title if sent else ""
    return slugify(" ".join([first, *sides]))[: LONGEST - 5].strip("-") or "agreement"

"""The last part of an agreement's address: made once, from what is taken and the two sides."""

from django.utils.text import slugify

from programs.models import ArticulationAgreement

LONGEST = ArticulationAgreement._meta.get_field("slug").max_length


def free_agreement_slug(agreement, sent):
    """An address nobody has: "welding-1-canyon-high-harbor-college", then with -2, -3 …

    `sent`: the sending courses, of which the first gives its title. Lists in the order of these
    addresses are in the order of what is taken.
    """
    base = slug_base(agreement, sent)
    taken = set(
        ArticulationAgreement.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def slug_base(agreement, sent):
    sides = [side.short_name or side.name for side in (agreement.sending, agreement.receiving)]
    first = min(sent, key=lambda course: (course.number, course.pk)).title if sent else ""
    return slugify(" ".join([first, *sides]))[: LONGEST - 5].strip("-") or "agreement"

"""The last part of a program's address: made once, from its title and school, then never again."""

from django.utils.text import slugify

from programs.models import Program

LONGEST = Program._meta.get_field("slug").max_length


def free_slug(*, title, organization):
    """An address nobody has: "welding-imperial-valley-college", then with -2, -3 …"""
    base = slug_base(title=title, organization=organization)
    taken = set(Program.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return first_free(base, taken)


def slug_base(*, title, organization):
    """What a program's address begins with: "welding-imperial-valley-college"."""
    words = slugify(f"{title} {organization.short_name or organization.name}") or "program"
    return words[: LONGEST - 5].strip("-")


def first_free(base, taken):
    """`base`, or `base` with the first number that makes it new; it is `taken` from then on."""
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug

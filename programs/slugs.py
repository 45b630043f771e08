"""The last part of a program's address: made once, from its title and school, then never again."""

from django.utils.text import slugify

from programs.models import Program

LONGEST = Program._meta.get_field("slug").max_length


def free_slug(*, title, organization):
    """An address nobody has: "welding-imperial-valley-college", then with -2, -3 …"""
    words = slugify(f"{title} {organization.short_name or organization.name}") or "program"
    base = words[: LONGEST - 5].strip("-")
    taken = set(Program.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug

"""The last part of an address: made once, from a record's name and its school, then never again."""

from django.utils.text import slugify

from programs.models import Program


def free_slug(*, title, organization, model=Program):
    """An address nobody has: "welding-imperial-valley-college", then with -2, -3 …"""
    base = slug_base(title=title, organization=organization, model=model)
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return first_free(base, taken)


def slug_base(*, title, organization, model=Program):
    """What an address begins with: "welding-imperial-valley-college".

    `model`: `Program`, or another one with a `slug` of its own, such as `Course`.
    """
    words = slugify(f"{title} {organization.short_name or organization.name}")
    longest = model._meta.get_field("slug").max_length
    return (words or model._meta.model_name)[: longest - 5].strip("-")


def first_free(base, taken):
    """`base`, or `base` with the first number that makes it new; it is `taken` from then on."""
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug

"""What rows name, looked up on file: organizations, courses, codes. Loaded once for a file."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from partners.enums import OrganizationKind
from partners.models import Organization
from programs.imports.cells import ask, letters
from programs.imports.comparing import in_words
from programs.models import Course, CourseAlias
from programs.organization_names import OrganizationNames

# Who teaches nothing has no programs, courses or agreements.
_TEACH_NOTHING = (
    OrganizationKind.EMPLOYER,
    OrganizationKind.WORKFORCE_BOARD,
    OrganizationKind.COMMUNITY,
    OrganizationKind.REGIONAL_OFFICE,
)
SHOWN = 5


class Teachers(OrganizationNames):
    """Schools, colleges and their districts by name; `kinds`: only such organizations."""

    def __init__(self, kinds=None, **how):
        rows = Organization.objects.order_by("pk")
        wanted = Q(kind__in=kinds) if kinds else ~Q(kind__in=_TEACH_NOTHING)
        super().__init__(rows.filter(wanted), **how)

    def calls(self, text):
        """Whether one or several of them are called so."""
        return bool(self.find(text) or self.several(text))

    def named(self, text):
        """The one that a cell names; a ValidationError that asks or refuses otherwise."""
        found = self.find(text)
        if found:
            return found
        several = self.several(text)
        if several:
            names = "; ".join(f"{row.name} ({row.slug})" for row in several[:SHOWN])
            raise ask(_("Several are called so. Write the web name of one: %s.") % names)
        near = self.nearest(text)
        if near:
            raise ask(_("Is this %s? Then write the name so.") % near.name)
        raise ValidationError(
            _("No school or college on file is called so. Write its full name, or add it first.")
        )


class Courses:
    """Courses by number: an organization's own, and those of the district above it."""

    def __init__(self):
        self.by_number, self.by_slug = defaultdict(list), {}
        self.other_numbers = defaultdict(list)
        rows = list(Course.objects.select_related("organization").order_by("pk"))
        by_pk = {row.pk: row for row in rows}
        for row in rows:
            self.add(row)
        for pk, number in CourseAlias.objects.order_by("pk").values_list("course", "number"):
            course = by_pk[pk]
            found = self.other_numbers[course.organization_id, letters(number)]
            if course not in found:
                found.append(course)

    def add(self, course):
        self.by_number[course.organization_id, letters(course.number)].append(course)
        self.by_slug[course.slug] = course

    def remove(self, course):
        self.by_number[course.organization_id, letters(course.number)].remove(course)
        del self.by_slug[course.slug]

    def own(self, organization, number):
        """Those that the organization itself describes under that number."""
        return self.by_number.get((organization.pk, letters(number)), [])

    def named(self, organization, text, owners=None):
        """The course that a cell names by number or web name; a ValidationError otherwise.

        `owners`: keys of those whose courses are meant, the nearest first; by default the
        organization and its district.
        """
        owners = owners or (organization.pk, organization.parent_id)
        by_slug = self.by_slug.get(text)
        if by_slug and by_slug.organization_id in owners:
            return by_slug
        for numbers in (self.by_number, self.other_numbers):
            for owner in owners:
                found = numbers.get((owner, letters(text)), [])
                if len(found) == 1:
                    return found[0]
                if found:
                    names = "; ".join(f"{row} ({row.slug})" for row in found[:SHOWN])
                    raise ask(
                        _("Several courses have this number. Write the web name of one: %s.")
                        % names
                    )
        said = {"number": text, "organization": organization.name}
        raise ValidationError(
            _(
                "No course “%(number)s” of %(organization)s is on file. Import its courses first, "
                "or mend the number."
            )
            % said
        )


class Counted:
    """A course of an agreement, and its units if the line says them."""

    def __init__(self, course, units=None):
        self.course, self.units = course, units

    def __repr__(self):
        # Two lines say the same where these are the same.
        units = "" if self.units is None else f" ({in_words(self.units)})"
        return f"{self.course.number}{units}"


def known(codes, code, name):
    """`code` if it is on file; a question to a person otherwise."""
    if code is not None and code not in codes:
        raise ask(_("%(name)s %(code)s is not on file.") % {"name": name, "code": code})
    return code

"""Colleges of the region in statewide files, and what to do with those of other regions."""

from programs.organization_names import OrganizationNames

ANOTHER_COLLEGE = "A college of another region."


class Colleges(OrganizationNames):
    """Finds the college on file that a name means; none for colleges of other regions."""

    def is_elsewhere(self, name):
        """Whether it is a college of another region, and no slip in the name of one of ours."""
        return bool(name) and not self.find(name) and not self.nearest(name)


def ask_for_college(form):
    """Send a row to review whose field "college" is nearly the name of a college on file."""
    name = form.cleaned_data.get("college")
    if name:
        near = form.source.colleges.nearest(name)
        form.send_to_review(f"Is this {near.name}? Then write the name so.", "college")

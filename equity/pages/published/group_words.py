"""What groups of students are called: in a list, and in a sentence."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from equity.models import ALL

YES_OR_NO = ("yes", "no")


def full_label_of(group):
    """A group's label without its table: “Foster youth” and “Students who are not foster youth”, as
    sentences call them, where the group itself is no more than “Yes” or “No”."""
    if group.code not in YES_OR_NO:
        return group.local_label
    if group.local_people:
        return capfirst(without_article(group.local_people))
    return f"{group.dimension.local_label}: {group.local_label}"


def without_article(people):
    """Spanish names of groups begin with an article; in a list, or after a number, they do not."""
    return people.removeprefix("los ").removeprefix("las ")


def people_of(group):
    """The students of a group as a sentence names them: “foster youth”."""
    if group.local_people:
        return group.local_people
    if group.code == ALL:
        return _("all students")
    return _("students in the group %(group)s") % {"group": full_label_of(group)}

"""The groups that cells are about, kept until an edit: every row of every table names one."""

from dataclasses import dataclass

from equity.models import ALL, Group
from partners.kept_values import value_until_edited


def in_a_sentence(words):
    """Words that may stand alone, within a sentence: "who completes", but "LGBTQ+"."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def label_in_a_sentence(dimension):
    """A dimension's label after “by”: "ethnicity", but "English learners"."""
    label = dimension.local_label
    # A Spanish label does not begin with the name: “Beca Pell”.
    if dimension.keeps_capital and label == dimension.label:
        return label
    return in_a_sentence(label)


@dataclass(frozen=True)
class Groups:
    """{primary key: Group with its dimension}; dimensions in the order of lists; the group of all
    students (a primary key, None if not on file); groups of the unknown; those of each dimension.
    """

    by_key: dict
    dimensions: tuple
    everyone: int | None
    unknown: list
    of_dimension: dict


@value_until_edited
def groups_on_file():
    """The `Groups` of what is on file. One query."""
    rows = Group.objects.select_related("dimension").order_by(
        "dimension__order", "dimension__label", "dimension_id", "pk"
    )
    by_key, dimensions, of_dimension = {}, {}, {}
    for row in rows:
        by_key[row.pk] = row
        # One object of a dimension for all its groups.
        row.dimension = dimensions.setdefault(row.dimension_id, row.dimension)
        of_dimension.setdefault(row.dimension.code, []).append(row.pk)
    everyone = (row.pk for row in by_key.values() if row.code == row.dimension.code == ALL)
    return Groups(
        by_key=by_key,
        dimensions=tuple(dimensions.values()),
        everyone=next(everyone, None),
        unknown=[row.pk for row in by_key.values() if row.is_unknown],
        of_dimension=of_dimension,
    )

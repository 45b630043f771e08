"""What a table of the region is: one CSV file and the model it fills."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

from pathways_portal.common.enums import EditingStatus

# `Table.fixed` of what everybody may see as soon as it is loaded.
PUBLISHED = {"status": EditingStatus.PUBLISHED.value}


@dataclass(frozen=True)
class Table:
    """One CSV file and the model it fills.

    `fills`: the model, or its name ("wbl.Opportunity") where its app stands above this one: imports
    never point up, yet the tables are loaded in one go. `key`: columns by which a row is known, in
    the file and in the database. `refers`: column -> name of the table it names. `fixed`: fields
    that the file does not hold, with the value that each of its rows gets. `together`: the rows of
    one such record stand and fall together; once a person has written one of them all are left
    alone, and those the table no longer has are taken out. `derived`: no file, the rows follow from
    others (`region.derived`). A table without a model fills nothing by itself; derived rows follow
    from it.
    """

    name: str
    fills: type[models.Model] | str | None
    key: tuple[str, ...]
    columns: tuple[str, ...]
    refers: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, object] = field(default_factory=dict)
    together: str = ""
    derived: bool = False

    @property
    def model(self):
        """The model that is filled; None where the table fills nothing by itself."""
        return apps.get_model(self.fills) if isinstance(self.fills, str) else self.fills

    @property
    def file(self):
        return f"{self.name}.csv"

    def field(self, name):
        """The model's field that a column fills; None in a table without a model."""
        return self.model._meta.get_field(name) if self.model else None

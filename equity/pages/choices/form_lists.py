"""Lists to choose from, as forms print them."""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import mark_safe


def options_html(options):
    """Options of a list, [(value, words, is chosen)]; words are texts, lazy ones too."""
    lines = (
        f'<option value="{escape(value)}"{" selected" * chosen}>{escape(str(words))}</option>'
        for value, words, chosen in options
    )
    return mark_safe("".join(lines))  # noqa: S308 - each part is escaped


@dataclass(frozen=True)
class Field:
    """A list of a form: [(value, words, is chosen)]."""

    name: str
    label: str
    options: list
    has_more: bool = False  # whether there are others that are found by name

    @property
    def html(self):
        """The options as the page has them."""
        return options_html(self.options)

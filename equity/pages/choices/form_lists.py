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


def option_group_html(label, options):
    """The same under words of their own; nothing without options."""
    group = f'<optgroup label="{escape(str(label))}">{options_html(options)}</optgroup>'
    return mark_safe(group if options else "")  # noqa: S308 - each part is escaped


@dataclass(frozen=True)
class Field:
    """A list of a form: [(value, words, is chosen)].

    `elsewhere`: (what stands above them, options) of what leads away from the place or measure.
    """

    name: str
    label: str
    options: list
    has_more: bool = False  # whether there are others that are found by name
    elsewhere: tuple = ("", ())

    @property
    def leaves_a_choice(self):
        return len(self.options) + len(self.elsewhere[1]) > 1

    @property
    def html(self):
        """The options as the page has them."""
        return options_html(self.options) + option_group_html(*self.elsewhere)

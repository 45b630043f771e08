"""Why a release may not be published: told to each reader in their own language."""

from dataclasses import dataclass, field

from django.utils.translation import gettext


@dataclass(frozen=True)
class Reason:
    """A sentence as it stands in the catalogue, in English, and the values that are put into it.

    A worker keeps it for readers of either language; as text it is in the language of now.
    """

    sentence: str
    values: dict = field(default_factory=dict)

    def __str__(self):
        words = gettext(self.sentence)
        return words % self.values if self.values else words


class Unsafe(Exception):
    """The release may not be published; the message says why and what to do."""

    def __init__(self, sentence, **values):
        super().__init__(sentence)
        self.reason = Reason(sentence, values)

    def __str__(self):
        return str(self.reason)

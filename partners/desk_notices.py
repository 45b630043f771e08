"""What waits for a member, on the first page of the admin.

Only a higher app knows what it counts, so it adds a question as its admin pages are read:

    desk_notices.add(agreements_past_their_end)

A question takes the request and answers with a `Notice`, or None where nothing waits.
"""

from dataclasses import dataclass

_questions = []


@dataclass(frozen=True)
class Notice:
    """A sentence with its count, and the address of the list of just those rows."""

    words: str
    url: str


def add(question):
    """Ask this, too, whenever the first page is opened."""
    _questions.append(question)


def notices(request):
    """What waits for whoever asks, in the order in which the questions were added."""
    return [notice for question in _questions if (notice := question(request)) is not None]

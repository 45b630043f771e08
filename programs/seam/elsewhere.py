"""What boxes of a seam lead to that is not drawn on it, as text and table name it."""

from programs.seam import words
from programs.seam.boxes import Onward, is_english


def of_link(link):
    """The `Onward` of a link whose other end is not drawn."""
    to = link.to_program
    if to is None:
        place = link.destination
        return Onward(place.name, "", place.website, is_sample=link.is_sample)
    return Onward(
        to.local_title,
        to.organization.label,
        to.get_absolute_url(),
        is_english=is_english(to),
        is_sample=link.is_sample,
    )


def of_agreement(agreement, year):
    """The `Onward` of an agreement whose college courses are not drawn; it says its state."""
    return Onward(
        words.numbers(side.course for side in agreement.received),
        agreement.receiving.label,
        agreement.get_absolute_url(),
        state=words.state(agreement, year),
        is_sample=agreement.is_sample,
    )

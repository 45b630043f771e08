"""Present, confirmed absent, not yet reported. Plain rules: no database."""

from partners.enums import CONFIRMS_ABSENCE, InventoryState
from programs.enums import GapState


def has_reported(inventory):
    """Whether a list (`InventoryState`, or None where nobody told us anything) is a whole one."""
    return inventory in CONFIRMS_ABSENCE


def state_of_what_is_missing(*inventories, is_judged=True):
    """`GapState` of what is not on file, by the lists of those who would name it.

    One whole list is enough. `is_judged` is False where a whole list cannot be read against the
    record, because its courses are not on file: then only "none offered" confirms it.
    """
    confirms = CONFIRMS_ABSENCE if is_judged else (InventoryState.NONE_OFFERED,)
    if any(inventory in confirms for inventory in inventories):
        return GapState.ABSENT
    return GapState.UNREPORTED

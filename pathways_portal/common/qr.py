"""Addresses as QR codes: from paper back to the live page."""

from functools import lru_cache
from itertools import groupby

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

# The white frame that readers need around a code, in modules (ISO/IEC 18004).
QUIET = 4
# A longer address gives a code too fine for a phone and a printer; it stays readable as text.
LONGEST = 600
# Short codes can be smudged and still read; long ones are kept coarse instead.
SHORT = 150


@lru_cache(maxsize=500)
def path_of(address):
    """(width in modules, path of the dark ones) of an address, frame included.

    None where it is longer than `LONGEST`: no code is better than one that nobody can read.
    """
    if not address or len(address) > LONGEST:
        return None
    level = ERROR_CORRECT_M if len(address) <= SHORT else ERROR_CORRECT_L
    code = QRCode(error_correction=level, border=QUIET)
    code.add_data(address)
    try:
        code.make(fit=True)
    except DataOverflowError:
        return None
    modules = code.get_matrix()
    return len(modules), "".join(_runs(modules))


def _runs(modules):
    """A rectangle one module high for each run of dark ones in a row."""
    for row, cells in enumerate(modules):
        column = 0
        for is_dark, several in groupby(cells):
            width = len(list(several))
            if is_dark:
                yield f"M{column} {row}h{width}v1h-{width}z"
            column += width

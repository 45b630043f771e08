"""QR codes: the drawing is the code's own, with its frame; what cannot be read is not drawn."""

import re

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from pathways_portal.common.qr import LONGEST, QUIET, path_of

ADDRESS = "https://pathways.example.org/early-credit/"


def drawn(path):
    """The dark modules of a path of rectangles one module high."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs) == path
    return {(int(x) + n, int(y)) for x, y, width in runs for n in range(int(width))}


def test_the_path_draws_every_dark_module_and_no_other():
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(ADDRESS)
    code.make(fit=True)
    matrix = code.get_matrix()

    width, path = path_of(ADDRESS)

    assert width == len(matrix)
    assert drawn(path) == {
        (x, y) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark
    }


def test_a_white_frame_is_kept():
    width, path = path_of(ADDRESS)

    inside = range(QUIET, width - QUIET)
    assert all(x in inside and y in inside for x, y in drawn(path))


def test_an_address_too_long_for_paper_has_no_code():
    assert path_of("x" * LONGEST) is not None
    assert path_of("x" * (LONGEST + 1)) is None
    assert path_of("") is None

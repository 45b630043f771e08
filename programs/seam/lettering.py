"""How much room text takes in a drawing, and where it is cut. Plain Python.

A server knows no fonts: widths are those of the widest face that readers commonly have, so that in
every other one the text is a little shorter than its box.
"""

from functools import lru_cache

NARROW, SLIM, WIDE = frozenset("iljI.,:;|!'’()[]·1 "), frozenset("ftr-–/"), frozenset("mwMW@%—")
# Widths of letters as shares of the size: narrow, slim, plain, capitals and digits, wide.
PLAIN = (0.34, 0.42, 0.6, 0.68, 0.96)
BOLD = (0.38, 0.47, 0.68, 0.76, 1.04)
TITLE, NOTE = 12, 11  # sizes of letters
NOTE_LINE = 14  # from one line of a note to the next


@lru_cache(maxsize=20_000)
def width_of(text, size, face=PLAIN):
    """About how wide a text is at a size."""
    return size * sum(_share(letter, face) for letter in text)


def _share(letter, face):
    narrow, slim, plain, capital, wide = face
    if letter in NARROW:
        return narrow
    if letter in SLIM:
        return slim
    if letter in WIDE:
        return wide
    return capital if letter.isupper() or letter.isdigit() else plain


def wrapped(text, room, size, *, lines=1, face=PLAIN):
    """The text on at most `lines` lines, each at most `room` wide; what is left out ends in “…”."""
    return list(_wrapped(text, room, size, lines, face))


# Pages name the same courses and colleges again and again.
@lru_cache(maxsize=20_000)
def _wrapped(text, room, size, lines, face):
    found, words = [], text.split()
    while words:
        if len(found) == lines:
            found[-1] = _cut(f"{found[-1]} {' '.join(words)}", room, size, face)
            break
        line = words.pop(0)
        if width_of(line, size, face) > room:
            if len(found) == lines - 1:
                words.insert(0, line)
                found.append(_cut(" ".join(words), room, size, face))
                break
            at = _fitting(line, room, size, face, "-")
            words.insert(0, line[at:])
            line = line[:at] + "-"
        else:
            while words and width_of(f"{line} {words[0]}", size, face) <= room:
                line = f"{line} {words.pop(0)}"
        found.append(line)
    return found


def _cut(text, room, size, face):
    return text[: _fitting(text, room, size, face, "…")].rstrip(" ,;·-") + "…"


def _fitting(text, room, size, face, end):
    """How many letters of a text fit with this end; at least one."""
    at = len(text) - 1
    while at > 1 and width_of(text[:at] + end, size, face) > room:
        at -= 1
    return at


def packed(parts, room, size):
    """Parts of a note on as few lines as hold them, with “ · ” between those of one line."""
    lines = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines

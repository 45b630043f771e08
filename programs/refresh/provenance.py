"""Where a row comes from that is made from several files, each with a part of its source."""

import re

SEPARATOR = "; "
# The edition of a part: the first number in it, as in "O*NET 29.3 by …" or "… 2023-33".
EDITION = re.compile(r"\d+(?:\.\d+)*")


def with_part(row, part, *, begins, said):
    """The values of `Sourced` of `row` once the part that begins so says `part`.

    The first part is that of the row's main file, and so is the address. The day is the newest of
    its files. Nothing changes where the part says so already.
    """
    parts = [one for one in row.source.split(SEPARATOR) if one]
    if part in parts:
        return {"source": row.source, "source_url": row.source_url, "as_of": row.as_of}
    places = [at for at, one in enumerate(parts) if one.startswith(begins)]
    if places:
        parts[places[0]] = part
    else:
        parts.append(part)
    is_main = parts[0] == part
    return {
        "source": SEPARATOR.join(parts),
        "source_url": said["source_url"] if is_main or not row.source_url else row.source_url,
        "as_of": max(filter(None, [row.as_of, said["as_of"]])),
    }


def is_newer_on_file(row, part, *, begins):
    """Whether the part of `row` that begins so is of a later edition than `part`.

    The day of the row is no sign of it: it is the newest of all its files.
    """
    on_file = [one for one in row.source.split(SEPARATOR) if one.startswith(begins)]
    return any(_edition(one) > _edition(part) for one in on_file)


def _edition(part):
    found = EDITION.search(part)
    return [int(number) for number in found[0].split(".")] if found else []

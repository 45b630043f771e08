"""How long to wait before the next try: a plain rule."""

from datetime import timedelta


def pause(tries, *, first, longest):
    """The wait after `tries` tries: `first`, then twice as long each time, up to `longest`.

    >>> pause(3, first=timedelta(minutes=5), longest=timedelta(hours=4))
    datetime.timedelta(seconds=1200)
    """
    return min(first * 2 ** min(tries - 1, 30), longest) if tries > 0 else timedelta(0)

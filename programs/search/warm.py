"""A web process before its first visitor."""

import gc
import logging

from django.db import DatabaseError, connections

from programs.search import columns

log = logging.getLogger(__name__)
# How much is made between two looks of the collector: a page makes some ten thousand objects, of
# which nearly all are gone when it is sent, without any collector. With Python's own 700, 10, 10
# one page in fifteen waited 50 to 80 milliseconds for it to look through everything.
THRESHOLDS = 50_000, 10, 50


def warm_up():
    """Load the columns that every answer reads, and keep the garbage collector out of all that
    stays: looking through it again and again made one page in a hundred wait a tenth of a second.

    Without a database the process starts all the same, and its first answer loads the columns.
    """
    try:
        columns.current()
    except DatabaseError:
        log.warning("No database yet: the finder is loaded with its first answer.")
    finally:
        connections.close_all()  # a server that forks after this would share them
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)

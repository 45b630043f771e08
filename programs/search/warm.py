"""A web process before its first visitor."""

import gc
import logging

from django.db import DatabaseError, connections

from programs.search import columns

log = logging.getLogger(__name__)


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

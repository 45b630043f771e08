"""The portal's settings with short patience, for the workers of a drill."""

from datetime import timedelta

from pathways_portal.settings import *  # noqa: F403

EMAIL_TIMEOUT = 2
OUTBOX_MOST_TRIES = 3
OUTBOX_FIRST_PAUSE = timedelta(milliseconds=200)
OUTBOX_LONGEST_PAUSE = timedelta(seconds=1)
RELEASE_PATIENCE = timedelta(seconds=4)

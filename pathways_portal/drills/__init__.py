"""Drills of the outbox: real workers, a real broker and a mail server that misbehaves on demand.

Everything listens on loopback and ends by itself. `manage.py outbox_drill` prints the table; the
tests of the outbox ask for the same.
"""

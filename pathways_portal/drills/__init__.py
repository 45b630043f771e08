"""Drills of the outbox and of publication: real workers, a real broker, servers that misbehave.

Everything listens on loopback and ends by itself. `manage.py outbox_drill` and `release_drill`
print what came out; the tests ask for the same.
"""

"""Whom a row of the outbox goes to, read once more just before it is written."""

from dataclasses import dataclass

from django.db import connection

from equity.querysets import KEEPERS
from equity.reports.actions_open import MOST
from pathways_portal.common.prepared import PlannedSql

# As `SubscriptionQuerySet.running`; tests hold the two together. The last column: the open actions
# in the person's own name, and those of the organizations they edit for.
_RECIPIENT = PlannedSql(
    "report_recipient",
    """
    SELECT s.id, s.language, ARRAY(
        SELECT a.id
        FROM partners_actionitem a LEFT JOIN partners_person p ON p.id = a.person_id
        WHERE s.user_id IS NOT NULL AND a.state = 'open'
          AND (p.user_id = s.user_id OR a.owner_id IN (
              SELECT m.organization_id FROM partners_membership m
              WHERE m.user_id = s.user_id AND m.role = ANY(%(keepers)s)
          ))
        ORDER BY a.due, a.id
        LIMIT %(most)s
    )
    FROM equity_subscription s LEFT JOIN partners_user u ON u.id = s.user_id
    WHERE s.email = %(email)s AND s.confirmed_at IS NOT NULL AND s.ended_at IS NULL
      AND (s.user_id IS NULL OR u.is_active AND EXISTS (
          SELECT 1 FROM partners_membership k
          WHERE k.user_id = s.user_id AND k.role = ANY(%(keepers)s)
      ))
    """,
)


@dataclass(frozen=True)
class Recipient:
    """The subscription's id and language, and ids of the actions that are this person's own."""

    pk: int
    language: str
    own: tuple[int, ...] = ()


def recipient_of(email):
    """The `Recipient` at an address, or None where nobody there has the report any more."""
    keepers = [str(role) for role in KEEPERS]
    rows = _RECIPIENT.rows(connection, email=email, most=MOST, keepers=keepers)
    return Recipient(rows[0][0], rows[0][1], tuple(rows[0][2])) if rows else None

"""Writes with a meaning: confirming a record, answering a reader, reporting an inventory, giving
an account another address."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners import rights
from partners.enums import InventoryState, ReportState
from partners.models import Organization

# Parts who states a record now from who stated it before; cards print what stands in front.
BEFORE = "; before: "
SETTLED = (ReportState.MENDED, ReportState.DECLINED)


def _check(by, record):
    if not rights.can_change(by, record):
        raise PermissionDenied(_("This record belongs to another organization."))


@transaction.atomic
def verify_unchanged(record, *, by):
    """Record that `by` looked at a record today and found it right; nothing else changes.

    Raises PermissionDenied when `by` may not edit the record.
    """
    _check(by, record)
    record.verified_on = timezone.localdate()
    record.verified_by = by
    record.save(update_fields=["verified_on", "verified_by"])


@transaction.atomic
def verify_all_unchanged(records, *, by):
    """Verify many records, all or none; return how many."""
    records = list(records.select_for_update(of=("self",)))
    for record in records:
        verify_unchanged(record, by=by)
    return len(records)


@transaction.atomic
def take_verification_back(records, *, by):
    """Take the mark of verification from many records, all or none; return how many."""
    records = list(records.select_for_update(of=("self",)))
    for record in records:
        _check(by, record)
        record.verified_on = record.verified_by = None
        record.save(update_fields=["verified_on", "verified_by"])
    return len(records)


def stated_by(record, *, by):
    """Who states what `by` types into a record: its organization; for staff, the portal.

    What no organization offers, as a word or a pathway, is stated by its owner.
    """
    if rights.is_staff(by):
        return _("Staff of this portal")
    own = record if isinstance(record, Organization) else getattr(record, "organization", None)
    organization = own or record.owner
    return organization.name if organization else str(rights.organizations(by).first())


@transaction.atomic
def answer_report(report, *, by):
    """Save a report's new state and answer; a settled one says who settled it and when.

    Opening it again takes that back. Raises PermissionDenied when it is not `by`'s to answer.
    """
    _check(by, report)
    if report.state not in SETTLED:
        report.resolved_on = report.resolved_by = None
    elif report.resolved_on is None:
        report.resolved_on, report.resolved_by = timezone.localdate(), by
    report.save()


@transaction.atomic
def settle_reports(reports, *, state, by):
    """Settle many open reports the same way; return how many were open."""
    open_ones = list(reports.exclude(state__in=SETTLED).select_for_update(of=("self",)))
    for report in open_ones:
        report.state = state
        answer_report(report, by=by)
    return len(open_ones)


@transaction.atomic
def report_inventory(inventory, *, by):
    """Save how complete an organization's list is; whoever says so confirms it, today.

    "Not yet reported" is nobody's word, so it carries neither day nor person.
    """
    _check(by, inventory)
    if inventory.state == InventoryState.UNKNOWN:
        inventory.confirmed_on = inventory.confirmed_by = None
    else:
        inventory.confirmed_on, inventory.confirmed_by = timezone.localdate(), by
    inventory.save()


@transaction.atomic
def replace_addresses(user, *, by):
    """Let the account's present e-mail be the only one that opens it.

    Whoever has the old mailbox can no longer sign in or reset the password. The new address is
    confirmed by its owner at the next sign-in.
    """
    _check(by, user)
    user.emailaddress_set.exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True})

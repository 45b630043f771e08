"""The monthly report by hand."""

import time
from collections import Counter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from equity.models import ReportIssue, Subscription
from equity.reports import letter, months, planning, recipients
from equity.reports.afterwards import put_together_afterwards
from equity.reports.issue import TooLate
from pathways_portal.common.outbox import kinds, queue, work

EVERY = 100


class Command(BaseCommand):
    help = (
        "Send the month's report to everybody who has none of it yet. Running it again, or beside "
        "the scheduler, sends nothing twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--month",
            help="Such as 2026-11; if left out this month, with --tidy every past month.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Only tell who would get it.")
        parser.add_argument(
            "--tidy",
            action="store_true",
            help="Send nothing; remove reports of past months that were put together afterwards "
            "and that nobody was due. With --dry-run only name them.",
        )
        parser.add_argument("--to", metavar="ADDRESS", help="Send one copy here to look at it.")

    def handle(self, *, month, dry_run, tidy, to, **options):
        if tidy and to:
            raise CommandError("--tidy sends nothing, so there is no copy --to anybody.")
        if month and not months.is_month(month):
            raise CommandError(f"“{month}” is not a month. Write year-month, such as 2026-11.")
        if tidy:
            self.tidy(month, dry_run)
            return
        month = month or months.month_of(timezone.now())
        if month > months.month_of(timezone.now()):
            raise CommandError(f"{month} has not begun yet; there is nothing to report.")
        if to:
            self.send_one(month, to, dry_run)
        elif dry_run:
            self.tell(month)
        else:
            self.send(month)

    def tidy(self, month, dry_run):
        """Take what was told of a month after it, to nobody, out of the archive; of all months
        where none is named."""
        found = put_together_afterwards()
        if month:
            found = found.filter(month=month)
        of_months = Counter(found.order_by("month").values_list("month", flat=True))
        named = ", ".join(f"{month} ({count})" for month, count in of_months.items()) or "none"
        self.stdout.write(f"Reports put together after their month, for nobody: {named}")
        if dry_run:
            self.stdout.write("Nothing was removed.")
        else:
            found.delete()
            self.stdout.write(f"{of_months.total()} removed.")

    def tell(self, month):
        """Who would get it, by organization, language and state; nothing is written."""
        waiting = planning.due(month)
        for language, name in settings.LANGUAGES:
            theirs = waiting.filter(language=language)
            region = theirs.filter(organizations=None).count()
            places = theirs.exclude(organizations=None).values("organizations").distinct().count()
            self.stdout.write(
                f"{name}: {_counted(theirs.count(), 'recipient')}, {region} for the region alone, "
                f"the others for {_counted(places, 'organization')}"
            )
        self.stdout.write(
            f"Rows of {month} there already: {dict(planning.states(month)) or 'none'}"
        )
        self.stdout.write("Nothing was written and nothing was sent.")

    def send(self, month):
        start = time.monotonic()
        try:
            new = planning.plan(month)
        except TooLate as late:
            raise CommandError(f"Nothing was put together and nothing is sent. {late}") from late
        self.stdout.write(f"{month}: {new} new in the outbox")
        if not new and not ReportIssue.objects.filter(month=month).exists():
            self.stdout.write(
                f"No report of {month} is put together: nobody is due one, and it is not its time."
            )
        done = 0

        def told(_delivery, _outcome):
            nonlocal done
            done += 1
            if done % EVERY == 0:
                self.stdout.write(f"{done} done, {done / (time.monotonic() - start):.0f} a second")

        counts = work.deliver_due(only=[letter.KIND], told=told)
        said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "nothing due"
        self.stdout.write(f"{said} in {time.monotonic() - start:.1f} s")
        standing = ", ".join(f"{n} {state}" for state, n in planning.states(month).items())
        self.stdout.write(f"Rows of {month}: {standing or 'none'}")

    def send_one(self, month, address, dry_run):
        """One copy outside the outbox, as this address would get it, or else the region's."""
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"“{address}” is not an e-mail address.") from error
        subscription = Subscription.objects.filter(email=address.lower()).first()
        organizations, with_region = subscription.places if subscription else ([], True)
        row = queue.new(
            kind=letter.KIND,
            recipient=address.lower(),
            address=address,
            period=month,
            language=subscription.language if subscription else settings.LANGUAGE_CODE,
            about={"organizations": organizations, "region": with_region},
        )
        try:
            # A report that is not there yet is put together to be looked at, and not kept.
            with transaction.atomic():
                message = letter.message(row, self.recipient(row, subscription))
                transaction.set_rollback(True)
        except kinds.NotSent as nothing:
            raise CommandError(f"There is nothing to send: {nothing}") from nothing
        work.address(message, to=address, message_id=row.message_id)
        self.stdout.write(f"Subject: {message.subject}")
        self.stdout.write(f"Size: {len(message.message().as_bytes()):,} bytes")
        if not dry_run:
            get_connection().send_messages([message])
            self.stdout.write(f"One copy was sent to {address}; the outbox does not count it.")

    def recipient(self, row, subscription):
        """As the outbox finds them; an address without the report gets links that end nothing."""
        return recipients.recipient_of(row.recipient) or recipients.Recipient(
            subscription.pk if subscription else 0, row.language
        )


def _counted(number, thing):
    """ "1 recipient", "2 recipients"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"

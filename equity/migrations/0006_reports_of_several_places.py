"""A subscription may be about several organizations, with the region or without."""

from django.db import migrations, models
from django.db.models import Q


def keep_what_it_is_about(apps, schema_editor):
    """Who had an organization's report keeps it, and gets the region's part with it."""
    subscriptions = apps.get_model("equity", "Subscription")
    through = subscriptions.organizations.through
    rows = subscriptions.objects.exclude(organization=None).values_list("pk", "organization_id")
    through.objects.bulk_create(
        (
            through(subscription_id=subscription, organization_id=organization)
            for subscription, organization in rows.iterator()
        ),
        batch_size=1_000,
    )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def keep_the_first(apps, schema_editor):
    """Back: of several organizations the first one stays."""
    subscriptions = apps.get_model("equity", "Subscription")
    through = subscriptions.organizations.through
    for row in through.objects.order_by("-pk").iterator():
        subscriptions.objects.filter(pk=row.subscription_id).update(
            organization_id=row.organization_id
        )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("equity", "0005_indexes_of_pages"), ("partners", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="subscription",
            name="organizations",
            field=models.ManyToManyField(
                blank=True,
                help_text="Whose reports it holds; with none it is about the region.",
                related_name="report_subscriptions",
                to="partners.organization",
                verbose_name="organizations",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="with_region",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Whether it also tells about the whole region.",
                verbose_name="with the region",
            ),
        ),
        migrations.RunPython(keep_what_it_is_about, keep_the_first),
        migrations.RemoveIndex(model_name="subscription", name="subscription_that_runs"),
        migrations.RemoveField(model_name="subscription", name="organization"),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
                fields=["language", "id"],
                name="subscription_that_runs",
            ),
        ),
        migrations.AlterField(
            model_name="reportissue",
            name="content",
            field=models.JSONField(
                help_text="What it says, part by part, as it stood when it was put together.",
                verbose_name="content",
            ),
        ),
    ]

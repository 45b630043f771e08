from django.db import migrations

from partners.edits import unwatch, watch

TABLES = (
    "equity_dimension",
    "equity_group",
    "equity_metric",
    "equity_publication",
    "equity_publishedcell",
    "equity_release",
    "equity_segmentmeaning",
    "equity_slice",
    "equity_sourcelabel",
)


class Migration(migrations.Migration):
    """Pages that are kept until an edit print these tables."""

    dependencies = [
        ("equity", "0002_subscriptions_and_reports"),
        ("partners", "0004_edit_stamps"),
    ]

    operations = [migrations.RunSQL(watch(*TABLES), unwatch(*TABLES))]

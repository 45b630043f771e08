from django.db import migrations

from partners.edits import unwatch, watch

# Cells are not watched: they change with their publication, and there are a hundred thousand.
TABLES = [
    "equity_dimension",
    "equity_group",
    "equity_metric",
    "equity_publication",
    "equity_release",
    "equity_segmentmeaning",
    "equity_sourcelabel",
]


class Migration(migrations.Migration):
    dependencies = [("equity", "0002_subscriptions_and_reports"), ("partners", "0004_edit_stamps")]

    operations = [
        migrations.RunSQL(watch(*TABLES), unwatch(*TABLES)),
    ]

from django.db import migrations

from partners.edits import unwatch, watch

# What kept pages print of outcomes: a program's and a pathway's headline.
TABLES = [
    "equity_dimension",
    "equity_group",
    "equity_metric",
    "equity_publication",
    "equity_publishedcell",
    "equity_release",
    "equity_slice",
]


class Migration(migrations.Migration):
    dependencies = [("equity", "0002_subscriptions_and_reports"), ("partners", "0004_edit_stamps")]

    operations = [
        migrations.RunSQL(watch(*TABLES), unwatch(*TABLES)),
    ]

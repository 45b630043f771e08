from django.db import migrations

from partners.edits import unwatch, watch

TABLES = [
    "wbl_activitykind",
    "wbl_opportunity",
    "wbl_opportunity_sectors",
    "wbl_programactivity",
]


class Migration(migrations.Migration):
    dependencies = [("wbl", "0002_opportunity_sector_history"), ("partners", "0004_edit_stamps")]

    operations = [
        migrations.RunSQL(watch(*TABLES), unwatch(*TABLES)),
    ]

from django.db import migrations, models

from partners.edits import FUNCTION, NOTE, unwatch, watch

# Not watched: accounts, and the readers' reports of problems; no public page prints them.
TABLES = [
    "partners_county",
    "partners_inventory",
    "partners_membership",
    "partners_organization",
    "partners_person",
    "partners_place",
    "partners_region",
    "partners_role",
    "partners_site",
    "partners_term",
]


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_history_and_owners")]

    operations = [
        migrations.CreateModel(
            name="EditStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edited_at",
                    models.DateTimeField(help_text="Time of an edit that was not taken back."),
                ),
            ],
        ),
        migrations.RunSQL(FUNCTION, f"DROP FUNCTION {NOTE}()"),
        migrations.RunSQL(watch(*TABLES), unwatch(*TABLES)),
    ]

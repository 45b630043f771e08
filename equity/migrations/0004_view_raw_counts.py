from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("equity", "0003_edits_noted")]

    operations = [
        migrations.AlterModelOptions(
            name="rawcell",
            options={
                "permissions": [
                    ("view_unsuppressed_counts", "Can view unsuppressed equity counts")
                ],
                "verbose_name": "raw cell",
                "verbose_name_plural": "raw cells",
            },
        ),
    ]

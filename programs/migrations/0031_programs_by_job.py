from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0030_program_hops'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='programoccupation',
            index=models.Index(fields=['occupation', 'program'], name='programoccupation_by_job'),
        ),
    ]

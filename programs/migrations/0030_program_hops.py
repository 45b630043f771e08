import django.db.models.deletion
from django.db import migrations, models

from programs.routes.doubt import unwatch, watch


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0029_course_numberings"),
        ("partners", "0004_edit_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="HopYear",
            fields=[
                (
                    "current",
                    models.CharField(
                        help_text="Agreements of this academic year and the coming one count.",
                        max_length=7,
                        primary_key=True,
                        serialize=False,
                        verbose_name="current year",
                    ),
                ),
            ],
            options={
                "verbose_name": "year of the steps between programs",
                "verbose_name_plural": "years of the steps between programs",
            },
        ),
        migrations.CreateModel(
            name="HopDoubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whose steps are in doubt; empty: those of all programs.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.program",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "step in doubt",
                "verbose_name_plural": "steps in doubt",
            },
        ),
        migrations.CreateModel(
            name="ProgramHop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "carried",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Hundredths of units that carry over; empty if not on file.",
                        null=True,
                        verbose_name="carried over",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The program in which the credit counts.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.program",
                        verbose_name="program after",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The program whose courses earn the credit.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.program",
                        verbose_name="program before",
                    ),
                ),
            ],
            options={
                "verbose_name": "step between programs",
                "verbose_name_plural": "steps between programs",
                "indexes": [
                    models.Index(
                        fields=["after", "before"], include=("carried",), name="programhop_back"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("before", "after"), include=("carried",), name="programhop_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(watch(), unwatch()),
    ]

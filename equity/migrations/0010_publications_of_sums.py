"""That a region is a sum of organizations is said of each measure and cohort, not of a whole file."""

from django.db import migrations, models

NOTE = "sum of organizations"


TABLE = ("region", "segment", "pathway", "metric", "cohort")


def mark(apps, schema_editor):
    """Of what was published from rows of the region with that note, in a window in any year. A
    window of another place, segment or pathway says nothing of it."""
    publications = apps.get_model("equity", "Publication")
    rows = apps.get_model("equity", "RawCell").objects.filter(slice__region__isnull=False)
    noted = {
        (release, *table, int(cohort[:4]))
        for release, *table, cohort, note in rows.exclude(note="")
        .values_list("release", *(f"slice__{name}" for name in TABLE), "note")
        .distinct()
        # As the import compares words: whatever their case and the blanks between them.
        if " ".join(note.casefold().split()).startswith(NOTE)
    }
    found = publications.objects.filter(
        release__in={release for release, *_rest in noted}, cells__slice__region__isnull=False
    )
    of = ("span", *TABLE)
    tables = found.values_list("pk", "release", *(f"cells__slice__{name}" for name in of)).distinct()
    sums = {
        pk
        for pk, release, span, *table, cohort in tables
        if any((release, *table, int(cohort[:4]) + year) in noted for year in range(span))
    }
    publications.objects.filter(pk__in=sums).update(region_is_sum=True)


class Migration(migrations.Migration):
    dependencies = [("equity", "0009_region_is_sum_of_notes")]
    operations = [
        migrations.AddField(
            model_name="publication",
            name="region_is_sum",
            field=models.BooleanField(db_default=False, default=False, help_text='Its figures of the region are sums of organizations: students may be counted more than once.', verbose_name='region is a sum'),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]

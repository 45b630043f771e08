"""Releases on file whose rows of a region carry the note that they were added up."""

from django.db import migrations

MARK = """
    UPDATE equity_release AS release SET region_is_sum = TRUE
    WHERE EXISTS (
        SELECT FROM equity_rawcell AS cell JOIN equity_slice AS slice ON slice.id = cell.slice_id
        WHERE cell.release_id = release.id AND slice.region_id IS NOT NULL
          AND cell.note ILIKE 'sum of organizations%'
    )
"""


class Migration(migrations.Migration):
    dependencies = [("equity", "0008_region_is_sum")]
    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]

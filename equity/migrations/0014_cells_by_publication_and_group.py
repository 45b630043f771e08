"""Of which groups a publication holds cells is found by an index; it takes the place of a shorter
one that it begins with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("equity", "0013_words_for_held")]

    operations = [
        migrations.AddIndex(
            model_name="publishedcell",
            index=models.Index(fields=["publication", "group"], name="publishedcell_by_group"),
        ),
        migrations.RemoveIndex(model_name="publishedcell", name="publishedcell_by_publication"),
    ]

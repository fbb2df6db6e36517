from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_append_only_and_search")]

    operations = [
        migrations.CreateModel(
            name="WatchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.TextField(unique=True)),
                ("since", models.CharField(max_length=40)),
                ("until", models.CharField(max_length=40, null=True)),
                ("kind", models.CharField(max_length=20)),
                ("etag", models.TextField(null=True)),
                ("modified", models.TextField(null=True)),
                ("sha256", models.CharField(max_length=64, null=True)),
                ("checked", models.CharField(max_length=40, null=True)),
                ("changed", models.CharField(max_length=40, null=True)),
                ("not_before", models.CharField(max_length=40, null=True)),
                ("failures", models.IntegerField()),
                ("reason", models.TextField()),
            ],
            options={"db_table": "watch", "ordering": ["id"]},
        ),
    ]

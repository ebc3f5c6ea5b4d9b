"""None"""

import accord.apps.turn.rules.bulk
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '__first__'),
        ('turn', '0001_snooze'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('code', models.CharField(max_length=40)),
                ('action', models.CharField(blank=True, default='', max_length=40)),
                ('values', models.JSONField(default=dict)),
                ('state', models.CharField(default=accord.apps.turn.rules.bulk.BulkState['CHOSEN'], max_length=12)),
                ('created_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['chosen', 'seen', 'made', 'taken_back'])), name='bulk_state_known')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.CharField(max_length=200)),
                ('query', models.CharField(blank=True, default='', max_length=2000)),
                ('name', models.CharField(max_length=80)),
                ('is_shared', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['place', 'name', 'pk'],
                'indexes': [models.Index(fields=['place', 'is_shared'], name='saved_view_by_place')],
                'constraints': [models.UniqueConstraint(fields=('person', 'place', 'name'), name='saved_view_name_once')],
            },
        ),
        migrations.CreateModel(
            name='BulkLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='turn.bulkchange')),
                ('record_id', models.BigIntegerField()),
                ('outcome', models.CharField(default=accord.apps.turn.rules.bulk.Outcome['CHOSEN'], max_length=12)),
                ('before', models.CharField(blank=True, default='', max_length=300)),
                ('after', models.CharField(blank=True, default='', max_length=300)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('memo', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('change', 'record_id'), name='bulk_line_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['chosen', 'changes', 'same', 'refused', 'changed', 'taken_back', 'kept'])), name='bulk_outcome_known')],
            },
        ),
    ]

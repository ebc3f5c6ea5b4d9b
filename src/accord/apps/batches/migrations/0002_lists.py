"""None"""

import accord.apps.batches.rules.verdicts
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('batches', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('key_by', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('target', 'name'), name='source_list_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='batches.sourcelist')),
                ('kind', models.CharField(max_length=60)),
                ('record_id', models.BigIntegerField()),
                ('key', models.CharField(max_length=200)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('left_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='batches.batch')),
            ],
            options={
                'verbose_name_plural': 'listed',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['kind', 'record_id'], name='listed_by_record')],
                'constraints': [models.UniqueConstraint(fields=('source_list', 'kind', 'record_id'), name='listed_once_in_a_list'), models.UniqueConstraint(fields=('source_list', 'key'), name='listed_key_once')],
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='choices',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='batch',
            name='error',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='batch',
            name='facts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='batch',
            name='key_by',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='batch',
            name='kind',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='batch',
            name='left_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='batch',
            name='path',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='batch',
            name='sheet',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='profile',
            name='choices',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='row',
            name='repairs',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='batch',
            name='state',
            field=models.CharField(choices=[('reading', 'reading'), ('failed', 'failed'), ('mapping', 'mapping'), ('checked', 'checked'), ('writing', 'writing'), ('committed', 'committed'), ('taken_back', 'taken_back')], default=accord.apps.batches.rules.verdicts.State['MAPPING'], max_length=12),
        ),
        migrations.AlterField(
            model_name='extrafield',
            name='type',
            field=models.CharField(choices=[('text', 'text'), ('date', 'date'), ('choice', 'choice'), ('yes_no', 'yes_no'), ('number', 'number'), ('url', 'url'), ('person', 'person'), ('department', 'department'), ('key', 'key'), ('money', 'money'), ('list', 'list')], max_length=12),
        ),
        migrations.AddField(
            model_name='batch',
            name='source_list',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='batches', to='batches.sourcelist'),
        ),
        migrations.AddField(
            model_name='profile',
            name='source_list',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='batches.sourcelist'),
        ),
    ]

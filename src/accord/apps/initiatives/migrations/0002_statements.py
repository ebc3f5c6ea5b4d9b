"""None"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('batches', '0002_lists'),
        ('initiatives', '0001_initial'),
        ('people', '0002_cache'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='initiatives.initiative')),
                ('as_of', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('source_list', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='batches.sourcelist')),
                ('planned_end', models.CharField(blank=True, default='', max_length=10)),
                ('planned_end_on', models.DateField(blank=True, null=True)),
                ('planned_end_words', models.CharField(blank=True, default='', max_length=200)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('cost_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('cost_currency', models.CharField(blank=True, default='', max_length=3)),
                ('cost_side', models.CharField(blank=True, default='', max_length=16)),
                ('benefit_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('benefit_currency', models.CharField(blank=True, default='', max_length=3)),
                ('benefit_side', models.CharField(blank=True, default='', max_length=16)),
                ('rating', models.CharField(blank=True, default='', max_length=12)),
                ('rating_words', models.CharField(blank=True, default='', max_length=200)),
                ('batch', models.CharField(max_length=80)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['initiative_id', 'as_of', 'pk'],
                'indexes': [models.Index(fields=['source_list', 'as_of'], name='statement_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source_list__isnull', False)), fields=('initiative', 'source_list', 'as_of'), name='statement_once_in_a_state'), models.UniqueConstraint(condition=models.Q(('source_list', None)), fields=('initiative', 'source', 'as_of'), name='statement_once_of_a_file'), models.CheckConstraint(condition=models.Q(('rating__in', ['', 'green', 'amber_green', 'amber', 'amber_red', 'red', 'none'])), name='statement_rating_known')],
            },
        ),
        migrations.AddField(
            model_name='initiative',
            name='benefit_amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name='initiative',
            name='benefit_currency',
            field=models.CharField(blank=True, default='', max_length=3),
        ),
        migrations.AddField(
            model_name='initiative',
            name='cost_amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name='initiative',
            name='cost_currency',
            field=models.CharField(blank=True, default='', max_length=3),
        ),
        migrations.AddField(
            model_name='initiative',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='initiative',
            name='left_list_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='initiative',
            name='planned_end_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='initiative',
            name='rating',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('rating__in', ['', 'green', 'amber_green', 'amber', 'amber_red', 'red', 'none'])), name='initiative_rating_known'),
        ),
    ]

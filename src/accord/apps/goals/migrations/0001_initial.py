"""None"""

import accord.apps.goals.rules
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_cache'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True, default='')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='goals.goal')),
                ('horizon', models.CharField(choices=[(accord.apps.goals.rules.Horizon['NEAR'], 'Within a year'), (accord.apps.goals.rules.Horizon['MID'], 'One to three years'), (accord.apps.goals.rules.Horizon['FAR'], 'Later than three years')], default=accord.apps.goals.rules.Horizon['NEAR'], max_length=8)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.department')),
                ('business_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='goals_for_business', to=settings.AUTH_USER_MODEL)),
                ('it_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='goals_for_it', to=settings.AUTH_USER_MODEL)),
                ('business_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('business_agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('it_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('it_agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review_date', models.DateField(blank=True, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[(accord.apps.goals.rules.GoalState['ACTIVE'], 'Active'), (accord.apps.goals.rules.GoalState['CLOSED'], 'Closed')], default=accord.apps.goals.rules.GoalState['ACTIVE'], max_length=8)),
                ('created_at', models.DateTimeField()),
                ('external_key', models.CharField(blank=True, db_index=True, default='', max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('horizon__in', ['near', 'mid', 'far'])), name='goal_horizon_known'), models.CheckConstraint(condition=models.Q(('state__in', ['active', 'closed'])), name='goal_state_known'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='goal_not_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='goals.goal')),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(blank=True, default='', max_length=40)),
                ('direction', models.CharField(choices=[(accord.apps.goals.rules.Direction['UP'], 'Should rise'), (accord.apps.goals.rules.Direction['DOWN'], 'Should fall')], default=accord.apps.goals.rules.Direction['UP'], max_length=4)),
                ('baseline_value', models.FloatField(blank=True, null=True)),
                ('baseline_date', models.DateField(blank=True, null=True)),
                ('target_value', models.FloatField(blank=True, null=True)),
                ('target_date', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, default='', max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['goal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Actual',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actuals', to='goals.measure')),
                ('date', models.DateField()),
                ('value', models.FloatField()),
                ('source', models.CharField(blank=True, default='', max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['measure', 'date'],
                'constraints': [models.UniqueConstraint(fields=('measure', 'date'), name='actual_once_a_day')],
            },
        ),
    ]

"""None"""

import accord.apps.initiatives.rules.stages
import accord.apps.initiatives.rules.values
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('goals', '0001_initial'),
        ('people', '0002_cache'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=500)),
                ('summary', models.TextField(blank=True, default='')),
                ('stage', models.CharField(db_index=True, default=accord.apps.initiatives.rules.stages.Stage['IDEA'], max_length=12)),
                ('stage_date', models.DateField(blank=True, null=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visibility', models.CharField(default=accord.apps.initiatives.rules.values.Visibility['EVERYONE'], max_length=12)),
                ('extra', models.JSONField(blank=True, default=dict)),
                ('external_key', models.CharField(blank=True, db_index=True, default='', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['title', 'pk'],
                'indexes': [models.Index(fields=['title', 'id'], name='initiative_by_title')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['idea', 'approved', 'building', 'testing', 'live', 'retired', 'cancelled', 'unknown'])), name='initiative_stage_known'), models.CheckConstraint(condition=models.Q(('visibility__in', ['everyone', 'limited'])), name='initiative_visibility_known')],
            },
        ),
        migrations.CreateModel(
            name='GoalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goal_links', to='initiatives.initiative')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.goal')),
                ('business_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('business_agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('it_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('it_agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('initiative', 'goal'), name='goal_link_once'), models.CheckConstraint(condition=models.Q(('business_agreed_by', None), ('it_agreed_by', None), models.Q(('business_agreed_by', models.F('it_agreed_by')), _negated=True), _connector='OR'), name='goal_link_two_people')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='initiatives.initiative')),
                ('label', models.CharField(max_length=200)),
                ('url', models.CharField(max_length=500)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='initiatives.initiative')),
                ('title', models.CharField(max_length=500)),
                ('result', models.TextField(blank=True, default='')),
                ('due_date', models.DateField(blank=True, null=True)),
                ('done_date', models.DateField(blank=True, null=True)),
                ('proof_url', models.CharField(blank=True, default='', max_length=500)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due_date'), nulls_last=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Money',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='money', to='initiatives.initiative')),
                ('period', models.DateField()),
                ('kind', models.CharField(max_length=12)),
                ('flow', models.CharField(max_length=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                ('currency', models.CharField(max_length=3)),
            ],
            options={
                'verbose_name_plural': 'money',
                'ordering': ['period', 'flow', 'kind', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('initiative', 'period', 'kind', 'flow'), name='money_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['planned', 'committed', 'actual'])), name='money_kind_known'), models.CheckConstraint(condition=models.Q(('flow__in', ['cost', 'benefit'])), name='money_flow_known'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='money_not_negative'), models.CheckConstraint(condition=models.Q(('period__day', 1)), name='money_first_of_month')],
            },
        ),
        migrations.CreateModel(
            name='StageChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_changes', to='initiatives.initiative')),
                ('stage', models.CharField(max_length=12)),
                ('date', models.DateField(blank=True, null=True)),
                ('asserted_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, default='', max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('batch', models.CharField(blank=True, default='', max_length=80)),
            ],
            options={
                'ordering': ['initiative_id', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['idea', 'approved', 'building', 'testing', 'live', 'retired', 'cancelled', 'unknown'])), name='stage_change_stage_known')],
            },
        ),
    ]

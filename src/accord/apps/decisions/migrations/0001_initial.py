"""Decisions, their options, who is consulted, and how often each was opened again."""

import accord.apps.decisions.rules
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('people', '0002_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=500)),
                ('about_kind', models.CharField(blank=True, default='', max_length=80)),
                ('about_id', models.BigIntegerField(blank=True, null=True)),
                ('side', models.CharField(blank=True, default='', max_length=16)),
                ('raised_date', models.DateField()),
                ('decide_by_date', models.DateField(blank=True, null=True)),
                ('state', models.CharField(default=accord.apps.decisions.rules.State['OPEN'], max_length=12)),
                ('option', models.CharField(blank=True, default='', max_length=500)),
                ('reasons', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('review_date', models.DateField(blank=True, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('review', models.TextField(blank=True, default='')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('reopened', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['raised_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Consulted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(blank=True, default='', max_length=16)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consulted', to='decisions.decision')),
            ],
            options={
                'ordering': ['decision_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('pro', models.CharField(blank=True, default='', max_length=500)),
                ('con', models.CharField(blank=True, default='', max_length=500)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='decisions.decision')),
            ],
            options={
                'ordering': ['decision_id', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reopened_at', models.DateTimeField()),
                ('reason', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('option', models.CharField(blank=True, default='', max_length=500)),
                ('reasons', models.TextField(blank=True, default='')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reopenings', to='decisions.decision')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-reopened_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['about_kind', 'about_id'], name='decision_by_about'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['decider', 'state', 'decide_by_date'], name='decision_by_decider'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['state', 'raised_date'], name='decision_by_raised'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['state', 'review_date'], name='decision_by_review'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'decided', 'withdrawn'])), name='decision_state_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about_id', None), ('about_kind', '')), models.Q(models.Q(('about_kind', ''), _negated=True), ('about_id__isnull', False)), _connector='OR'), name='decision_about_whole'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('state', accord.apps.decisions.rules.State['DECIDED']), models.Q(('option', ''), _negated=True)), models.Q(models.Q(('state', accord.apps.decisions.rules.State['DECIDED']), _negated=True), ('decided_at', None), ('option', '')), _connector='OR'), name='decision_says_what_when_decided'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', accord.apps.decisions.rules.State['WITHDRAWN']), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', accord.apps.decisions.rules.State['WITHDRAWN']), _negated=True), ('withdrawn_at', None)), _connector='OR'), name='decision_withdrawn_at_when_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='consulted',
            constraint=models.UniqueConstraint(fields=('decision', 'person'), name='decision_consulted_once'),
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.UniqueConstraint(fields=('decision', 'position'), name='decision_option_has_a_place'),
        ),
    ]

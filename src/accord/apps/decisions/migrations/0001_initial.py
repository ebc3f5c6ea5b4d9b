"""Decisions, their options, who is consulted, and how often each was opened again."""

import accord.apps.decisions.rules
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
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=500)),
                ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('about_kind', models.CharField(blank=True, default='', max_length=80)),
                ('about_id', models.BigIntegerField(blank=True, null=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
                ('side', models.CharField(blank=True, default='', max_length=16)),
                ('raised_date', models.DateField()),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decide_by_date', models.DateField(blank=True, null=True)),
                ('state', models.CharField(default=accord.apps.decisions.rules.State['OPEN'], max_length=12)),
                ('option', models.CharField(blank=True, default='', max_length=500)),
                ('reasons', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review_date', models.DateField(blank=True, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.TextField(blank=True, default='')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reason_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, default='')),
                ('reopened', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['raised_date', 'pk'],
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='decision_by_about'), models.Index(fields=['decider', 'state', 'decide_by_date'], name='decision_by_decider'), models.Index(fields=['state', 'raised_date'], name='decision_by_raised'), models.Index(fields=['state', 'review_date'], name='decision_by_review')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'decided', 'withdrawn'])), name='decision_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('about_id', None), ('about_kind', '')), models.Q(models.Q(('about_kind', ''), _negated=True), ('about_id__isnull', False)), _connector='OR'), name='decision_about_whole'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('state', accord.apps.decisions.rules.State['DECIDED']), models.Q(('option', ''), _negated=True)), models.Q(models.Q(('state', accord.apps.decisions.rules.State['DECIDED']), _negated=True), ('decided_at', None), ('option', '')), _connector='OR'), name='decision_says_what_when_decided'), models.CheckConstraint(condition=models.Q(models.Q(('state', accord.apps.decisions.rules.State['WITHDRAWN']), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', accord.apps.decisions.rules.State['WITHDRAWN']), _negated=True), ('withdrawn_at', None)), _connector='OR'), name='decision_withdrawn_at_when_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Consulted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consulted', to='decisions.decision')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('side', models.CharField(blank=True, default='', max_length=16)),
            ],
            options={
                'ordering': ['decision_id', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'person'), name='decision_consulted_once')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='decisions.decision')),
                ('position', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('pro', models.CharField(blank=True, default='', max_length=500)),
                ('con', models.CharField(blank=True, default='', max_length=500)),
            ],
            options={
                'ordering': ['decision_id', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'position'), name='decision_option_has_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reopenings', to='decisions.decision')),
                ('reopened_at', models.DateTimeField()),
                ('reopened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('option', models.CharField(blank=True, default='', max_length=500)),
                ('reasons', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['-reopened_at', '-pk'],
            },
        ),
    ]

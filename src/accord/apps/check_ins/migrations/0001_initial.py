"""None"""

import accord.apps.check_ins.rules.states
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(max_length=80)),
                ('about_id', models.BigIntegerField()),
                ('every', models.PositiveSmallIntegerField()),
                ('weekday', models.PositiveSmallIntegerField()),
                ('hour', models.PositiveSmallIntegerField()),
                ('answerer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('acknowledger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remind_after', models.PositiveSmallIntegerField(default=2)),
                ('grace', models.PositiveSmallIntegerField(default=2)),
                ('next_on', models.DateField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='check_series_by_about'), models.Index(condition=models.Q(('ended_at', None)), fields=['next_on'], name='check_series_by_next')],
                'constraints': [models.CheckConstraint(condition=models.Q(('about_kind__in', ['initiatives.initiative', 'goals.goal'])), name='check_series_about_known'), models.CheckConstraint(condition=models.Q(('every__in', [1, 2, 4])), name='check_series_every_known'), models.CheckConstraint(condition=models.Q(('hour__lte', 23), ('weekday__lte', 6)), name='check_series_rhythm_known'), models.CheckConstraint(condition=models.Q(('answerer', models.F('acknowledger')), _negated=True), name='check_series_two_people')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='check_ins.series')),
                ('planned_on', models.DateField()),
                ('state', models.CharField(default=accord.apps.check_ins.rules.states.State['OPEN'], max_length=12)),
                ('answerer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('acknowledger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_side', models.CharField(max_length=16)),
                ('acknowledge_side', models.CharField(max_length=16)),
                ('opened_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('raised_at', models.DateTimeField(blank=True, null=True)),
                ('raised_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('progress', models.CharField(blank=True, default='', max_length=600)),
                ('problem', models.CharField(blank=True, default='', max_length=600)),
                ('chance', models.CharField(blank=True, default='', max_length=600)),
                ('status', models.CharField(blank=True, default='', max_length=12)),
                ('signed_status', models.CharField(blank=True, default='', max_length=12)),
                ('confidence_share', models.FloatField(blank=True, null=True)),
                ('next_title', models.CharField(blank=True, default='', max_length=300)),
                ('next_date', models.DateField(blank=True, null=True)),
                ('drafted', models.JSONField(blank=True, default=dict)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledge_reminded_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('reply', models.CharField(blank=True, default='', max_length=300)),
                ('wants_talk', models.BooleanField(default=False)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-planned_on', '-pk'],
                'indexes': [models.Index(fields=['state', 'planned_on'], name='check_in_by_state'), models.Index(fields=['answerer', 'state'], name='check_in_by_answerer'), models.Index(fields=['acknowledger', 'state'], name='check_in_by_acknowledger')],
                'constraints': [models.UniqueConstraint(fields=('series', 'planned_on'), name='check_in_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'signed', 'acknowledged', 'missed', 'cancelled'])), name='check_in_state_known'), models.CheckConstraint(condition=models.Q(('status__in', ['', accord.apps.check_ins.rules.states.Status['ON_TRACK'], accord.apps.check_ins.rules.states.Status['CAUTION'], accord.apps.check_ins.rules.states.Status['OFF_TRACK']])), name='check_in_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('state__in', [accord.apps.check_ins.rules.states.State['SIGNED'], accord.apps.check_ins.rules.states.State['ACKNOWLEDGED']])), models.Q(models.Q(('state__in', [accord.apps.check_ins.rules.states.State['SIGNED'], accord.apps.check_ins.rules.states.State['ACKNOWLEDGED']]), _negated=True), ('signed_at', None)), _connector='OR'), name='check_in_signed_at_when_signed'), models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', False), ('state', accord.apps.check_ins.rules.states.State['ACKNOWLEDGED'])), models.Q(models.Q(('state', accord.apps.check_ins.rules.states.State['ACKNOWLEDGED']), _negated=True), ('acknowledged_at', None)), _connector='OR'), name='check_in_acknowledged_at_when_so'), models.CheckConstraint(condition=models.Q(('confidence_share', None), models.Q(('confidence_share__gt', 0), ('confidence_share__lt', 1)), _connector='OR'), name='check_in_confidence_is_a_chance')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='check_ins.checkin')),
                ('text', models.CharField(max_length=600)),
                ('status', models.CharField(max_length=12)),
                ('confidence_share', models.FloatField(blank=True, null=True)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['signed_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', [accord.apps.check_ins.rules.states.Status['ON_TRACK'], accord.apps.check_ins.rules.states.Status['CAUTION'], accord.apps.check_ins.rules.states.Status['OFF_TRACK']])), name='check_correction_status_known'), models.CheckConstraint(condition=models.Q(('confidence_share', None), models.Q(('confidence_share__gt', 0), ('confidence_share__lt', 1)), _connector='OR'), name='correction_confidence_is_a_chance')],
            },
        ),
    ]

"""None"""

import accord.apps.meetings.rules.states
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('promises', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveIntegerField(default=60)),
                ('place', models.CharField(blank=True, default='', max_length=300)),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(default=accord.apps.meetings.rules.states.State['PLANNED'], max_length=12)),
                ('reason', models.TextField(blank=True, default='')),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('attendees', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['state', 'starts_at'], name='meeting_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'cancelled'])), name='meeting_state_known'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='meeting_has_minutes')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='meetings.meeting')),
                ('topic_kind', models.CharField(blank=True, default='', max_length=80)),
                ('topic_id', models.BigIntegerField(blank=True, null=True)),
                ('title', models.CharField(blank=True, default='', max_length=300)),
                ('position', models.PositiveIntegerField(default=0)),
                ('minutes', models.PositiveIntegerField(default=10)),
                ('outcome_kind', models.CharField(blank=True, default='', max_length=12)),
                ('outcome', models.TextField(blank=True, default='')),
                ('promise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='promises.promise')),
                ('state', models.CharField(default=accord.apps.meetings.rules.states.ItemState['OPEN'], max_length=12)),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='meetings.agendaitem')),
                ('times_carried', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['meeting_id', 'position', 'pk'],
                'indexes': [models.Index(fields=['topic_kind', 'topic_id'], name='agenda_item_by_topic')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', accord.apps.meetings.rules.states.ItemState['OPEN']), ('topic_id__isnull', False)), fields=('topic_kind', 'topic_id'), name='agenda_topic_open_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'done', 'taken_off', 'carried'])), name='agenda_item_state_known'), models.CheckConstraint(condition=models.Q(('outcome_kind__in', ['', 'decision', 'promise', 'parked'])), name='agenda_item_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', accord.apps.meetings.rules.states.ItemState['DONE']), models.Q(('outcome_kind', ''), _negated=True)), models.Q(models.Q(('state', accord.apps.meetings.rules.states.ItemState['DONE']), _negated=True), ('outcome_kind', '')), _connector='OR'), name='agenda_item_done_has_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('topic_id', None), ('topic_kind', ''), models.Q(('title', ''), _negated=True)), models.Q(models.Q(('topic_kind', ''), _negated=True), ('topic_id__isnull', False)), _connector='OR'), name='agenda_item_topic_or_title'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='agenda_item_has_minutes')],
            },
        ),
    ]

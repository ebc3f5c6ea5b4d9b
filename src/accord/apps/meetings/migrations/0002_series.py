"""None"""

import accord.apps.meetings.rules.presence
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_initial'),
        ('people', '0002_cache'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reply', models.CharField(blank=True, default='', max_length=8)),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('presence', models.CharField(blank=True, default='', max_length=12)),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('side', models.CharField(blank=True, default='', max_length=16)),
                ('said_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['meeting_id', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='attendance_once'), models.CheckConstraint(condition=models.Q(('reply__in', ['', 'yes', 'no'])), name='attendance_reply_known'), models.CheckConstraint(condition=models.Q(('presence__in', ['', 'present', 'absent', 'represented'])), name='attendance_presence_known'), models.CheckConstraint(condition=models.Q(models.Q(('deputy__isnull', False), ('presence', accord.apps.meetings.rules.presence.Presence['REPRESENTED'])), models.Q(models.Q(('presence', accord.apps.meetings.rules.presence.Presence['REPRESENTED']), _negated=True), ('deputy', None)), _connector='OR'), name='attendance_deputy_if_represented')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('about_kind', models.CharField(blank=True, default='', max_length=80)),
                ('about_id', models.BigIntegerField(blank=True, null=True)),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.CharField(blank=True, default='', max_length=300)),
                ('minutes', models.PositiveIntegerField(default=60)),
                ('needs_sides', models.JSONField(blank=True, default=accord.apps.meetings.rules.presence.both_sides)),
                ('zone', models.CharField(max_length=64)),
                ('first_date', models.DateField()),
                ('start_time', models.TimeField()),
                ('rule', models.CharField(max_length=300)),
                ('ended_date', models.DateField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('people', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['title', 'pk'],
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='series_by_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='series_has_minutes'), models.CheckConstraint(condition=models.Q(models.Q(('about_id', None), ('about_kind', '')), models.Q(models.Q(('about_kind', ''), _negated=True), ('about_id__isnull', False)), _connector='OR'), name='series_about_whole')],
            },
        ),
        migrations.CreateModel(
            name='FeedToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.department')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.series')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('read_date', models.DateField(blank=True, null=True)),
                ('body_digest', models.CharField(blank=True, default='', max_length=64)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('department', None), ('series', None), _connector='OR'), name='feed_of_one_thing'), models.UniqueConstraint(condition=models.Q(('department', None), ('revoked_at', None), ('series', None)), fields=('person',), name='feed_once_own'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person', 'department'), name='feed_once_department'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person', 'series'), name='feed_once_series')],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='about_id',
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='about_kind',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='meeting',
            name='is_off_rule',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='meeting',
            name='moved_from',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='needs_sides',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='meeting',
            name='occurrence_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.series'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('series', 'occurrence_at'), name='meeting_once_per_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('occurrence_at', None), ('series', None)), models.Q(('occurrence_at__isnull', False), ('series__isnull', False)), _connector='OR'), name='meeting_of_series_has_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about_id', None), ('about_kind', '')), models.Q(models.Q(('about_kind', ''), _negated=True), ('about_id__isnull', False)), _connector='OR'), name='meeting_about_whole'),
        ),
    ]

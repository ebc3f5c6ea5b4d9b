"""None"""

import accord.apps.expectations.rules.words
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
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.BigIntegerField(default=0)),
                ('number', models.PositiveIntegerField(default=1)),
                ('note', models.TextField(blank=True, default='')),
                ('currency', models.CharField(max_length=3)),
                ('base_date', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deadline_at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=16)),
                ('state', models.CharField(default=accord.apps.expectations.rules.words.State['OPEN'], max_length=12)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('cause', models.CharField(blank=True, default='', max_length=12)),
                ('trouble', models.TextField(blank=True, default='')),
                ('is_latest', models.BooleanField(default=False)),
                ('payoff_gap', models.FloatField(blank=True, null=True)),
                ('benefit_gap', models.FloatField(blank=True, null=True)),
                ('cost_gap', models.FloatField(blank=True, null=True)),
                ('never_gap', models.FloatField(blank=True, null=True)),
                ('size', models.FloatField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'deadline_at'], name='round_by_deadline'), models.Index(fields=['is_latest', '-size'], name='round_by_size'), models.Index(fields=['is_latest', 'about_kind', 'about_id', 'size', 'payoff_gap', 'benefit_gap', 'cost_gap'], name='round_latest_gaps')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'revealed', 'called_off'])), name='round_state_known'), models.CheckConstraint(condition=models.Q(('about_kind__in', ('initiatives.initiative', 'goals.goal', 'organisation'))), name='round_subject_known'), models.CheckConstraint(condition=models.Q(models.Q(('about_id', 0), ('about_kind', 'organisation')), models.Q(models.Q(('about_kind', 'organisation'), _negated=True), ('about_id__gt', 0)), _connector='OR'), name='round_subject_whole'), models.UniqueConstraint(condition=models.Q(('state', accord.apps.expectations.rules.words.State['OPEN'])), fields=('about_kind', 'about_id'), name='round_open_once'), models.UniqueConstraint(condition=models.Q(('is_latest', True)), fields=('about_kind', 'about_id'), name='round_latest_once'), models.UniqueConstraint(fields=('about_kind', 'about_id', 'number'), name='round_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('revealed_at__isnull', False), ('state', accord.apps.expectations.rules.words.State['REVEALED'])), models.Q(models.Q(('state', accord.apps.expectations.rules.words.State['REVEALED']), _negated=True), ('is_latest', False), ('revealed_at', None)), _connector='OR'), name='round_revealed_at_when_revealed')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.BigIntegerField(default=0)),
                ('question', models.CharField(max_length=12)),
                ('payoff_date', models.DateField(blank=True, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(blank=True, default='', max_length=3)),
                ('source', models.TextField(blank=True, default='')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-recorded_at', '-pk'],
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='outcome_by_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('about_kind', 'about_id', 'question'), name='outcome_once'), models.CheckConstraint(condition=models.Q(models.Q(('amount', None), ('currency', ''), ('payoff_date__isnull', False), ('question', accord.apps.expectations.rules.words.Question['PAYOFF'])), models.Q(models.Q(('question', accord.apps.expectations.rules.words.Question['PAYOFF']), _negated=True), ('amount__isnull', False), ('payoff_date', None), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='outcome_fits_question')],
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='expectations.round')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('side', models.CharField(max_length=12)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['side', 'pk'],
                'indexes': [models.Index(fields=['person', 'answered_at'], name='asked_by_person')],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='asked_once'), models.CheckConstraint(condition=models.Q(('side__in', ['business', 'it', 'finance'])), name='asked_side_known'), models.CheckConstraint(condition=models.Q(('answered_at', None), ('declined_at', None), _connector='OR'), name='asked_answers_or_declines')],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='expectations.round')),
                ('question', models.CharField(max_length=12)),
                ('perception', models.CharField(default=accord.apps.expectations.rules.words.Perception['UNKNOWN'], max_length=12)),
                ('unaware', models.JSONField(default=list)),
                ('gap', models.FloatField(blank=True, null=True)),
                ('size', models.FloatField(blank=True, null=True)),
                ('trimmed_gap', models.FloatField(blank=True, null=True)),
                ('wasserstein', models.FloatField(blank=True, null=True)),
                ('overlap', models.FloatField(blank=True, null=True)),
                ('business_first_share', models.FloatField(blank=True, null=True)),
                ('figures', models.JSONField(default=dict)),
                ('method', models.CharField(default='', max_length=40)),
            ],
            options={
                'ordering': ['round_id', 'pk'],
                'indexes': [models.Index(fields=['perception', 'round'], name='comparison_by_perception'), models.Index(fields=['question', 'size', 'round'], name='comparison_by_size')],
                'constraints': [models.UniqueConstraint(fields=('round', 'question'), name='comparison_once'), models.CheckConstraint(condition=models.Q(('perception__in', ['aligned', 'real', 'hidden', 'phantom', 'unknown'])), name='comparison_perception_known')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='expectations.asked')),
                ('sealed', models.TextField()),
                ('key_id', models.CharField(max_length=16)),
                ('receipt', models.CharField(max_length=64)),
                ('wording', models.TextField(blank=True, default='')),
                ('is_unreadable', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['receipt'],
            },
        ),
        migrations.CreateModel(
            name='LinkCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='expectations.asked')),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveIntegerField(default=0)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forecasts', to='expectations.answer')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forecasts', to='expectations.round')),
                ('side', models.CharField(max_length=12)),
                ('question', models.CharField(max_length=12)),
                ('low', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('likely', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('high', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('guess', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('never_share', models.FloatField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['round_id', 'question', 'side', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('answer', 'question'), name='forecast_once'), models.CheckConstraint(condition=models.Q(('question__in', ['payoff', 'benefit', 'cost'])), name='forecast_question_known')],
            },
        ),
    ]

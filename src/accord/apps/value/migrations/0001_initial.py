"""Cases, postings, effects and releases."""


import accord.apps.value.rules.words
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('goals', '0001_initial'),
        ('initiatives', '0002_statements'),
        ('people', '0002_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('total_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('aside_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('total_days', models.DecimalField(blank=True, decimal_places=1, max_digits=12, null=True)),
                ('aside_days', models.DecimalField(blank=True, decimal_places=1, max_digits=12, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
            ],
            options={
                'ordering': ['-from_date', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BudgetUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('days', models.DecimalField(blank=True, decimal_places=1, max_digits=12, null=True)),
                ('words', models.CharField(max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='value.budget')),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='initiatives.initiative')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['budget_id', 'date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('risk_share', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ('review_months', models.PositiveSmallIntegerField(default=3)),
                ('is_research', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case', to='initiatives.initiative')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(default=accord.apps.value.rules.words.CaseState['DRAFT'], max_length=12)),
                ('start_month', models.DateField()),
                ('horizon_months', models.PositiveSmallIntegerField(default=36)),
                ('currency', models.CharField(max_length=3)),
                ('discount_share', models.DecimalField(decimal_places=4, max_digits=6)),
                ('baseline_value', models.FloatField(blank=True, null=True)),
                ('baseline_date', models.DateField(blank=True, null=True)),
                ('baseline_source', models.CharField(blank=True, default='', max_length=300)),
                ('target_value', models.FloatField(blank=True, null=True)),
                ('target_date', models.DateField(blank=True, null=True)),
                ('counterfactual', models.TextField(blank=True, default='', max_length=4000)),
                ('nothing_words', models.TextField(blank=True, default='', max_length=4000)),
                ('nothing_low', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('nothing_likely', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('nothing_high', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('switched_off', models.TextField(blank=True, default='', max_length=4000)),
                ('exit_rule', models.TextField(blank=True, default='', max_length=4000)),
                ('skipped', models.JSONField(blank=True, default=dict)),
                ('adoption_low', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('adoption_likely', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('adoption_high', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('shift_low', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ('shift_likely', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ('shift_high', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ('cost_class', models.CharField(blank=True, default='', max_length=40)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('created_at', models.DateTimeField()),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('benefit_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='value.case')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.measure')),
                ('offered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['case_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_key', models.CharField(blank=True, default='', max_length=32)),
                ('from_date', models.DateField()),
                ('announced_date', models.DateField(blank=True, null=True)),
                ('direction', models.CharField(default=accord.apps.value.rules.words.Direction['UP'], max_length=4)),
                ('promised_change', models.FloatField(blank=True, null=True)),
                ('unit_amount', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ('currency', models.CharField(blank=True, default='', max_length=3)),
                ('rhythm', models.CharField(default=accord.apps.value.rules.words.Rhythm['MONTHLY'], max_length=12)),
                ('why_then', models.TextField(blank=True, default='', max_length=4000)),
                ('other_events', models.TextField(blank=True, default='', max_length=4000)),
                ('is_by_lot', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='initiatives.initiative')),
            ],
            options={
                'ordering': ['initiative_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_key', models.CharField(blank=True, default='', max_length=32)),
                ('title', models.CharField(max_length=200)),
                ('question', models.TextField(max_length=4000)),
                ('side', models.CharField(blank=True, default='', max_length=16)),
                ('asked_at', models.DateTimeField()),
                ('answer_by_date', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, default='', max_length=4000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('verdict', models.CharField(blank=True, default='', max_length=12)),
                ('reason', models.TextField(blank=True, default='', max_length=4000)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answerer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenges', to='initiatives.initiative')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='value.claim')),
            ],
            options={
                'ordering': ['initiative_id', 'asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('closed_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-month', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(max_length=12)),
                ('date', models.DateField()),
                ('how', models.CharField(max_length=12)),
                ('words', models.TextField(blank=True, default='', max_length=4000)),
                ('recorded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='involvements', to='initiatives.initiative')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['initiative_id', 'date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32)),
                ('position', models.PositiveIntegerField()),
                ('flow', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('rhythm', models.CharField(default=accord.apps.value.rules.words.Rhythm['MONTHLY'], max_length=12)),
                ('from_month', models.DateField()),
                ('to_month', models.DateField(blank=True, null=True)),
                ('low', models.DecimalField(decimal_places=2, max_digits=20)),
                ('likely', models.DecimalField(decimal_places=2, max_digits=20)),
                ('high', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(max_length=3)),
                ('note', models.TextField(blank=True, default='', max_length=4000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='value.caseversion')),
            ],
            options={
                'ordering': ['of_id', 'flow', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.CharField(max_length=12)),
                ('flow', models.CharField(max_length=12)),
                ('month', models.DateField()),
                ('date', models.DateField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(max_length=3)),
                ('books', models.CharField(blank=True, default='', max_length=200)),
                ('posting_id', models.CharField(blank=True, default='', max_length=200)),
                ('words', models.CharField(blank=True, default='', max_length=500)),
                ('account', models.CharField(blank=True, default='', max_length=200)),
                ('line_key', models.CharField(blank=True, default='', max_length=32)),
                ('source', models.CharField(default=accord.apps.value.rules.words.Source['HAND'], max_length=12)),
                ('batch', models.CharField(blank=True, default='', max_length=80)),
                ('posted_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='value.posting')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='initiatives.initiative')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.measure')),
                ('posted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['month', 'date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('against', models.CharField(max_length=3)),
                ('date', models.DateField()),
                ('rate', models.DecimalField(decimal_places=8, max_digits=20)),
                ('source', models.CharField(max_length=300)),
                ('entered_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['currency', 'against', '-date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_date', models.DateField()),
                ('held_date', models.DateField(blank=True, null=True)),
                ('way', models.CharField(blank=True, default='', max_length=12)),
                ('reason', models.TextField(blank=True, default='', max_length=4000)),
                ('recorded_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('held_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='value_reviews', to='initiatives.initiative')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['initiative_id', 'due_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('unit', models.CharField(blank=True, default='', max_length=40)),
                ('source', models.CharField(blank=True, default='', max_length=300)),
                ('created_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='series', to='goals.measure')),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('value', models.FloatField()),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='value.series')),
            ],
            options={
                'ordering': ['series_id', 'date'],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(default=accord.apps.value.rules.words.Role['UNIT'], max_length=12)),
                ('why', models.TextField(blank=True, default='', max_length=4000)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='value.claim')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='value.series')),
            ],
            options={
                'ordering': ['claim_id', 'role', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='value.series'),
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(max_length=12)),
                ('digest', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='value.caseversion')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['of_id', 'signed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=20)),
                ('currency', models.CharField(max_length=3)),
                ('must_show', models.TextField(max_length=4000)),
                ('due_date', models.DateField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='value.case')),
            ],
            options={
                'ordering': ['case_id', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(default=accord.apps.value.rules.words.ReleaseState['ASKED'], max_length=12)),
                ('asked_amount', models.DecimalField(decimal_places=2, max_digits=20)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('currency', models.CharField(max_length=3)),
                ('shown', models.TextField(max_length=4000)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, default='', max_length=4000)),
                ('evidence', models.JSONField(blank=True, default=dict)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='value.caseversion')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='value.stage')),
            ],
            options={
                'ordering': ['stage_id', 'asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Study',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('as_of', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('inputs_digest', models.CharField(max_length=64)),
                ('results', models.JSONField(default=list)),
                ('method', models.CharField(blank=True, default='', max_length=40)),
                ('estimate', models.FloatField(blank=True, null=True)),
                ('low', models.FloatField(blank=True, null=True)),
                ('high', models.FloatField(blank=True, null=True)),
                ('periods', models.PositiveIntegerField(default=0)),
                ('grade', models.CharField(default=accord.apps.value.rules.words.Grade['D'], max_length=1)),
                ('credited_share', models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ('do_agree', models.BooleanField(null=True)),
                ('headline', models.CharField(blank=True, default='', max_length=40)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='studies', to='value.claim')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'studies',
                'ordering': ['claim_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=3, max_digits=4)),
                ('reason', models.TextField()),
                ('signed_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='value.claim')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='value.study')),
            ],
            options={
                'ordering': ['claim_id', '-signed_at', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__gte', models.F('from_date'))), name='budget_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='budgetuse',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', False), ('days__isnull', False), _connector='OR'), name='budget_use_of_something'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='case_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'offered'])), fields=('case',), name='case_version_open_once'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'signed')), fields=('case',), name='case_version_signed_once'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'signed', 'replaced'])), name='case_version_state_known'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('state', accord.apps.value.rules.words.CaseState['DRAFT']), models.Q(models.Q(('digest', ''), _negated=True), ('offered_at__isnull', False)), _connector='OR'), name='case_version_offered_with_digest'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('start_month__day', 1)), name='case_version_first_of_month'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('discount_share__gt', -1), ('discount_share__lte', 1)), name='case_version_rate_known'),
        ),
        migrations.AddIndex(
            model_name='challenge',
            index=models.Index(fields=['answerer', 'answered_at'], name='challenge_by_answerer'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'stands', 'change', 'struck'])), name='challenge_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('answered_by')), _negated=True), _connector='OR'), name='challenge_two_people'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.UniqueConstraint(condition=models.Q(('opened_at', None)), fields=('month',), name='closing_once'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='closing_first_of_month'),
        ),
        migrations.AddIndex(
            model_name='involvement',
            index=models.Index(fields=['initiative', 'side', 'date'], name='involvement_by_side'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.CheckConstraint(condition=models.Q(('how__in', ['told', 'wrote', 'signed', 'challenged', 'posted', 'released'])), name='involvement_how_known'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['business', 'it', 'finance'])), name='involvement_side_known'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('of', 'key'), name='case_line_key_once'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('flow__in', ['cost', 'benefit'])), name='case_line_flow_known'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('rhythm__in', ['once', 'monthly', 'quarterly', 'yearly'])), name='case_line_rhythm_known'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('high__gte', models.F('likely')), ('likely__gte', models.F('low')), ('low__gte', 0)), name='case_line_in_order'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('from_month__day', 1), models.Q(('to_month', None), models.Q(('to_month__day', 1), ('to_month__gte', models.F('from_month'))), _connector='OR')), name='case_line_months'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['initiative', 'entry', 'flow', 'month'], name='posting_by_initiative'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['month', 'initiative'], name='posting_by_month'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['batch'], name='posting_by_batch'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('posting_id', ''), _negated=True), ('removed_at', None)), fields=('books', 'posting_id'), name='posting_id_once'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('entry__in', ['committed', 'actual'])), name='posting_entry_known'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('flow__in', ['cost', 'benefit'])), name='posting_flow_known'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['hand', 'file', 'measure'])), name='posting_source_known'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='posting_first_of_month'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('currency', 'against', 'date'), name='rate_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='rate_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('currency', models.F('against')), _negated=True), name='rate_of_two_currencies'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['held_date', 'due_date'], name='review_by_day'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['', 'continue', 'adjust', 'scale', 'stop'])), name='review_way_known'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_date', None), ('way', '')), models.Q(('held_date__isnull', False), models.Q(('way', ''), _negated=True)), _connector='OR'), name='review_says_what'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('held_date', None), ('removed_at', None)), fields=('initiative',), name='review_open_once'),
        ),
        migrations.AddConstraint(
            model_name='point',
            constraint=models.UniqueConstraint(fields=('series', 'date'), name='point_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=models.UniqueConstraint(fields=('claim', 'series'), name='comparison_series_once'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['unit', 'predictor'])), name='comparison_role_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('initiative', 'series'), name='claim_once_a_series'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('direction__in', ['up', 'down'])), name='claim_direction_known'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('of', 'side'), name='signature_side_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('of', 'person'), name='signature_person_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['business', 'it', 'finance'])), name='signature_side_known'),
        ),
        migrations.AddConstraint(
            model_name='stage',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('case', 'position'), name='money_stage_position_once'),
        ),
        migrations.AddConstraint(
            model_name='stage',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='money_stage_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'decided'])), fields=('stage',), name='release_open_once'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'decided', 'released', 'refused', 'withdrawn'])), name='release_state_known'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='release_asker_does_not_decide'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(models.Q(('confirmed_by', models.F('asked_by')), _negated=True), models.Q(('confirmed_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='release_second_person'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', accord.apps.value.rules.words.ReleaseState['RELEASED']), ('amount__isnull', False), ('released_at__isnull', False)), models.Q(models.Q(('state', accord.apps.value.rules.words.ReleaseState['RELEASED']), _negated=True), ('released_at', None)), _connector='OR'), name='release_says_when'),
        ),
        migrations.AddConstraint(
            model_name='study',
            constraint=models.UniqueConstraint(fields=('claim', 'number'), name='study_number_once'),
        ),
        migrations.AddConstraint(
            model_name='study',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['A', 'B', 'C', 'D'])), name='study_grade_known'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('claim',), name='credit_once'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 1)), name='credit_share_known'),
        ),
    ]

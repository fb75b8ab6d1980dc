

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('organs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('identical', models.JSONField(default=list)),
                ('refused', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
            ],
            options={
                'ordering': ['-at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('version', models.PositiveSmallIntegerField(null=True)),
                ('current', models.BooleanField(default=False)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('waiting', models.BooleanField(default=True)),
                ('reading', models.JSONField(default=dict)),
                ('text', models.TextField(blank=True)),
                ('engine', models.CharField(blank=True, max_length=20)),
                ('read_at', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField()),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='oversight.intake')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('organ', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='organs.organ')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
            ],
            options={
                'ordering': ['-taken_at', 'file_name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('rule', models.CharField(max_length=20)),
                ('severity', models.CharField(choices=[('error', 'error'), ('warn', 'warn'), ('info', 'info')], max_length=5)),
                ('message', models.TextField()),
                ('where', models.CharField(blank=True, max_length=200)),
                ('expected', models.CharField(max_length=300, null=True)),
                ('found', models.CharField(max_length=300, null=True)),
                ('hint', models.TextField(blank=True)),
                ('basis', models.TextField(blank=True)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='oversight.paper')),
            ],
            options={
                'ordering': ['paper', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.CharField(max_length=60)),
                ('value', models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='oversight.paper')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('asked', models.JSONField()),
                ('due_on', models.DateField(verbose_name='整改期限')),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='办结说明')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='oversight.paper')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('verdict', models.CharField(choices=[('confirmed', '确认'), ('dismissed', '不属实'), ('withdrawn', '撤回判断')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['organ', 'year', 'fingerprint'], name='judgement_of_finding')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict', 'confirmed'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='judgement_against_a_finding_has_its_reason')],
            },
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(condition=models.Q(('waiting', True)), fields=['taken_at'], name='paper_waiting'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('current', False), ('organ', None), ('version', None), ('year', None)), models.Q(('organ__isnull', False), ('version__isnull', False), ('year__isnull', False)), _connector='OR'), name='paper_has_organ_year_and_version_together'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('organ', 'year', 'version'), name='paper_version_once'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('organ', 'year'), name='paper_current_once'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('office', 'sha256'), name='paper_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('engine', ''), ('read_at', None)), models.Q(('read_at__isnull', False), models.Q(('engine', ''), _negated=True)), _connector='OR'), name='paper_has_an_engine_exactly_when_it_was_read'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['rule', 'severity'], name='issue_of_rule'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('paper', 'position'), name='issue_position_once'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['paper', 'cell'], name='correction_of_cell'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('note', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='round_is_closed_by_somebody_at_some_time_with_a_note'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('organ', 'year'), name='round_open_once'),
        ),
    ]

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import { useErrorText, useLocale } from '@shop-platform/ui-kit';
import { useId, useState } from 'react';
import { analyticsApiRef } from '../../api';
import { dayText, periodOfDays, shiftDays } from '../../model/days';
import { analyticsTranslationRef } from '../../translation';
import styles from './PipelinesPage.module.css';

function DayField(props: {
  label: string;
  value: string;
  max: string;
  problemId?: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="date"
        className={styles.input}
        value={props.value}
        max={props.max}
        aria-invalid={props.problemId ? true : undefined}
        aria-describedby={props.problemId}
        onChange={event => props.onChange(event.target.value)}
      />
    </div>
  );
}

/**
 * Which tables and days are copied again; it says what that does before it does it.
 * Where the tables are not known, it is all of them.
 */
export function BackfillDialog(props: {
  pipeline: string;
  tables: readonly string[];
  onStarted: (run: PipelineRun) => void;
  onClose: () => void;
}) {
  const { pipeline, tables, onStarted, onClose } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const api = useApi(analyticsApiRef);
  const errorText = useErrorText();
  const problemId = useId();
  const [now] = useState(() => new Date());
  const yesterday = dayText(shiftDays(now, -1));
  const [first, setFirst] = useState(yesterday);
  const [last, setLast] = useState(yesterday);
  const [chosen, setChosen] = useState<string[]>([...tables]);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const period = periodOfDays(first, last, now);
  const problem =
    tables.length > 0 && chosen.length === 0
      ? t('backfill.noTables')
      : period.problem && t(`backfill.${period.problem}`);
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });

  const start = async () => {
    if (problem || period.problem) {
      return;
    }
    setSending(true);
    setFailure(undefined);
    try {
      onStarted(
        await api.backfillPipeline(
          { pipeline },
          {
            from: period.from.toISOString(),
            to: period.to.toISOString(),
            ...(chosen.length < tables.length && { tables: chosen }),
          },
        ),
      );
    } catch (error) {
      setFailure(errorText(error));
      setSending(false);
    }
  };

  return (
    <Dialog
      isOpen
      width="min(36rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('backfill.title', { name: pipeline })}</DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          {tables.length > 0 && (
            <CheckboxGroup
              label={t('backfill.tables')}
              value={chosen}
              onChange={setChosen}
            >
              {tables.map(table => (
                <Checkbox key={table} value={table}>
                  {table}
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
          <div className={styles.fields}>
            <DayField
              label={t('backfill.first')}
              value={first}
              max={dayText(now)}
              problemId={problem ? problemId : undefined}
              onChange={setFirst}
            />
            <DayField
              label={t('backfill.last')}
              value={last}
              max={dayText(now)}
              problemId={problem ? problemId : undefined}
              onChange={setLast}
            />
          </div>
          {problem || period.problem ? (
            <p id={problemId} role="alert" className={styles.problem}>
              {problem}
            </p>
          ) : (
            <p className={styles.note}>
              {t('backfill.does', {
                tables:
                  chosen.length > 0
                    ? new Intl.ListFormat(locale).format(chosen)
                    : t('backfill.allTables'),
                period: time.formatRange(period.from, period.to),
              })}
            </p>
          )}
          {failure && (
            <p role="alert" className={styles.problem}>
              {failure}
            </p>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isDisabled={Boolean(problem)}
          isPending={isSending}
          onPress={start}
        >
          {t('backfill.start')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('explorer.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

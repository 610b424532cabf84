import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { type FormEvent, useId, useState } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { formatSpan } from '../../lib/dates';
import { uiKitTranslationRef } from '../../translation';
import { fromLocalInput, toLocalInput } from './localInput';
import styles from './TimeRangePicker.module.css';

type Span = { from: Date; to: Date };

function DateTimeField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  errorId?: string;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="datetime-local"
        step="1"
        className={styles.input}
        value={props.value}
        aria-invalid={props.errorId ? true : undefined}
        aria-describedby={props.errorId}
        onChange={event => props.onChange(event.target.value)}
      />
    </div>
  );
}

/** From and to in the viewer's zone, with the same span in UTC below. */
export function AbsoluteRangeForm(props: {
  initial: Span;
  onApply: (span: Span) => void;
}) {
  const { initial, onApply } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const problemId = useId();
  const [fromText, setFromText] = useState(() => toLocalInput(initial.from));
  const [toText, setToText] = useState(() => toLocalInput(initial.to));
  const [problem, setProblem] = useState<string>();

  const from = fromLocalInput(fromText);
  const to = fromLocalInput(toText);
  const isWhole = from !== undefined && to !== undefined && from < to;
  const zone = new Intl.DateTimeFormat(locale).resolvedOptions().timeZone;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) {
      setProblem(undefined);
      onApply({ from, to });
    } else {
      setProblem(
        from && to ? t('timeRange.reversed') : t('timeRange.incomplete'),
      );
    }
  };
  const errorId = problem ? problemId : undefined;

  return (
    // The form tells what is wrong in the language of the page.
    <form className={styles.section} onSubmit={submit} noValidate>
      <fieldset className={styles.fields}>
        <legend>{t('timeRange.absolute', { zone })}</legend>
        <DateTimeField
          label={t('timeRange.from')}
          value={fromText}
          onChange={setFromText}
          errorId={errorId}
        />
        <DateTimeField
          label={t('timeRange.to')}
          value={toText}
          onChange={setToText}
          errorId={errorId}
        />
      </fieldset>
      {isWhole && (
        <p className={styles.hint}>
          {t('timeRange.utc', {
            range: formatSpan(from, to, { locale, timeZone: 'UTC' }),
          })}
        </p>
      )}
      {problem && (
        <p id={problemId} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <Button type="submit" size="small" variant="secondary">
        {t('timeRange.apply')}
      </Button>
    </form>
  );
}

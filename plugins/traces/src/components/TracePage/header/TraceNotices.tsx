import { Alert } from '@backstage/ui';
import { type TraceModel } from '../../../model/trace';
import { type TraceText } from '../hooks/useTraceText';
import styles from './TraceHeader.module.css';

/** What may be missing, the gravest first. */
function warningsOf({ trace, nodes }: TraceModel, text: TraceText): string[] {
  const { t, locale } = text;
  const silent = trace.sources.filter(({ state }) => state === 'failed');
  const sources = new Intl.ListFormat(locale).format(
    silent.map(({ title }) => title),
  );
  return [
    ...(silent.length > 0 ? [t('tracePage.notice.sources', { sources })] : []),
    ...silent.flatMap(({ message }) => message ?? []),
    ...(trace.truncated
      ? [
          t('tracePage.notice.truncated', {
            shown: nodes.length.toLocaleString(locale),
            total: trace.spanCount.toLocaleString(locale),
          }),
          t('tracePage.notice.truncatedAdvice'),
        ]
      : []),
  ];
}

function remarksOf(model: TraceModel, { t }: TraceText): string[] {
  const { restrictedCount, oddCount } = model;
  return [
    ...(restrictedCount > 0
      ? [t('tracePage.notice.restricted', { count: restrictedCount })]
      : []),
    ...(oddCount > 0 ? [t('tracePage.notice.odd', { count: oddCount })] : []),
  ];
}

/** What is not as it should be with the trace: said before anybody counts on it. */
export function TraceNotices(props: { model: TraceModel; text: TraceText }) {
  const { model, text } = props;
  const [title, ...description] = warningsOf(model, text);
  const remarks = remarksOf(model, text);
  return (
    <>
      {title && (
        <Alert
          role="status"
          status="warning"
          icon
          title={title}
          description={description.map(line => (
            <p key={line} className={styles.line}>
              {line}
            </p>
          ))}
        />
      )}
      {remarks.length > 0 && (
        <p className={styles.remarks}>{remarks.join(' ')}</p>
      )}
    </>
  );
}

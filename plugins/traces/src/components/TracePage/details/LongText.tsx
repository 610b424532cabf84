import { useState } from 'react';
import { type TraceText } from '../hooks/useTraceText';
import styles from './SpanDetails.module.css';

const SHORT_LENGTH = 320;
/** More text than this stalls the browser, and nobody reads it here. */
const MOST_LENGTH = 20_000;

/** A text of any length, of which only so much is ever on the page. */
export function LongText(props: {
  children: string;
  shortLength?: number;
  text: TraceText;
}) {
  const { children, shortLength = SHORT_LENGTH, text } = props;
  const { t, locale } = text;
  const [isOpen, setIsOpen] = useState(false);
  if (children.length <= shortLength) {
    return <>{children}</>;
  }
  const isTooLong = children.length > MOST_LENGTH;
  const length = children.length.toLocaleString(locale);
  const more = isTooLong
    ? t('tracePage.value.showMore', {
        shown: MOST_LENGTH.toLocaleString(locale),
        length,
      })
    : t('tracePage.value.showAll', { length });
  return (
    <>
      {children.slice(0, isOpen ? MOST_LENGTH : shortLength)}
      {(!isOpen || isTooLong) && '…'}
      {isOpen && isTooLong && (
        <span className={styles.rest}>{t('tracePage.value.rest')}</span>
      )}
      <button
        type="button"
        className={styles.more}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? t('tracePage.value.showLess') : more}
      </button>
    </>
  );
}

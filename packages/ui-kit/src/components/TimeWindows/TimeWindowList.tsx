import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { type TimeWindow, type TimeWindows } from '../../api/TimeWindowsApi';
import { useErrorText } from '../../hooks/useErrorText';
import { useLocale } from '../../hooks/useLocale';
import { formatSpan } from '../../lib/dates';
import { type AsyncState } from '../../model/asyncState';
import { uiKitTranslationRef } from '../../translation';
import { ClockTime } from '../Time/ClockTime';
import styles from './TimeWindows.module.css';

function Entry({ window }: { window: TimeWindow }) {
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const { title, href, from, to } = window;
  return (
    <li>
      {href ? <Link href={href}>{title}</Link> : title}{' '}
      <span className={styles.when}>
        {to
          ? formatSpan(from, to, { locale })
          : t('windows.since', { time: <ClockTime date={from} /> })}
      </span>
    </li>
  );
}

/**
 * What was done to the platform meanwhile, with a link to each; nothing when
 * there was nothing, and a word when it could not be read.
 *
 * @public
 */
export function TimeWindowList(props: { state: AsyncState<TimeWindows> }) {
  const { state } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const errorText = useErrorText();

  if (state.status === 'error') {
    return (
      <p role="status" className={styles.note}>
        {t('windows.failed', { reason: errorText(state.error) })}
      </p>
    );
  }
  if (state.status === 'loading' || state.value.windows.length === 0) {
    return undefined;
  }
  return (
    <section aria-label={t('windows.title')} className={styles.windows}>
      <span>{t('windows.title')}</span>
      <ul>
        {state.value.windows.map(window => (
          <Entry key={window.id} window={window} />
        ))}
        {state.value.moreExist && <li>{t('windows.more')}</li>}
      </ul>
    </section>
  );
}

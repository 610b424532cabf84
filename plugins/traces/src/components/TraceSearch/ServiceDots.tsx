import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { type TraceRow } from '../../model/traceRow';
import { tracesTranslationRef } from '../../translation';
import { useServiceColor } from '../ServiceColors';
import styles from './TraceSearch.module.css';

/** As many as fit beside each other. */
const MOST_DOTS = 7;

/** The services of a trace as dots in their colours, with their span counts. */
export function ServiceDots(props: { services: TraceRow['services'] }) {
  const { services } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const colorOf = useServiceColor();
  const shown = services.slice(0, MOST_DOTS);
  const more = services.slice(MOST_DOTS);

  return (
    <ul className={styles.dots}>
      {shown.map(({ service, spanCount, errorCount }) => {
        const spans = t('list.serviceSpans', { service, count: spanCount });
        const text =
          errorCount > 0
            ? `${spans}, ${t('list.serviceErrors', { count: errorCount })}`
            : spans;
        return (
          <li key={service} title={text}>
            <span
              className={styles.dot}
              data-error={errorCount > 0 || undefined}
              style={{ background: colorOf(service) }}
            />
            <span aria-hidden="true">{spanCount}</span>
            <VisuallyHidden>{text}</VisuallyHidden>
          </li>
        );
      })}
      {more.length > 0 && (
        <li title={more.map(({ service }) => service).join(', ')}>
          <span aria-hidden="true">+{more.length}</span>
          <VisuallyHidden>
            {t('list.moreServices', { count: more.length })}
          </VisuallyHidden>
        </li>
      )}
    </ul>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ExplorerSchema } from '@shop-platform/backstage-plugin-analytics-common';
import {
  type AsyncState,
  useErrorText,
  SkeletonRows,
} from '@shop-platform/ui-kit';
import { analyticsTranslationRef } from '../../translation';
import styles from './ExplorerPage.module.css';

/** The tables that may be read, with their columns. */
export function SchemaList(props: { state: AsyncState<ExplorerSchema> }) {
  const { state } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const errorText = useErrorText();

  return (
    <section>
      <h2 className={styles.title}>{t('explorer.tables')}</h2>
      {state.status === 'loading' && <SkeletonRows count={4} />}
      {state.status === 'error' && (
        <p className={styles.quiet}>
          {t('explorer.noSchema')} {errorText(state.error)}
        </p>
      )}
      {state.status === 'ready' && state.value.tables.length === 0 && (
        <p className={styles.quiet}>
          {t('explorer.noTables', { key: <code>analytics.tables</code> })}
        </p>
      )}
      {state.status === 'ready' &&
        state.value.tables.map(({ name, comment, columns }) => (
          <details key={name} className={styles.table}>
            <summary>
              <code>{name}</code>
            </summary>
            {comment && <p className={styles.quiet}>{comment}</p>}
            <ul className={styles.columns}>
              {columns.map(column => (
                <li key={column.name} title={column.comment}>
                  <code>{column.name}</code>{' '}
                  <span className={styles.quiet}>{column.type}</span>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </section>
  );
}

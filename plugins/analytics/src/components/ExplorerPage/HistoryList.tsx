import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { analyticsTranslationRef } from '../../translation';
import styles from './ExplorerPage.module.css';

/** The queries that one has run in this browser. */
export function HistoryList(props: {
  history: readonly string[];
  onChoose: (sql: string) => void;
}) {
  const { history, onChoose } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  return (
    <section>
      <h2 className={styles.title}>{t('explorer.history')}</h2>
      {history.length === 0 && (
        <p className={styles.quiet}>{t('explorer.noHistory')}</p>
      )}
      <ul className={styles.history}>
        {history.map(sql => (
          <li key={sql}>
            <button type="button" title={sql} onClick={() => onChoose(sql)}>
              {sql.replace(/\s+/g, ' ')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

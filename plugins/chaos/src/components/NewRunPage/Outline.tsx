import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { outlineOf } from '../../model/standing';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** What a Workflow would do, step by step, while it is written. */
export function Outline({ text }: { text: string }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const lines = outlineOf(text);
  if (lines.length === 0) {
    return undefined;
  }
  return (
    <ol className={styles.list} aria-label={t('new.outline')}>
      {lines.map(({ name, type, depth, deadline }, index) => (
        <li
          key={index}
          style={{ marginInlineStart: `calc(${depth} * var(--bui-space-6))` }}
        >
          <strong>{name}</strong>{' '}
          <span className={styles.quiet}>
            {type || t('new.outlineMissing')}
            {deadline && `, ${deadline}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

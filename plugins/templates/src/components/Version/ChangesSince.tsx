import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type TemplateRelease } from '@shop-platform/backstage-plugin-templates-common';
import { templatesTranslationRef } from '../../translation';
import styles from './Version.module.css';

/** What each release that is not there yet changed, unfolded on demand. */
export function ChangesSince(props: {
  since: readonly TemplateRelease[];
  isOpen?: boolean;
}) {
  const { t } = useTranslationRef(templatesTranslationRef);

  return props.since.length === 0 ? null : (
    <details className={styles.changes} open={props.isOpen}>
      <summary>{t('changes.title')}</summary>
      {props.since.map(({ version, changes }) => (
        <div key={version}>
          <strong>{version}</strong>
          {/* In the language of the template's authors. */}
          <ul>
            {changes.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}

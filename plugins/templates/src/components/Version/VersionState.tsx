import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RelativeTime } from '@shop-platform/ui-kit';
import { type VersionedRendering } from '../../model/versions';
import { templatesTranslationRef } from '../../translation';
import styles from './Version.module.css';

/** Whether a version is the newest one, and how far it is behind. */
export function VersionState({ rendering }: { rendering: VersionedRendering }) {
  const { t } = useTranslationRef(templatesTranslationRef);
  const { newest, since, unknownSince } = rendering;
  const count = since.length;
  const known =
    count === 0 ? t('version.newest') : t('version.behind', { count });

  return (
    <>
      <span className={count > 0 ? styles.behind : styles.quiet}>
        {newest ? known : t('version.unknown')}
      </span>
      {unknownSince && (
        <div className={styles.quiet}>
          {t('version.since', {
            time: <RelativeTime date={new Date(unknownSince)} />,
          })}
        </div>
      )}
    </>
  );
}

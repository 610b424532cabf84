import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ChaosPreflight } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import styles from './NewRunPage.module.css';
import { OwnedBy } from './OwnedBy';

/** What depends on what is hit, with who says so, and why there may be more. */
export function Dependents(props: {
  preflight: Pick<ChaosPreflight, 'dependents' | 'unreadCallers'>;
}) {
  const { dependents, unreadCallers = [] } = props.preflight;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      {dependents.length > 0 ? (
        <ul className={styles.list} aria-label={t('check.dependents')}>
          {dependents.map(({ entity, title, knownBy, owners }) => (
            <li key={entity ?? title}>
              {entity ? (
                <EntityLink entityRef={entity} title={title} />
              ) : (
                <span>{title}</span>
              )}{' '}
              <span className={styles.quiet}>
                {t(`verdict.by.${knownBy.length > 1 ? 'both' : knownBy[0]}`)}
              </span>
              {owners && (
                <>
                  {' '}
                  <OwnedBy owners={owners} />
                </>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.quiet}>{t('check.noDependents')}</p>
      )}
      {unreadCallers.length > 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('check.unreadCallers')}
          description={unreadCallers.join('; ')}
        />
      )}
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { chaosTranslationRef } from '../../translation';
import { EntityLinks } from '../EntityLink';
import styles from './NewRunPage.module.css';

/** Whose a component is, by the catalog. */
export function OwnedBy({ owners }: { owners: readonly string[] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <span className={styles.quiet}>
      {owners.length > 0
        ? t('check.ownedBy', { owners: <EntityLinks entityRefs={owners} /> })
        : t('check.noOwner')}
    </span>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosPreflight } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import styles from './NewRunPage.module.css';
import { OwnedBy } from './OwnedBy';

/** The components that may be hit, each with the team to talk to. */
export function HitComponents(props: {
  components: NonNullable<ChaosPreflight['components']>;
}) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('check.components')}
      </Text>
      <ul className={styles.list} aria-label={t('check.components')}>
        {props.components.map(({ entity, title, owners }) => (
          <li key={entity}>
            <EntityLink entityRef={entity} title={title} />{' '}
            <OwnedBy owners={owners} />
          </li>
        ))}
      </ul>
    </>
  );
}

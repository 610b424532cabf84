import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { chaosTranslationRef } from '../../translation';
import { PersonName } from '../EntityLink';
import styles from './RunPage.module.css';

/** What happened, and who did it. */
export function RunEvents(props: { events: ChaosRunDetails['events'] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('details.events')}
      </Text>
      <ol className={styles.events}>
        {props.events.map(({ at, type, by, message }, index) => (
          <li key={index}>
            <span className={styles.name}>{t(`event.${type}`)}</span>
            {by !== undefined && (
              <>
                {', '}
                <PersonName person={by} />
              </>
            )}
            {', '}
            <RelativeTime date={new Date(at)} />
            {message && <span className={styles.note}>{message}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

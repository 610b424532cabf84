import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { type ChaosStandingRequest } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { askedFor } from '../../model/requests';
import { requestRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import { PersonName } from '../EntityLink';
import styles from './WaitingRequests.module.css';

function WaitingItem({ request }: { request: ChaosStandingRequest }) {
  const { id, kind, name, cluster, namespace, askedBy, approveBefore } =
    request;
  const { t } = useTranslationRef(chaosTranslationRef);
  const link = useRouteRef(requestRouteRef);
  return (
    <li className={styles.facts}>
      <Chip tone="warning">{t('request.state.waiting')}</Chip>
      <Link href={link?.({ id }) ?? '#'} weight="bold">
        {t(`request.${askedFor(request)}`, { kind, name })}
      </Link>
      <span>
        {cluster}, {namespace}
      </span>
      <span className={styles.quiet}>
        {t('approval.asked', { who: <PersonName person={askedBy} /> })}{' '}
        {t('approval.before', {
          time: <RelativeTime date={new Date(approveBefore)} />,
        })}
      </span>
    </li>
  );
}

/** The Schedules and Workflows that another person has to approve, where there are any. */
export function WaitingRequests(props: {
  requests: readonly ChaosStandingRequest[];
}) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  if (props.requests.length === 0) {
    return undefined;
  }
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
        {t('request.title')}
      </Text>
      <ul className={styles.waiting} aria-labelledby={titleId}>
        {props.requests.map(request => (
          <WaitingItem key={request.id} request={request} />
        ))}
      </ul>
    </section>
  );
}

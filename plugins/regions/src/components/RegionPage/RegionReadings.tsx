import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Text,
} from '@backstage/ui';
import {
  type Region,
  type RegionTraffic,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  useLocale,
} from '@shop-platform/ui-kit';
import { type ReactNode, useId } from 'react';
import { tracesRouteRef } from '../../routes';
import { regionsTranslationRef } from '../../translation';
import { DatabaseValue, GatewayValue, ReadingView } from '../Readings';
import styles from './RegionPage.module.css';

function ReadingCard(props: {
  title: string;
  children: ReactNode;
  footer?: ReactNode;
}) {
  const titleId = useId();
  return (
    <Card role="group" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h3" id={titleId} variant="body-medium" weight="bold">
          {props.title}
        </Text>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
      {props.footer && <CardFooter>{props.footer}</CardFooter>}
    </Card>
  );
}

function TrafficValue({ value }: { value: RegionTraffic }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const locale = useLocale();
  const { requests, errorRate, p95Ms } = value;
  const numbers: [string, string | undefined][] = [
    [t('region.requests'), formatNumber(requests, { locale })],
    [
      t('region.errors'),
      errorRate === undefined
        ? undefined
        : formatPercent(errorRate, { locale }),
    ],
    [
      t('region.p95'),
      p95Ms === undefined ? undefined : formatDuration(p95Ms, { locale }),
    ],
  ];
  return (
    <dl className={styles.numbers}>
      {numbers.map(([title, text]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text ?? t('value.noRequests')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The failed requests of the region, where there is a page for them. */
function TracesLink({ region }: { region: string }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const traces = useRouteRef(tracesRouteRef)?.();
  const query = new URLSearchParams({
    attribute: `cloud.region=${region}`,
    errors: 'true',
  });
  return traces === undefined ? undefined : (
    <Link href={`${traces}?${query}`}>{t('region.traces')}</Link>
  );
}

/** What is read of the region as a whole. */
export function RegionReadings({ region }: { region: Region }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const titleId = useId();

  return (
    <section aria-labelledby={titleId}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('region.readings')}
      </Text>
      <div className={styles.readings}>
        <ReadingCard title={t('region.gateway')}>
          <ReadingView reading={region.gateway} absent={t('absent.gateway')}>
            {value => <GatewayValue value={value} />}
          </ReadingView>
        </ReadingCard>
        <ReadingCard
          title={t('region.traffic')}
          footer={
            region.traffic.state === 'absent' ? undefined : (
              <TracesLink region={region.name} />
            )
          }
        >
          <ReadingView reading={region.traffic} absent={t('absent.traffic')}>
            {value => <TrafficValue value={value} />}
          </ReadingView>
        </ReadingCard>
        <ReadingCard title={t('region.database')}>
          <ReadingView reading={region.database} absent={t('absent.database')}>
            {value => <DatabaseValue value={value} />}
          </ReadingView>
        </ReadingCard>
      </div>
    </section>
  );
}

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosOutcome,
  type ChaosScore,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  PageStates,
  SkeletonRows,
  Sparkline,
  useLocale,
  type AsyncData,
} from '@shop-platform/ui-kit';
import { useId } from 'react';
import { OUTCOMES } from '../../model/runs';
import { rootRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { OutcomeChip } from '../Chip';
import styles from './EntityChaos.module.css';

/** How many runs had an outcome; they are a click away where there are some. */
function Count(props: {
  entity: string;
  outcome?: ChaosOutcome;
  count: number;
}) {
  const { entity, outcome, count } = props;
  const locale = useLocale();
  const all = useRouteRef(rootRouteRef)?.();
  const content = (
    <>
      <OutcomeChip {...(outcome && { outcome })} />{' '}
      {formatNumber(count, { locale })}
    </>
  );
  if (all === undefined || outcome === undefined || count === 0) {
    return <li>{content}</li>;
  }
  const search = new URLSearchParams({ component: entity, outcome });
  return (
    <li>
      <Link href={`${all}?${search}`}>{content}</Link>
    </li>
  );
}

/** How the score went, where it is known at more than one moment. */
function Trend({ points }: { points: ChaosScore['points'] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const known = points.flatMap(({ score }) => score ?? []);
  if (known.length < 2) {
    return null;
  }
  return (
    <span className={styles.trend}>
      <Sparkline
        label={t('score.trend', {
          first: formatPercent(known[0], { locale }),
          last: formatPercent(known[known.length - 1], { locale }),
          weeks: formatNumber(points.length - 1, { locale }),
        })}
        values={points.map(({ score }) => score)}
      />
    </span>
  );
}

function Score({ value }: { value: ChaosScore }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const { entity, score, windowSeconds, unjudged } = value;
  const time = formatDuration(windowSeconds * 1000, { locale });
  return (
    <>
      <span className={styles.score}>
        {score === undefined ? (
          <Text weight="bold">{t('score.none')}</Text>
        ) : (
          <>
            <span className={styles.number} title={String(score)}>
              {formatPercent(score, { locale })}
            </span>
            <Trend points={value.points} />
          </>
        )}
      </span>
      <ul className={styles.counts} aria-label={t('score.counts')}>
        {OUTCOMES.map(outcome => (
          <Count
            key={outcome}
            entity={entity}
            outcome={outcome}
            count={value[outcome]}
          />
        ))}
        <Count entity={entity} count={unjudged} />
      </ul>
      <span className={styles.quiet}>
        {score === undefined
          ? t('score.whyNone', { time })
          : t('score.how', { time })}
      </span>
    </>
  );
}

/** How often the platform held when an entity was hit, with the numbers it comes from. */
export function Resilience({ data }: { data: AsyncData<ChaosScore> }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.resilience}>
      <Text as="h3" id={titleId} variant="body-medium" weight="bold">
        {t('score.title')}
      </Text>
      <PageStates
        state={data.state}
        subject={t('score.subject')}
        skeleton={<SkeletonRows count={1} />}
        permission={chaosReadPermission}
        onRetry={data.refresh}
      >
        {value => <Score value={value} />}
      </PageStates>
    </section>
  );
}

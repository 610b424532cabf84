import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiPauseLine, RiPlayLine } from '@remixicon/react';
import { type ChaosStanding } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { PHASE_TONES, refOf } from '../../model/standing';
import { standingRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './SchedulesPage.module.css';

/** Its name, linked to its page, and its kind. */
export function StandingTitle({ item }: { item: ChaosStanding }) {
  const link = useRouteRef(standingRouteRef);
  return (
    <>
      <Link href={link?.(refOf(item)) ?? '#'} weight="bold">
        {item.name}
      </Link>
      <span className={styles.note}>{item.kind}</span>
    </>
  );
}

/** A moment to come, with its day, in the viewer's zone; in UTC on hover. */
export function NextRun({ at }: { at: string }) {
  const locale = useLocale();
  const date = new Date(at);
  return (
    <time dateTime={at} title={at}>
      {new Intl.DateTimeFormat(locale, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'short',
      }).format(date)}
    </time>
  );
}

/** Whether it starts things, or how far it is. */
export function StandingPhase({ item }: { item: ChaosStanding }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { deleting, paused, phase, active } = item;
  if (deleting) {
    return <Chip tone="busy">{t('standing.deleting')}</Chip>;
  }
  if (phase) {
    return (
      <Chip tone={PHASE_TONES[phase]}>{t(`standing.phase.${phase}`)}</Chip>
    );
  }
  if (paused) {
    return (
      <Chip tone="quiet" icon={RiPauseLine}>
        {t('standing.paused')}
      </Chip>
    );
  }
  return active.length > 0 ? (
    <Chip tone="warning" icon={RiPlayLine}>
      {t('standing.active', { count: active.length })}
    </Chip>
  ) : (
    <Chip tone="good">{t('standing.armed')}</Chip>
  );
}

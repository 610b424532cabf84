import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ChaosGameDay,
  type ChaosPreset,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { Fragment, type ReactNode } from 'react';
import { chaosTranslationRef } from '../../translation';
import { EntityLink, EntityLinks, PersonName } from '../EntityLink';
import styles from './GameDay.module.css';

const PRESETS: Record<ChaosPreset['id'], true> = {
  'pod-kill': true,
  'network-delay': true,
  'network-loss': true,
  'network-partition': true,
  'cpu-stress': true,
  'memory-stress': true,
  'http-delay': true,
  'http-abort': true,
  'pod-failure': true,
};

function isShipped(id: string): id is ChaosPreset['id'] {
  return Object.hasOwn(PRESETS, id);
}

/** What it begins with, as it was chosen: what is kept in Git by its file. */
function useBeginning({ preset, workflow }: ChaosGameDay): string {
  const { t } = useTranslationRef(chaosTranslationRef);
  if (workflow !== undefined) {
    return workflow;
  }
  if (preset === undefined) {
    return t('gameDay.open');
  }
  return isShipped(preset)
    ? t(`preset.${preset}`)
    : preset.replace(/^saved:/, '');
}

/** When, where, with what and with whom. */
export function GameDayFacts({ day }: { day: ChaosGameDay }) {
  const { at, cluster, region, namespace, entity } = day;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const beginning = useBeginning(day);
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const place = [
    namespace,
    ...(cluster === region ? [cluster] : [cluster, region]),
  ];
  const facts: [string, ReactNode][] = [
    [t('gameDay.when'), moment.format(new Date(at))],
    [t('gameDay.where'), place.join(', ')],
    ...(entity
      ? [[t('new.component'), <EntityLink entityRef={entity} />] as const]
      : []),
    [t('gameDay.begin'), beginning],
    [
      t('gameDay.people'),
      day.people.length > 0 ? <EntityLinks entityRefs={day.people} /> : '–',
    ],
    ...(day.notes
      ? [
          [
            t('gameDay.notes'),
            <span className={styles.notes}>{day.notes}</span>,
          ] as const,
        ]
      : []),
    [t('gameDay.by'), <PersonName person={day.plannedBy} />],
  ].map(([title, value]): [string, ReactNode] => [String(title), value]);
  return (
    <dl className={styles.facts}>
      {facts.map(([title, value]) => (
        <Fragment key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

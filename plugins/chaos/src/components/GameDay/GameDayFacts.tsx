import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosGameDay } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { Fragment, type ReactNode } from 'react';
import { chaosTranslationRef } from '../../translation';
import { EntityLink, EntityLinks, PersonName } from '../EntityLink';
import styles from './GameDay.module.css';

/** When, where, with what and with whom. */
export function GameDayFacts({ day }: { day: ChaosGameDay }) {
  const { at, cluster, region, namespace, entity, workflow } = day;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'short',
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
    [t('gameDay.begin'), workflow ?? day.preset ?? t('gameDay.open')],
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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosPolicy } from '@shop-platform/backstage-plugin-chaos-common';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  useLocale,
} from '@shop-platform/ui-kit';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** The rules of the configuration, and when nothing may start. */
export function PolicyNote({ policy }: { policy: ChaosPolicy }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const names = (list: readonly string[]) =>
    new Intl.ListFormat(locale).format(list);
  const moment = (iso: string) =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(iso));
  const dayOf = (day: number) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      timeZone: 'UTC',
    }).format(Date.UTC(2023, 0, 1 + day));
  /** Where a rule holds; everywhere where it names no place. */
  const placeOf = (rule: { clusters?: string[]; namespaces?: string[] }) => {
    const places = [...(rule.clusters ?? []), ...(rule.namespaces ?? [])];
    return places.length > 0 ? names(places) : t('policy.everywhere');
  };
  const hoursOf = (hours: NonNullable<ChaosPolicy['hours']>) =>
    hours
      .map(rule =>
        t('policy.hoursOf', {
          days: rule.days ? names(rule.days.map(dayOf)) : t('policy.daily'),
          from: rule.from,
          to: rule.to,
          zone: rule.zone,
          place: placeOf(rule),
        }),
      )
      .join('; ') || t('policy.always');
  const approvalOf = (approval: NonNullable<ChaosPolicy['approval']>) =>
    approval.map(placeOf).join('; ') || t('policy.nowhere');
  const environmentOf = ({
    name,
    kinds,
    maxDurationSeconds,
    maxPercentage,
    ...places
  }: ChaosPolicy['environments'][number]) =>
    t('policy.environmentOf', {
      name,
      place: placeOf(places),
      rules: names([
        kinds ? names(kinds) || t('policy.noKind') : t('policy.sameKinds'),
        ...(maxDurationSeconds === undefined
          ? []
          : [formatDuration(maxDurationSeconds * 1000, { locale })]),
        ...(maxPercentage === undefined
          ? []
          : [formatPercent(maxPercentage / 100, { locale })]),
      ]),
    });
  const rateOf = (rate: ChaosPolicy['rate']['perPerson']) =>
    rate
      ? t('policy.rateOf', {
          starts: formatNumber(rate.starts, { locale }),
          within: formatDuration(rate.withinSeconds * 1000, { locale }),
        })
      : t('policy.noRate');
  const sourcesOf = (checks: ChaosPolicy['checks']) =>
    names([
      t('policy.traces'),
      ...(checks?.origins ?? []),
      ...(checks?.queries ?? []).map(({ name, title }) => title ?? name),
      ...(checks?.prometheus ? ['Prometheus'] : []),
    ]);
  const rules: [string, string][] = [
    [t('policy.kinds'), names(policy.kinds)],
    [t('policy.namespaces'), names(policy.namespaces)],
    [
      t('policy.duration'),
      formatDuration(policy.maxDurationSeconds * 1000, { locale }),
    ],
    [
      t('policy.percentage'),
      formatPercent(policy.maxPercentage / 100, { locale }),
    ],
    [t('policy.active'), formatNumber(policy.maxActive, { locale })],
    [t('policy.perPerson'), rateOf(policy.rate.perPerson)],
    [t('policy.perTarget'), rateOf(policy.rate.perTarget)],
    ...policy.environments.map((environment): [string, string] => [
      t('policy.environment'),
      environmentOf(environment),
    ]),
    [t('policy.hours'), hoursOf(policy.hours ?? [])],
    [t('policy.approval'), approvalOf(policy.approval ?? [])],
    [t('policy.checks'), sourcesOf(policy.checks)],
  ];

  return (
    <details>
      <summary>{t('policy.title')}</summary>
      <dl className={styles.policy}>
        {rules.map(([name, value]) => (
          <div key={`${name} ${value}`} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul className={styles.list}>
        {policy.freezes.map(({ from, to, reason, regions }) => {
          const when = { from: moment(from), to: moment(to), reason };
          return (
            <li key={`${from} ${to} ${reason}`}>
              {regions && regions.length > 0
                ? t('policy.freezeIn', { ...when, regions: names(regions) })
                : t('policy.freeze', when)}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

import {
  type TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { type ChaosPolicy } from '@shop-platform/backstage-plugin-chaos-common';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  useLocale,
} from '@shop-platform/ui-kit';
import { chaosTranslationRef } from '../../translation';

type Environment = ChaosPolicy['environments'][number];
type Hours = NonNullable<ChaosPolicy['hours']>[number];
type Rate = ChaosPolicy['rate']['perPerson'];
type Place = { clusters?: string[]; namespaces?: string[] };

/** How the rules are told in a language. */
class PolicyWriter {
  constructor(
    private readonly t: TranslationFunction<typeof chaosTranslationRef.T>,
    private readonly locale: string,
  ) {}

  names(list: readonly string[]): string {
    return new Intl.ListFormat(this.locale).format(list);
  }

  duration(seconds: number): string {
    return formatDuration(seconds * 1000, { locale: this.locale });
  }

  percentage(percent: number): string {
    return formatPercent(percent / 100, { locale: this.locale });
  }

  number(value: number): string {
    return formatNumber(value, { locale: this.locale });
  }

  moment(iso: string): string {
    return new Intl.DateTimeFormat(this.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
    }).format(new Date(iso));
  }

  /** Where a rule holds: in its namespaces of its clusters. */
  place({ clusters = [], namespaces = [] }: Place): string {
    const { t } = this;
    const noun = (list: readonly string[]) => ({
      // A list of 21 is not one, which it is where numbers are counted.
      count: Math.min(list.length, 2),
      names: this.names(list),
    });
    return clusters.length + namespaces.length === 0
      ? t('policy.everywhere')
      : t('policy.place', {
          namespaces:
            namespaces.length > 0
              ? t('policy.inNamespaces', noun(namespaces))
              : t('policy.inAnyNamespace'),
          clusters:
            clusters.length > 0
              ? t('policy.ofClusters', noun(clusters))
              : t('policy.ofAnyCluster'),
        });
  }

  environment({ name, ...environment }: Environment): string {
    return this.t('policy.environmentOf', {
      name,
      place: this.place(environment),
      rules: this.#narrower(environment).join('; '),
    });
  }

  hours(hours: readonly Hours[]): string {
    const { t } = this;
    return (
      hours
        .map(rule =>
          t('policy.hoursOf', {
            days: rule.days
              ? this.names(rule.days.map(day => this.#day(day)))
              : t('policy.daily'),
            from: rule.from,
            to: rule.to,
            zone: rule.zone,
            place: this.place(rule),
          }),
        )
        .join('; ') || t('policy.always')
    );
  }

  approval(places: readonly Place[]): string {
    return (
      places.map(place => this.place(place)).join('; ') ||
      this.t('policy.nowhere')
    );
  }

  rate(rate: Rate): string {
    return rate
      ? this.t('policy.rateOf', {
          starts: this.number(rate.starts),
          within: this.duration(rate.withinSeconds),
        })
      : this.t('policy.noRate');
  }

  checks(checks: ChaosPolicy['checks']): string {
    return this.names([
      this.t('policy.traces'),
      ...(checks?.origins ?? []),
      ...(checks?.queries ?? []).map(({ name, title }) => title ?? name),
      ...(checks?.prometheus ? ['Prometheus'] : []),
    ]);
  }

  statusUrls(urls: readonly string[]): string {
    return this.names([this.t('policy.services'), ...urls]);
  }

  freeze({ from, to, reason, regions = [] }: ChaosPolicy['freezes'][number]) {
    const when = { from: this.moment(from), to: this.moment(to), reason };
    return regions.length > 0
      ? this.t('policy.freezeIn', { ...when, regions: this.names(regions) })
      : this.t('policy.freeze', when);
  }

  /** What is narrower in an environment than everywhere. */
  #narrower(environment: Omit<Environment, 'name'>): string[] {
    const { kinds, maxDurationSeconds, maxPercentage } = environment;
    const { t } = this;
    if (kinds?.length === 0) {
      return [t('policy.noKind')];
    }
    return [
      kinds ? this.names(kinds) : t('policy.sameKinds'),
      ...(maxDurationSeconds === undefined
        ? []
        : [
            t('policy.longest', {
              duration: this.duration(maxDurationSeconds),
            }),
          ]),
      ...(maxPercentage === undefined
        ? []
        : [t('policy.most', { percentage: this.percentage(maxPercentage) })]),
    ];
  }

  /** A day of the week, where 0 is Sunday. */
  #day(day: number): string {
    return new Intl.DateTimeFormat(this.locale, {
      weekday: 'short',
      timeZone: 'UTC',
    }).format(Date.UTC(2023, 0, 1 + day));
  }
}

/** The rules of the configuration in words: each with its name, and the freezes. */
export function usePolicyTexts(policy: ChaosPolicy): {
  rules: [name: string, value: string][];
  freezes: string[];
} {
  const { t } = useTranslationRef(chaosTranslationRef);
  const say = new PolicyWriter(t, useLocale());
  return {
    rules: [
      [t('policy.kinds'), say.names(policy.kinds)],
      [t('policy.namespaces'), say.names(policy.namespaces)],
      [t('policy.duration'), say.duration(policy.maxDurationSeconds)],
      [t('policy.percentage'), say.percentage(policy.maxPercentage)],
      [t('policy.active'), say.number(policy.maxActive)],
      [t('policy.perPerson'), say.rate(policy.rate.perPerson)],
      [t('policy.perTarget'), say.rate(policy.rate.perTarget)],
      ...policy.environments.map((environment): [string, string] => [
        t('policy.environment'),
        say.environment(environment),
      ]),
      [t('policy.hours'), say.hours(policy.hours ?? [])],
      [t('policy.approval'), say.approval(policy.approval ?? [])],
      [t('policy.checks'), say.checks(policy.checks)],
      [t('policy.statusUrls'), say.statusUrls(policy.statusUrls)],
    ],
    freezes: policy.freezes.map(freeze => say.freeze(freeze)),
  };
}

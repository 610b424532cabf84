import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isFindingCode,
  type ChaosFinding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { chaosTranslationRef } from '../translation';

/** As the back end writes the days of the week. */
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const DAY = new RegExp(`\\b(${DAYS.join('|')})\\b`, 'g');

/** A span of time as the back end writes it; a duration of Chaos Mesh is another. */
const SPAN = /^(\d+(?:\.\d+)?) (min|s)$/;

type Values = NonNullable<ChaosFinding['says']>['values'];

/** Each text has some of these; the others do not matter to it. */
const NONE: Required<Values> = {
  count: 0,
  active: '',
  allowed: '',
  at: '',
  by: '',
  cluster: '',
  component: '',
  duration: '',
  environment: '',
  from: '',
  hit: '',
  hours: '',
  key: '',
  kind: '',
  kinds: '',
  limit: '',
  most: '',
  namespace: '',
  namespaces: '',
  percentage: '',
  pods: '',
  reason: '',
  run: '',
  to: '',
  what: '',
  workloads: '',
};

/**
 * How a finding is said in the language of the page; what has no text there stays
 * as the back end says it.
 */
export function useFindingText(): (
  finding: Pick<ChaosFinding, 'message' | 'says'>,
) => string {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  // With its zone: beside it stand hours in that of the policy.
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const weekday = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const told = (iso = '') => {
    const time = new Date(iso);
    return Number.isNaN(time.getTime()) ? iso : moment.format(time);
  };
  const withDays = (hours = '') =>
    hours.replace(DAY, day =>
      // The first of January 2023 is a Sunday.
      weekday.format(Date.UTC(2023, 0, 1 + DAYS.indexOf(day))),
    );

  const withUnit = (duration = '') =>
    duration.replace(SPAN, (_, count: string, unit: string) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: unit === 'min' ? 'minute' : 'second',
      }).format(Number(count)),
    );

  return ({ message, says }) => {
    if (!says || !isFindingCode(says.code)) {
      return message;
    }
    const { at, from, to, hours, duration } = says.values;
    return t(`finding.${says.code}`, {
      ...NONE,
      ...says.values,
      ...{ at: told(at), from: told(from), to: told(to) },
      hours: withDays(hours),
      duration: withUnit(duration),
    });
  };
}

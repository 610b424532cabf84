import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type ChaosCheck,
  type ChaosRunDetails,
  type ChaosRunState,
} from '@shop-platform/backstage-plugin-chaos-common';
import { formatNumber, useLocale } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { knownByOf } from '../../model/knownBy';
import { OUTCOME_TONES } from '../../model/runs';
import { formatMeasured } from '../../model/steadyChecks';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import { EntityLink } from '../EntityLink';
import styles from './RunPage.module.css';
import { VerdictNumbers } from './VerdictNumbers';

/** States of runs that are over and hit nothing. */
const NEVER_BEGAN: ReadonlySet<ChaosRunState> = new Set(['failed', 'rejected']);

function Measured(props: { check: ChaosCheck; value: number | undefined }) {
  const { check, value } = props;
  const locale = useLocale();
  if (value === undefined) {
    return <td className={styles.numeric}>–</td>;
  }
  const isBeyond =
    check.comparator === 'above' ? value <= check.limit : value > check.limit;
  return (
    <td
      className={
        isBeyond ? `${styles.numeric} ${styles.beyond}` : styles.numeric
      }
      title={String(value)}
    >
      {formatMeasured(check.unit, value, { locale })}
    </td>
  );
}

function CheckRow({ check, region }: { check: ChaosCheck; region: string }) {
  const { service, entity, role, measure, unit, limit, requests, ok } = check;
  const { comparator, samples, message, scope } = check;
  const knownBy = knownByOf(check);
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const number = (value: number) => formatNumber(value, { locale });
  const counted = requests ?? samples;
  return (
    <tr>
      <th scope="row">
        {entity ? <EntityLink entityRef={entity} title={service} /> : service}
        <span className={styles.note}>{t(`verdict.${role}`)}</span>
        {knownBy && (
          <span className={styles.note}>{t(`verdict.by.${knownBy}`)}</span>
        )}
        {scope && (
          <span className={styles.note}>{t(`scope.${scope}`, { region })}</span>
        )}
        {message && <span className={styles.note}>{message}</span>}
      </th>
      <td>{t(`measure.${measure}`)}</td>
      <td className={styles.numeric}>
        {comparator === 'above' ? '> ' : ''}
        {formatMeasured(unit, limit, { locale })}
      </td>
      <Measured check={check} value={check.before} />
      <Measured check={check} value={check.during} />
      <Measured check={check} value={check.after} />
      <td className={styles.numeric}>
        {counted
          ? t('verdict.requestsOf', {
              before: number(counted.before),
              during: number(counted.during),
              after: number(counted.after),
            })
          : '–'}
      </td>
      <td>
        {ok ? (
          <Chip tone="good">{t('verdict.yes')}</Chip>
        ) : (
          <Chip tone="bad">{t('verdict.no')}</Chip>
        )}
      </td>
    </tr>
  );
}

function ChecksTable(props: {
  checks: readonly ChaosCheck[];
  /** Of the run. */
  region: string;
}) {
  const { checks, region } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const label = t('verdict.checks');
  const numeric = [
    t('verdict.limit'),
    t('verdict.before'),
    t('verdict.during'),
    t('verdict.after'),
    t('verdict.requests'),
  ];
  return (
    // Where it is wider than the page, the links in it bring the keyboard along.
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('verdict.service')}</th>
            <th scope="col">{t('verdict.measure')}</th>
            {numeric.map(title => (
              <th key={title} scope="col" className={styles.numeric}>
                {title}
              </th>
            ))}
            <th scope="col">{t('verdict.held')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(check => (
            <CheckRow
              key={`${check.service} ${check.role} ${check.measure}`}
              check={check}
              region={region}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether the platform held, why, and the numbers that say so. */
export function VerdictSection({ details }: { details: ChaosRunDetails }) {
  const { run, verdict } = details;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('verdict.title')}
      </Text>
      {verdict ? (
        <div className={styles.verdict}>
          <span className={styles.outcome}>
            <Chip tone={OUTCOME_TONES[verdict.outcome]}>
              {t(`verdict.${verdict.outcome}`)}
            </Chip>
          </span>
          <p>{verdict.reason}</p>
          <VerdictNumbers verdict={verdict} />
          {verdict.checks.length > 0 && (
            <>
              <ChecksTable checks={verdict.checks} region={run.region} />
              <p className={styles.quiet}>{t('verdict.note')}</p>
            </>
          )}
        </div>
      ) : (
        <p className={styles.quiet}>
          {NEVER_BEGAN.has(run.state)
            ? t('verdict.missing')
            : t('verdict.none')}
        </p>
      )}
    </section>
  );
}

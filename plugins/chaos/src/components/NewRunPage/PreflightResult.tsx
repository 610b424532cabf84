import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosPreflight } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import { NextRun } from '../SchedulesPage';
import { Dependents } from './Dependents';
import { Findings } from './Findings';
import { HitComponents } from './HitComponents';
import styles from './NewRunPage.module.css';
import { TargetsTable } from './TargetsTable';

/** What an experiment would do: what the rules say, which pods it hits, and who depends on them. */
export function PreflightResult(props: { preflight: ChaosPreflight }) {
  const { mayStart, findings, targets, candidates, manifest } = props.preflight;
  const { nextRuns, components } = props.preflight;
  const { t } = useTranslationRef(chaosTranslationRef);

  return (
    <>
      <p className={styles.quiet} role="status">
        {mayStart ? (
          <Chip tone="good">{t('check.mayStart')}</Chip>
        ) : (
          <Chip tone="bad">{t('check.mayNotStart')}</Chip>
        )}
      </p>
      <Findings label={t('check.findings')} findings={findings} />
      {nextRuns && nextRuns.length > 0 && (
        <>
          <Text as="h3" variant="body-medium" weight="bold">
            {t('standing.next')}
          </Text>
          <ol className={styles.list} aria-label={t('standing.next')}>
            {nextRuns.map(at => (
              <li key={at}>
                <NextRun at={at} />
              </li>
            ))}
          </ol>
        </>
      )}
      <Text as="h3" variant="body-medium" weight="bold">
        {t('check.targets')}
      </Text>
      {candidates !== undefined && (
        <p className={styles.quiet}>
          {t('check.candidates', { count: candidates })}
        </p>
      )}
      {targets.length > 0 ? (
        <TargetsTable targets={targets} />
      ) : (
        <p className={styles.quiet}>{t('check.noTargets')}</p>
      )}
      {components && <HitComponents components={components} />}
      <Text as="h3" variant="body-medium" weight="bold">
        {t('check.dependents')}
      </Text>
      <Dependents preflight={props.preflight} />
      {manifest && (
        <details>
          <summary>{t('check.whole')}</summary>
          <pre className={styles.whole}>
            <code>{manifest}</code>
          </pre>
        </details>
      )}
    </>
  );
}

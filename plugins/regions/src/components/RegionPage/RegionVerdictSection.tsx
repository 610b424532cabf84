import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type RegionVerdict } from '@shop-platform/backstage-plugin-regions-common';
import { Status } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { useFindingText } from '../../hooks/useFindingText';
import { regionsTranslationRef } from '../../translation';
import styles from './RegionPage.module.css';

/** How the region is, since when, and what each rule found. */
export function RegionVerdictSection(props: { verdict: RegionVerdict }) {
  const { level, since, findings } = props.verdict;
  const { t } = useTranslationRef(regionsTranslationRef);
  const findingText = useFindingText();
  const titleId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.verdict}>
      <div className={styles.level}>
        <Status level={level} since={new Date(since)} />
      </div>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('region.why')}
      </Text>
      <ul className={styles.findings}>
        {findings.map((finding, index) => (
          <li key={index}>
            <Status
              level={finding.level}
              {...(finding.since ? { since: new Date(finding.since) } : {})}
            />
            <span>{findingText(finding)}</span>
            <span className={styles.quiet}>
              {t('region.rule', { rule: <code>{finding.rule}</code> })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { useFindingText } from '../../hooks/useFindingText';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** Each rule: that it holds, or what to change. */
export function Findings(props: {
  label: string;
  findings: readonly ChaosFinding[];
}) {
  const { label, findings } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const textOf = useFindingText();
  const inOrder = [
    ...findings.filter(({ ok }) => !ok),
    ...findings.filter(({ ok }) => ok),
  ];
  return (
    <ul className={styles.findings} aria-label={label}>
      {inOrder.map((finding, index) => (
        <li key={index} className={styles.finding} data-ok={finding.ok}>
          <span className={styles.mark} aria-hidden="true">
            {finding.ok ? (
              <RiCheckLine size="1em" />
            ) : (
              <RiCloseLine size="1em" />
            )}
          </span>
          <span>
            <VisuallyHidden>
              {finding.ok ? t('check.ok') : t('check.notOk')}{' '}
            </VisuallyHidden>
            {textOf(finding)}{' '}
            <code className={styles.quiet}>{finding.path ?? finding.rule}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

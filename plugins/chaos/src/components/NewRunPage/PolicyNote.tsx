import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosPolicy } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';
import { usePolicyTexts } from './usePolicyTexts';

/** The rules of the configuration, and when nothing may start. */
export function PolicyNote({ policy }: { policy: ChaosPolicy }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { rules, freezes } = usePolicyTexts(policy);
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
        {freezes.map(freeze => (
          <li key={freeze}>{freeze}</li>
        ))}
      </ul>
    </details>
  );
}

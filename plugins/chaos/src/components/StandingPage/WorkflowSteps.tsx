import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosStandingNode } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { PHASE_TONES, stepsOf } from '../../model/standing';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './StandingPage.module.css';

/** The steps of a Workflow that have begun, and how far each is. */
export function WorkflowSteps(props: { nodes: readonly ChaosStandingNode[] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  if (props.nodes.length === 0) {
    return <p className={styles.quiet}>{t('standing.noSteps')}</p>;
  }
  return (
    <ol className={styles.steps}>
      {stepsOf(props.nodes).map(({ node, depth }) => (
        <li
          key={node.name}
          className={styles.step}
          style={{ marginInlineStart: `calc(${depth} * var(--bui-space-6))` }}
          data-phase={node.phase}
          aria-current={node.phase === 'running' ? 'step' : undefined}
        >
          <Chip tone={PHASE_TONES[node.phase]}>
            {t(`standing.phase.${node.phase}`)}
          </Chip>
          <strong>{node.template}</strong>
          <span className={styles.quiet}>{node.type}</span>
          {node.startedAt && (
            <span className={styles.quiet}>
              <RelativeTime date={new Date(node.startedAt)} />
            </span>
          )}
          {node.reason && (
            <span className={styles.quiet}>
              <code>{node.reason}</code>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

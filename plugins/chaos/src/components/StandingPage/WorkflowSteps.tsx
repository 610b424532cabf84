import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosStandingNode } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { PHASE_TONES, stepsOf } from '../../model/standing';
import { chaosTranslationRef } from '../../translation';
import { Chip } from '../Chip';
import styles from './StandingPage.module.css';

/** What a task came to: its exit code, and the branches that follow from it. */
function TaskOutcome(props: {
  name: string;
  task: NonNullable<ChaosStandingNode['task']>;
}) {
  const { name, task } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const standOf = (taken: boolean | undefined) => {
    if (taken === undefined) {
      return t('standing.undecided');
    }
    return taken ? t('standing.taken') : t('standing.notTaken');
  };
  return (
    <>
      {task.exitCode !== undefined && (
        <span>{t('standing.exitCode', { code: String(task.exitCode) })}</span>
      )}
      {task.branches.length > 0 && (
        <ul
          className={styles.branches}
          aria-label={t('standing.branches', { name })}
        >
          {task.branches.map(({ target, taken }, index) => (
            // A template may stand there twice.
            <li key={index} data-taken={taken}>
              {target}: {standOf(taken)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

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
          {node.task && <TaskOutcome name={node.template} task={node.task} />}
        </li>
      ))}
    </ol>
  );
}

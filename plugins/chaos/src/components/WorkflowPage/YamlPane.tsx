import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { YamlField } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { type WorkflowDraft } from '../../hooks/useWorkflowDraft';
import { type PlacedFinding, type WorkflowProblem } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import styles from './WorkflowPage.module.css';

/** The Workflow as YAML, and what is to be changed in which line. */
export function YamlPane(props: {
  draft: WorkflowDraft;
  findings: readonly PlacedFinding[];
  /** What is to be changed is of an earlier text. */
  isOutdated: boolean;
}) {
  const { draft, findings, isOutdated } = props;
  const { text, problem } = draft;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  const noteOf = (found: WorkflowProblem) =>
    found.reason === 'syntax'
      ? { message: found.message, line: found.line }
      : { message: t(`workflow.problem.${found.reason}`) };

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('workflow.yaml')}
      </Text>
      <YamlField
        labelledBy={titleId}
        hint={t('workflow.yamlHint')}
        value={text}
        onChange={next => draft.type(next, 'yaml')}
        {...(problem && { problem: noteOf(problem) })}
        notes={{
          label: t('workflow.toChange'),
          items: findings.map(({ message, place, line }) => ({
            message: (
              <>
                {message} <code className={styles.quiet}>{place}</code>
              </>
            ),
            ...(line === undefined ? {} : { line }),
          })),
          isOutdated,
        }}
      />
    </section>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useId, useRef } from 'react';
import { type WorkflowDraft } from '../../hooks/useWorkflowDraft';
import { type PlacedFinding, type WorkflowProblem } from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import styles from './WorkflowPage.module.css';

/** Where a line begins and ends in a text. */
function rangeOf(text: string, line: number): [from: number, to: number] {
  const lines = text.split('\n');
  const from = lines
    .slice(0, line - 1)
    .reduce((length, each) => length + each.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}

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
  const area = useRef<HTMLTextAreaElement>(null);
  const titleId = useId();
  const hintId = useId();
  const messageOf = (found: WorkflowProblem) =>
    found.reason === 'syntax'
      ? found.message
      : t(`workflow.problem.${found.reason}`);

  const goTo = (line: number) => {
    const [from, to] = rangeOf(text, line);
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
    const height = (area.current?.scrollHeight ?? 0) / text.split('\n').length;
    area.current?.scrollTo?.({ top: Math.max(0, (line - 4) * height) });
  };
  const lineButton = (line: number | undefined) =>
    line !== undefined && (
      <Button size="small" variant="secondary" onPress={() => goTo(line)}>
        {t('workflow.line', { line: String(line) })}
      </Button>
    );

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('workflow.yaml')}
      </Text>
      <textarea
        ref={area}
        className={styles.yaml}
        spellCheck={false}
        aria-labelledby={titleId}
        aria-describedby={hintId}
        aria-invalid={problem !== undefined}
        value={text}
        onChange={event => draft.type(event.target.value, 'yaml')}
      />
      <p id={hintId} className={styles.quiet}>
        {t('workflow.yamlHint')}
      </p>
      {problem ? (
        <div className={styles.problem} role="alert">
          {lineButton(problem.reason === 'syntax' ? problem.line : undefined)}
          <span>{messageOf(problem)}</span>
        </div>
      ) : (
        findings.length > 0 && (
          <ul
            className={styles.problems}
            aria-label={t('workflow.toChange')}
            data-outdated={isOutdated}
          >
            {findings.map(({ message, place, line }, at) => (
              <li key={at} className={styles.problem}>
                {lineButton(line)}
                <span>
                  {message} <code className={styles.quiet}>{place}</code>
                </span>
              </li>
            ))}
          </ul>
        )
      )}
    </section>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text, TextField } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useId, useState } from 'react';
import {
  addBranch,
  removeStep,
  setExpression,
  setTarget,
  USUAL_EXPRESSION,
  type WorkflowEdit,
  type WorkflowPicture,
  type WorkflowStep,
} from '../../model/workflow';
import { chaosTranslationRef } from '../../translation';
import { AddMenu, type Offer } from './AddMenu';
import styles from './WorkflowPage.module.css';

type Props = {
  text: string;
  picture: WorkflowPicture;
  step: WorkflowStep;
  offer: Offer;
  /** With where it is typed, for what is not done with one key. */
  onEdit: (edit: WorkflowEdit | undefined, typedAt?: string) => void;
};

function Branch(
  props: Omit<Props, 'step' | 'offer'> & {
    task: WorkflowStep;
    branch: WorkflowStep;
    number: number;
  },
) {
  const { text, picture, task, branch, number, onEdit } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [draft, setDraft] = useState<string>();
  // The step that is chosen stays the Task.
  const edit = (made: WorkflowEdit | undefined, typedAt?: string) =>
    onEdit(made && { ...made, path: task.path }, typedAt);
  return (
    <fieldset className={styles.branch}>
      <legend>{t('workflow.branch', { number: String(number) })}</legend>
      <TextField
        size="small"
        label={t('workflow.expression')}
        value={draft ?? branch.when ?? ''}
        onChange={entered => {
          setDraft(entered);
          edit(
            setExpression(text, branch.path, entered),
            `${task.name} branch ${number}`,
          );
        }}
        onBlur={() => setDraft(undefined)}
      />
      <Select
        size="small"
        label={t('workflow.target')}
        options={picture.names
          .filter(name => name !== task.name)
          .map(name => ({ id: name, label: name }))}
        value={branch.name || null}
        onChange={key =>
          key !== null && edit(setTarget(text, branch.path, String(key)))
        }
      />
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiDeleteBinLine />}
        aria-label={t('workflow.removeBranch', { number: String(number) })}
        onPress={() => edit(removeStep(text, branch.path))}
      >
        {t('checks.remove')}
      </Button>
    </fieldset>
  );
}

/** What a Task begins, by what its program said. */
export function BranchFields(props: Props) {
  const { text, step, offer, onEdit } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h4" id={titleId} variant="body-medium" weight="bold">
        {t('workflow.branches')}
      </Text>
      <p className={styles.quiet}>
        {t('workflow.branchesHint')} {t('workflow.expressionHint')}
      </p>
      {step.steps.map((branch, at) => (
        <Branch
          key={at}
          {...props}
          task={step}
          branch={branch}
          number={at + 1}
        />
      ))}
      <div>
        <AddMenu
          label={t('workflow.addBranch')}
          offer={offer}
          again={[]}
          isDisabled={false}
          onAdd={template => {
            const made = addBranch(text, step.path, {
              expression: USUAL_EXPRESSION,
              template,
            });
            onEdit(made && { ...made, path: step.path });
          }}
        />
      </div>
    </section>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import {
  addStep,
  addUse,
  duplicateStep,
  moveStep,
  removeStep,
  removeUnused,
  stepAt,
  wrapStep,
  type Move,
  type NewTemplate,
  type StepPath,
  type WorkflowEdit,
  type WorkflowStep,
} from '../model/workflow';
import { chaosTranslationRef } from '../translation';
import { type WorkflowDraft } from './useWorkflowDraft';

/** What changes a Workflow by its picture. */
export type WorkflowDeeds = {
  choose: (path: StepPath) => void;
  /** With where it is typed, for what is not done with one key. */
  edit: (edit: WorkflowEdit | undefined, typedAt?: string) => void;
  add: (template: NewTemplate) => void;
  addAgain: (name: string) => void;
  wrap: (wrapper: NewTemplate) => void;
  move: (move: Move) => void;
  duplicate: () => void;
  remove: () => void;
  removeUnused: (name: string) => void;
  undo?: () => void;
  redo?: () => void;
};

/** The step of a Workflow that is chosen, and what can be done with it. */
export function useWorkflowEditing(draft: WorkflowDraft): {
  step: WorkflowStep;
  /** What was done last, for those who do not see the picture change. */
  said: string;
  /** Only the text can be changed. */
  isDisabled: boolean;
  deeds: WorkflowDeeds;
} {
  const { good, problem, undo, redo } = draft;
  const { text, picture } = good;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [chosen, setChosen] = useState<StepPath>([]);
  const [said, setSaid] = useState('');
  const isDisabled = problem !== undefined || picture.readOnly !== undefined;
  const step = stepAt(picture, chosen) ?? picture.root;
  const { path, name } = step;

  const edit: WorkflowDeeds['edit'] = (made, typedAt) => {
    if (isDisabled || !made) {
      setSaid(t('workflow.refused'));
      return;
    }
    if (typedAt === undefined) {
      draft.edit(made.text);
    } else {
      draft.type(made.text, typedAt);
    }
    setChosen(made.path);
  };
  const editAndSay = (made: WorkflowEdit | undefined, what: string) => {
    edit(made);
    if (made && !isDisabled) {
      setSaid(what);
    }
  };

  return {
    step,
    said,
    isDisabled,
    deeds: {
      choose: setChosen,
      edit,
      add: template =>
        editAndSay(addStep(text, path, template), t('workflow.said.added')),
      addAgain: again =>
        editAndSay(addUse(text, path, again), t('workflow.said.added')),
      wrap: wrapper =>
        editAndSay(
          wrapStep(text, path, wrapper),
          t('workflow.said.wrapped', { name }),
        ),
      move: move =>
        editAndSay(
          moveStep(text, path, move),
          t('workflow.said.moved', { name }),
        ),
      duplicate: () =>
        editAndSay(
          duplicateStep(text, path),
          t('workflow.said.duplicated', { name }),
        ),
      remove: () =>
        editAndSay(
          removeStep(text, path),
          t('workflow.said.removed', { name }),
        ),
      removeUnused: unused =>
        editAndSay(
          removeUnused(text, path, unused),
          t('workflow.said.removed', { name: unused }),
        ),
      ...(undo && { undo }),
      ...(redo && { redo }),
    },
  };
}

import { useEffect, useReducer, useState } from 'react';
import { keepDraft, readDraft } from '../lib/drafts';
import {
  newHistory,
  readWorkflow,
  withAction,
  type WorkflowPicture,
  type WorkflowProblem,
} from '../model/workflow';

export type WorkflowDraft = {
  text: string;
  /** The last text that is a Workflow, and its picture. */
  good: { text: string; picture: WorkflowPicture };
  /** Why what stands there now is not drawn. */
  problem?: WorkflowProblem;
  /** A change as a whole. */
  edit: (text: string) => void;
  /** A part of one, which goes on while it is typed in one place. */
  type: (text: string, at: string) => void;
  undo?: () => void;
  redo?: () => void;
};

function drawn(text: string): WorkflowDraft['good'] | undefined {
  const { picture } = readWorkflow(text);
  return picture && { text, picture };
}

/**
 * A Workflow that is being written, with what it was before. It outlives
 * reloading the page.
 *
 * @param of - what it began with
 * @param initial - that, which is a Workflow
 */
export function useWorkflowDraft(
  of: string,
  initial: { text: string; picture: WorkflowPicture },
): WorkflowDraft {
  const [history, act] = useReducer(withAction, initial.text, begun =>
    newHistory(readDraft(of) ?? begun),
  );
  const { text, past, future } = history;
  const [good, setGood] = useState(() => drawn(text) ?? initial);
  const reading = good.text === text ? good : drawn(text);
  if (reading && reading !== good) {
    setGood(reading);
  }
  useEffect(() => {
    if (text !== initial.text) {
      keepDraft(of, text);
    }
  }, [of, text, initial.text]);

  const { problem } = reading ? { problem: undefined } : readWorkflow(text);
  return {
    text,
    good: reading ?? good,
    ...(problem ? { problem } : {}),
    edit: next => act({ type: 'edit', text: next }),
    type: (next, at) => act({ type: 'type', text: next, at }),
    ...(past.length > 0 ? { undo: () => act({ type: 'undo' }) } : {}),
    ...(future.length > 0 ? { redo: () => act({ type: 'redo' }) } : {}),
  };
}

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
  /** How often it begins, as cron; empty for once. */
  repeat: string;
  /** The last text that is a Workflow, and its picture. */
  good: { text: string; picture: WorkflowPicture };
  /** Why what stands there now is not drawn. */
  problem?: WorkflowProblem;
  /** Something else in its place; once, where no cron comes with it. */
  begin: (text: string, repeat?: string) => void;
  /** A change as a whole. */
  edit: (text: string) => void;
  /** A part of one, which goes on while it is typed in one place. */
  type: (text: string, at: string) => void;
  typeRepeat: (cron: string) => void;
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
 * @param repeat - how often that begins
 */
export function useWorkflowDraft(
  of: string,
  initial: { text: string; picture: WorkflowPicture },
  repeat: string,
): WorkflowDraft {
  const [history, act] = useReducer(
    withAction,
    { text: initial.text, repeat },
    begun => newHistory(readDraft(of) ?? begun),
  );
  const { text, past, future } = history;
  const [good, setGood] = useState(() => drawn(text) ?? initial);
  const reading = good.text === text ? good : drawn(text);
  if (reading && reading !== good) {
    setGood(reading);
  }
  // What was undone is kept, too: else it would come back.
  const isChanged = past.length > 0 || future.length > 0;
  useEffect(() => {
    if (isChanged) {
      keepDraft(of, { text, repeat: history.repeat });
    }
  }, [of, text, history.repeat, isChanged]);

  const { problem } = reading ? { problem: undefined } : readWorkflow(text);
  return {
    text,
    repeat: history.repeat,
    good: reading ?? good,
    ...(problem ? { problem } : {}),
    begin: (next, cron = '') => act({ type: 'edit', text: next, repeat: cron }),
    edit: next => act({ type: 'edit', text: next }),
    type: (next, at) => act({ type: 'type', text: next, at }),
    typeRepeat: cron => act({ type: 'type', repeat: cron, at: 'repeat' }),
    ...(past.length > 0 ? { undo: () => act({ type: 'undo' }) } : {}),
    ...(future.length > 0 ? { redo: () => act({ type: 'redo' }) } : {}),
  };
}

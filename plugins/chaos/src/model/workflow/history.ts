/** What is written: a text, and how often it begins, as cron; empty for once. */
export type Written = { text: string; repeat: string };

/** What is written, with what it was before, and before that was undone. */
export type History = Written & {
  past: readonly Written[];
  future: readonly Written[];
  /** Where the last change was typed: what is typed on there is the same change. */
  typedAt?: string;
};

export type HistoryAction =
  | ({ type: 'edit' } & Partial<Written>)
  | ({ type: 'type'; at: string } & Partial<Written>)
  | { type: 'undo' | 'redo' };

const MOST = 200;

export function newHistory({ text, repeat }: Written): History {
  return { past: [], text, repeat, future: [] };
}

export function withAction(history: History, action: HistoryAction): History {
  const { past, text, repeat, future, typedAt } = history;
  const now = { text, repeat };
  switch (action.type) {
    case 'undo':
      return past.length === 0
        ? history
        : {
            ...past[past.length - 1],
            past: past.slice(0, -1),
            future: [now, ...future],
          };
    case 'redo':
      return future.length === 0
        ? history
        : {
            ...future[0],
            past: [...past, now],
            future: future.slice(1),
          };
    default: {
      const next = {
        text: action.text ?? text,
        repeat: action.repeat ?? repeat,
      };
      if (next.text === text && next.repeat === repeat) {
        return history;
      }
      const at = action.type === 'type' ? action.at : undefined;
      const isMore = at !== undefined && at === typedAt;
      return {
        ...next,
        past: isMore ? past : [...past, now].slice(-MOST),
        future: [],
        ...(at === undefined ? {} : { typedAt: at }),
      };
    }
  }
}

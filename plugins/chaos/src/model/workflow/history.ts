/** A text with what it was before, and what it was before that was undone. */
export type TextHistory = {
  past: readonly string[];
  text: string;
  future: readonly string[];
  /** Where the last change was typed: what is typed on there is the same change. */
  typedAt?: string;
};

export type HistoryAction =
  | { type: 'edit'; text: string }
  | { type: 'type'; text: string; at: string }
  | { type: 'undo' | 'redo' };

const MOST = 200;

export function newHistory(text: string): TextHistory {
  return { past: [], text, future: [] };
}

export function withAction(
  history: TextHistory,
  action: HistoryAction,
): TextHistory {
  const { past, text, future, typedAt } = history;
  switch (action.type) {
    case 'undo':
      return past.length === 0
        ? history
        : {
            past: past.slice(0, -1),
            text: past[past.length - 1],
            future: [text, ...future],
          };
    case 'redo':
      return future.length === 0
        ? history
        : {
            past: [...past, text],
            text: future[0],
            future: future.slice(1),
          };
    default: {
      if (action.text === text) {
        return history;
      }
      const at = action.type === 'type' ? action.at : undefined;
      const isMore = at !== undefined && at === typedAt;
      return {
        past: isMore ? past : [...past, text].slice(-MOST),
        text: action.text,
        future: [],
        ...(at === undefined ? {} : { typedAt: at }),
      };
    }
  }
}

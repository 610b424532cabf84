/** Where what somebody writes stays while this tab is open. */
const KEY = 'shop-platform.chaos.workflow';

/** What is kept: a text, and how often it begins, as cron; empty for once. */
export type KeptDraft = { text: string; repeat: string };

/** What was being written last, of this beginning; undefined where nothing was. */
export function readDraft(of: string): KeptDraft | undefined {
  try {
    const [begun, text, repeat]: unknown[] = JSON.parse(
      sessionStorage.getItem(KEY) ?? '[]',
    );
    return begun === of &&
      typeof text === 'string' &&
      typeof repeat === 'string'
      ? { text, repeat }
      : undefined;
  } catch {
    // Storage can be off, and what is in it can be anything.
    return undefined;
  }
}

export function keepDraft(of: string, { text, repeat }: KeptDraft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([of, text, repeat]));
  } catch {
    // Without storage it lives as long as the page.
  }
}

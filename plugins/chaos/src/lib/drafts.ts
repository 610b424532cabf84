/** Where what somebody writes stays while this tab is open. */
const KEY = 'shop-platform.chaos.workflow';

/** What was being written last, of this beginning; undefined where nothing was. */
export function readDraft(of: string): string | undefined {
  try {
    const [begun, text]: unknown[] = JSON.parse(
      sessionStorage.getItem(KEY) ?? '[]',
    );
    return begun === of && typeof text === 'string' ? text : undefined;
  } catch {
    // Storage can be off, and what is in it can be anything.
    return undefined;
  }
}

export function keepDraft(of: string, text: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([of, text]));
  } catch {
    // Without storage it lives as long as the page.
  }
}

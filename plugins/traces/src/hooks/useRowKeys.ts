import { type RefObject, useEffect } from 'react';

const STEPS: Partial<Record<string, number>> = { j: 1, k: -1 };

/** Whether somebody is typing, or something lies over the page. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"]',
    ) !== null
  );
}

/** `j` and `k` walk over the links of the rows; Enter opens, as on any link. */
export function useRowKeys(list: RefObject<HTMLElement>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (step === undefined || hasModifier || isElsewhere(event.target)) {
        return;
      }
      const links = [
        ...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []),
      ];
      const at = links.findIndex(link => link === document.activeElement);
      const next = Math.min(Math.max(at + step, 0), links.length - 1);
      links[next]?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list]);
}

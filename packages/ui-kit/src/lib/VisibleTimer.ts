/**
 * A timer that waits until the document is visible: what it brings about is
 * for the person looking, and nobody looks at a hidden page.
 */
export class VisibleTimer {
  #handle: ReturnType<typeof setTimeout> | undefined;
  #stopListening: (() => void) | undefined;

  get isScheduled(): boolean {
    return this.#handle !== undefined || this.#stopListening !== undefined;
  }

  /** Replaces what was scheduled before. */
  schedule(delayMs: number, run: () => void): void {
    this.cancel();
    this.#handle = setTimeout(() => {
      this.#handle = undefined;
      this.#runWhenVisible(run);
    }, delayMs);
  }

  cancel(): void {
    clearTimeout(this.#handle);
    this.#handle = undefined;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  #runWhenVisible(run: () => void): void {
    if (document.visibilityState !== 'hidden') {
      run();
      return;
    }
    const onChange = () => {
      if (document.visibilityState !== 'hidden') {
        this.#stopListening?.();
        this.#stopListening = undefined;
        run();
      }
    };
    document.addEventListener('visibilitychange', onChange);
    this.#stopListening = () =>
      document.removeEventListener('visibilitychange', onChange);
  }
}

/** Waits that can be cut short. */
export class Wake {
  #cut = () => {};

  /** Resolves after this time, or when it is cut short. */
  async after(ms: number): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#cut = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  now(): void {
    this.#cut();
  }
}

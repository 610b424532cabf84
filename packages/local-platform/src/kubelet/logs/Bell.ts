/** Rings for one who may not be there yet. */
export class Bell {
  #ring = () => {};
  rung: Promise<void> = Promise.resolve();

  reset(): void {
    this.rung = new Promise(resolve => {
      this.#ring = resolve;
    });
  }

  ring(): void {
    this.#ring();
  }
}

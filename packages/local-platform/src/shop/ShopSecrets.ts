import { createHmac } from 'node:crypto';

/** One secret for each purpose, all from one that is kept. */
export class ShopSecrets {
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  of(purpose: string): string {
    return createHmac('sha256', this.#seed)
      .update(purpose)
      .digest('base64url')
      .slice(0, 32);
  }

  /** What a service knows its callers by: `api-token` in its Secret. */
  ofService(name: string): string {
    return this.of(`api-token/${name}`);
  }
}

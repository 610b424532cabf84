import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { ServiceClient } from '../calls/ServiceClient.ts';
import { HttpStatusError } from '../outgoing/httpErrors.ts';

const contactSchema = z.object({
  email: z.string().min(1),
  phone: z.string().min(1).optional(),
  locale: z.enum(['uk', 'en']),
});

export type Contact = z.infer<typeof contactSchema>;

/** Where customers are reached: asked from Core each time, and never stored here. */
export class Contacts {
  readonly #core: ServiceClient;

  constructor(core: ServiceClient) {
    this.#core = core;
  }

  /** Nothing of a customer who is not there any more. */
  async of(ctx: Context, customerId: string): Promise<Contact | undefined> {
    try {
      const path = `/customers/${customerId}`;
      return contactSchema.parse(await this.#core.get(ctx, path));
    } catch (error) {
      if (error instanceof HttpStatusError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }
}

import { isError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const paymentSchema = z.object({
  orderId: z.string(),
  paymentId: z.number(),
  /** As it was sent: `1299.00`. */
  amount: z.string(),
  currency: z.string(),
  status: z.enum(['success', 'failure', 'reversed']),
  /** How much went back so far, in kopiikas. */
  refunded: z.number().int().min(0).default(0),
  code: z.string().optional(),
});

export type Payment = z.infer<typeof paymentSchema>;

/**
 * What was charged, by order. A line is added for each change before it is
 * answered, so that who asks after a restart hears the same.
 */
export class Ledger {
  readonly #file: string;
  readonly #payments = new Map<string, Payment>();

  private constructor(file: string) {
    this.#file = file;
  }

  static open(file: string): Ledger {
    const ledger = new Ledger(file);
    for (const line of readLines(file)) {
      const payment = parseLine(line);
      if (payment) {
        ledger.#payments.set(payment.orderId, payment);
      }
    }
    return ledger;
  }

  find(orderId: string): Payment | undefined {
    return this.#payments.get(orderId);
  }

  write(payment: Payment): Payment {
    appendFileSync(this.#file, `${JSON.stringify(payment)}\n`, { mode: 0o600 });
    this.#payments.set(payment.orderId, payment);
    return payment;
  }
}

/** The same for the same order, as large as LiqPay's. */
export function paymentIdOf(orderId: string): number {
  const digest = createHash('sha1').update(orderId).digest();
  return 2_000_000_000 + digest.readUInt32LE(0);
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** The last line may be half written, when the process was killed. */
function parseLine(line: string): Payment | undefined {
  try {
    return paymentSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

import { z } from 'zod';

/** An amount in minor units (kopiikas): never a floating-point number. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.literal('UAH'),
});

export type Money = z.infer<typeof moneySchema>;

export function uah(amount: number): Money {
  return { amount, currency: 'UAH' };
}

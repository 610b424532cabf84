import { z } from 'zod';

export const newCustomerSchema = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(120),
  phone: z
    .string()
    .regex(/^\+380[0-9]{9}$/)
    .optional(),
  locale: z.enum(['uk', 'en']),
});

export const customerSchema = newCustomerSchema.extend({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
});

export type NewCustomer = z.infer<typeof newCustomerSchema>;
export type Customer = z.infer<typeof customerSchema>;

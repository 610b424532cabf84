import { z } from 'zod';

export const channelSchema = z.enum(['email', 'sms']);

export type Channel = z.infer<typeof channelSchema>;

const timeOfDaySchema = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/);

export const preferencesSchema = z.strictObject({
  /** In order of preference. */
  channels: z
    .array(channelSchema)
    .min(1)
    .refine(channels => new Set(channels).size === channels.length, {
      message: 'must not name a channel twice',
    }),
  marketing: z.boolean(),
  /** In Europe/Kyiv. */
  quietHours: z.strictObject({ from: timeOfDaySchema, to: timeOfDaySchema }),
});

export type Preferences = z.infer<typeof preferencesSchema>;

/** Of a customer who set none. */
export const defaultPreferences: Preferences = {
  channels: ['email', 'sms'],
  marketing: false,
  quietHours: { from: '21:00', to: '08:00' },
};

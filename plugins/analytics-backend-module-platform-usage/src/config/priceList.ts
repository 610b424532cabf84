import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { type Price, type UsageResource } from '../types';

const KEY = 'analytics.platformUsage.prices';
const MAX_PLACES = 12;

const RESOURCES = {
  cpu: 'cpu_core_seconds',
  memory: 'memory_byte_seconds',
  storage: 'storage_byte_seconds',
} as const satisfies Record<string, UsageResource>;

const currencies = new Set(Intl.supportedValuesOf('currency'));

const currencySchema = z.string().refine(code => currencies.has(code), {
  error: issue => `'${String(issue.input)}' is no currency of ISO 4217`,
});

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(time.getTime()) &&
    time.toISOString().startsWith(text) &&
    // What ClickHouse's DateTime holds.
    text >= '1970-01-01' &&
    text < '2106-01-01'
  );
}

const entrySchema = z.strictObject({
  region: z.string({ error: 'has to be the name of a region' }).min(1).max(100),
  resource: z.enum(['cpu', 'memory', 'storage'], {
    error: 'has to be cpu, memory or storage',
  }),
  price: z
    .string({ error: `has to be text in quotes, such as '0.023993'` })
    .regex(/^\d{1,12}(\.\d{1,12})?$/, {
      error: `has to be a decimal of zero or more, with at most ${MAX_PLACES} digits on each side of the point`,
    }),
  currency: currencySchema.optional(),
  validFrom: z
    .string({ error: `has to be a day in quotes, such as '2026-07-30'` })
    .refine(isDay, { error: 'has to be a day such as 2026-07-30' }),
  source: z
    .string({ error: 'has to be the address at which the price was found' })
    .regex(/^https?:\/\/[^\s]+$/, {
      error: 'has to be an address that begins with https://',
    }),
  note: z.string().max(1_000).optional(),
  assumption: z.boolean().optional(),
});

const listSchema = z.strictObject({
  currency: currencySchema,
  list: z.array(entrySchema).default([]),
});

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
}

/**
 * Reads the price list of the configuration.
 *
 * @throws InputError that names each wrong key
 */
export function readPriceList(value: unknown): Price[] {
  if (value === undefined) {
    return [];
  }
  const parsed = listSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${KEY}${pathOf(path)}: ${message}`,
    );
    throw new InputError(problems.join('\n'));
  }
  const { currency, list } = parsed.data;
  const known = new Set<string>();
  return list.map((entry, index) => {
    const { region, resource, validFrom } = entry;
    const key = `${region} ${resource} ${validFrom}`;
    if (known.has(key)) {
      throw new InputError(
        `${KEY}.list[${index}]: another entry is for ${resource} in ${region} from ${validFrom}`,
      );
    }
    known.add(key);
    return {
      region,
      resource: RESOURCES[resource],
      price: entry.price,
      currency: entry.currency ?? currency,
      validFrom,
      source: entry.source,
      note: entry.note ?? '',
      assumption: entry.assumption ?? false,
    };
  });
}

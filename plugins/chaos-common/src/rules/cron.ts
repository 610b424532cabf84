const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

type Field = { name: string; min: number; max: number; words?: string[] };

const FIELDS: Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of week', min: 0, max: 6, words: DAYS },
];

const DESCRIPTORS = new Set([
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
]);

const EVERY = /^@every\s+(\S+)$/;

/**
 * How often, where a cron expression says just that: the duration of `@every 1h`.
 */
export function intervalOf(expression: string): string | undefined {
  return EVERY.exec(expression.trim())?.[1];
}

/**
 * Throws where a text is not a cron expression of five fields, or a descriptor
 * such as `@hourly`.
 */
export function checkCron(expression: string): void {
  const text = expression.trim().replace(/^(TZ|CRON_TZ)=\S+\s+/, '');
  if (text === '') {
    throw new Error('empty spec string');
  }
  if (text.startsWith('@')) {
    if (!DESCRIPTORS.has(text)) {
      throw new Error(`unrecognized descriptor: ${text}`);
    }
    return;
  }
  const parts = text.split(/\s+/);
  if (parts.length !== FIELDS.length) {
    throw new Error(
      `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`,
    );
  }
  parts.forEach((part, index) =>
    part.split(',').forEach(range => checkRange(range, FIELDS[index])),
  );
}

function checkRange(text: string, field: Field): void {
  const [range, step, ...more] = text.split('/');
  if (more.length > 0) {
    throw new Error(`too many slashes: ${text}`);
  }
  if (step !== undefined && !/^[1-9]\d*$/.test(step)) {
    throw new Error(`step of range should be a positive number: ${text}`);
  }
  if (range === '*' || range === '?') {
    return;
  }
  const [low, high = low, ...others] = range
    .split('-')
    .map(each => valueOf(each, field));
  if (others.length > 0) {
    throw new Error(`too many hyphens: ${text}`);
  }
  if (low < field.min || high > field.max) {
    throw new Error(
      `${field.name} out of range (${field.min} to ${field.max}): ${text}`,
    );
  }
  if (low > high) {
    throw new Error(
      `beginning of range (${low}) beyond end of range (${high}): ${text}`,
    );
  }
}

function valueOf(text: string, { words, min }: Field): number {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) {
    return word + min;
  }
  if (!/^\d+$/.test(text)) {
    throw new Error(`failed to parse int from ${text}`);
  }
  return Number(text);
}

import { CHECKS_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import { isCollection, parse, parseDocument, stringify } from 'yaml';

const PATH = ['metadata', 'annotations', CHECKS_ANNOTATION];

/** What a check asks, in the order in which it is offered. */
export const CHECK_TYPES = [
  'latency',
  'errors',
  'rate',
  'http',
  'sql',
  'promql',
] as const;

export type CheckType = (typeof CHECK_TYPES)[number];

/** A check as it is written: it may be wrong or not be done yet. */
export type CheckDraft = Record<string, unknown> & { type: CheckType };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDraft = (value: unknown): value is CheckDraft =>
  isRecord(value) && CHECK_TYPES.some(type => type === value.type);

/** The checks in an experiment; undefined where the form cannot show them. */
export function readChecks(text: string): CheckDraft[] | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isCollection(document.contents)) {
    return undefined;
  }
  const written: unknown = document.getIn(PATH);
  if (written === undefined) {
    return [];
  }
  try {
    const checks: unknown = parse(String(written)) ?? [];
    return Array.isArray(checks) && checks.every(isDraft) ? checks : undefined;
  } catch {
    return undefined;
  }
}

/** The experiment with other checks; all else stays as it is. */
export function writeChecks(
  text: string,
  checks: readonly CheckDraft[],
): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isCollection(document.contents)) {
    return text;
  }
  if (checks.length > 0) {
    document.setIn(PATH, stringify(checks, { lineWidth: 0 }));
  } else {
    document.deleteIn(PATH);
    const left: unknown = document.getIn(PATH.slice(0, 2));
    if (isCollection(left) && left.items.length === 0) {
      document.deleteIn(PATH.slice(0, 2));
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** A new check of a type, to be changed. */
export function newCheck(type: CheckType): CheckDraft {
  switch (type) {
    case 'latency':
      return { type, percentile: 99, below: '500ms' };
    case 'errors':
      return { type, below: 0.05 };
    case 'rate':
      return { type, above: 1 };
    case 'http':
      return { type, url: '', status: 200, below: '1s' };
    default:
      return { type, query: '', below: 1 };
  }
}

/** A check with one field changed; an empty one is left out. */
export function withField(
  check: CheckDraft,
  field: string,
  entered: string,
): CheckDraft {
  const { [field]: _, ...others } = check;
  if (entered === '') {
    return { ...others, type: check.type };
  }
  // What is not a number yet, such as `0.`, stays as it was typed.
  const isNumber = String(Number(entered)) === entered;
  return { ...check, [field]: isNumber ? Number(entered) : entered };
}

/** A check with its limit on the other side. */
export function withSide(
  check: CheckDraft,
  side: 'below' | 'above',
): CheckDraft {
  const { below, above, ...others } = check;
  return { ...others, type: check.type, [side]: below ?? above ?? 0 };
}

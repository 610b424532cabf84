import {
  CHECKS_ANNOTATION,
  parseDuration,
  steadyChecksSchema,
  type SteadyCheckSpec,
} from '@shop-platform/backstage-plugin-chaos-common';
import { parseYaml, type ManifestProblem } from '../manifest/parseYaml';
import { type Check } from './types';

const PLACE = `metadata.annotations["${CHECKS_ANNOTATION}"]`;

/** Where a check stands in its manifest. */
export const placeOf = (id: number) => `${PLACE}.${id}`;

/** Reads the steady-state checks of an experiment from its annotations. */
export function readChecks(annotations: Record<string, string> = {}): {
  checks: Check[];
  problems: ManifestProblem[];
} {
  const text = annotations[CHECKS_ANNOTATION];
  if (text === undefined || text.trim() === '') {
    return { checks: [], problems: [] };
  }
  const parsed = parseYaml(text);
  if ('problems' in parsed) {
    return {
      checks: [],
      problems: parsed.problems.map(({ message }) => ({
        message,
        path: PLACE,
      })),
    };
  }
  const read = steadyChecksSchema.safeParse(parsed.value);
  if (!read.success) {
    return {
      checks: [],
      problems: read.error.issues.map(({ path, message }) => ({
        message,
        path: [PLACE, ...path].join('.'),
      })),
    };
  }
  return { checks: read.data.map(toCheck), problems: [] };
}

/** The checks of what is kept of a run; none where they cannot be read. */
export function checksOf(manifest: string): Check[] {
  const parsed = parseYaml(manifest);
  const value = 'value' in parsed ? parsed.value : undefined;
  const metadata = at(value, 'metadata');
  const text = at(at(metadata, 'annotations'), CHECKS_ANNOTATION);
  return typeof text === 'string'
    ? readChecks({ [CHECKS_ANNOTATION]: text }).checks
    : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function toCheck(spec: SteadyCheckSpec, id: number): Check {
  const { type, name } = spec;
  const title = name ?? titleOf(spec);
  const check = { id, type, title, spec };
  switch (type) {
    case 'http':
    case 'latency':
      return {
        ...check,
        unit: 'ms',
        limit: parseDuration(spec.below),
        comparator: 'below',
      };
    case 'errors':
      return {
        ...check,
        unit: 'ratio',
        limit: spec.below,
        comparator: 'below',
      };
    case 'rate':
      return {
        ...check,
        unit: 'perSecond',
        limit: spec.above,
        comparator: 'above',
      };
    default:
      return {
        ...check,
        unit: 'number',
        limit: spec.below ?? spec.above ?? 0,
        comparator: spec.below === undefined ? 'above' : 'below',
      };
  }
}

function titleOf(spec: SteadyCheckSpec): string {
  switch (spec.type) {
    case 'http':
      return spec.url;
    case 'latency':
      return `p${spec.percentile} of ${spec.service ?? 'what is hit'}`;
    case 'errors':
      return `Failed requests of ${spec.service ?? 'what is hit'}`;
    case 'rate': {
      const from = spec.caller === undefined ? '' : ` from ${spec.caller}`;
      return `Request rate of ${spec.service ?? 'what is hit'}${from}`;
    }
    default:
      return spec.query;
  }
}

import { parseDuration } from './durationText';

/** Which traces a page shows, within its time range. */
export type TraceFilters = {
  service?: string;
  operation?: string;
  onlyErrors: boolean;
  minDurationMs?: number;
  maxDurationMs?: number;
  /** Each as `key=value`. */
  attributes: string[];
};

/** The names of the filters in a link. */
export const FILTER_PARAMETERS = [
  'service',
  'operation',
  'errors',
  'minDuration',
  'maxDuration',
  'attribute',
] as const;

/** The name of a filter in a link. */
export type FilterParameter = (typeof FILTER_PARAMETERS)[number];

/** A value of a link that means nothing, and why. */
export type UnusableValue = {
  parameter: FilterParameter | 'from';
  value: string;
  reason: 'duration' | 'order' | 'flag' | 'attribute' | 'count' | 'range';
};

/** What a link asks for, as far as it can be understood. */
export type ParsedFilters = {
  filters: TraceFilters;
  unusable: UnusableValue[];
};

const ATTRIBUTE = /^[^=]+=/;
/** What the back end takes at most. */
const MOST_ATTRIBUTES = 20;
const LONGEST_ATTRIBUTE = 4_096;

export function isAttribute(text: string): boolean {
  return ATTRIBUTE.test(text) && text.length <= LONGEST_ATTRIBUTE;
}

function readDuration(
  parameters: URLSearchParams,
  parameter: 'minDuration' | 'maxDuration',
): { ms?: number; unusable: UnusableValue[] } {
  const value = parameters.get(parameter);
  if (!value) {
    return { unusable: [] };
  }
  const ms = parseDuration(value);
  return ms === undefined
    ? { unusable: [{ parameter, value, reason: 'duration' }] }
    : { ms, unusable: [] };
}

function readDurations(parameters: URLSearchParams) {
  const min = readDuration(parameters, 'minDuration');
  const max = readDuration(parameters, 'maxDuration');
  const unusable = [...min.unusable, ...max.unusable];
  if (min.ms !== undefined && max.ms !== undefined && min.ms > max.ms) {
    const value = parameters.get('maxDuration') ?? '';
    return {
      minDurationMs: min.ms,
      unusable: [
        ...unusable,
        { parameter: 'maxDuration', value, reason: 'order' } as const,
      ],
    };
  }
  return { minDurationMs: min.ms, maxDurationMs: max.ms, unusable };
}

function readAttributes(parameters: URLSearchParams) {
  const all = [...new Set(parameters.getAll('attribute'))];
  const usable = all.filter(isAttribute);
  const unusable: UnusableValue[] = [
    ...all
      .filter(value => !isAttribute(value))
      .map(value => ({
        parameter: 'attribute' as const,
        value,
        reason: 'attribute' as const,
      })),
    ...usable.slice(MOST_ATTRIBUTES).map(value => ({
      parameter: 'attribute' as const,
      value,
      reason: 'count' as const,
    })),
  ];
  return { attributes: usable.slice(0, MOST_ATTRIBUTES), unusable };
}

function readErrors(parameters: URLSearchParams) {
  const value = parameters.get('errors');
  const isKnown = value === null || value === 'true' || value === 'false';
  const unusable: UnusableValue[] = isKnown
    ? []
    : [{ parameter: 'errors', value, reason: 'flag' }];
  return { onlyErrors: value === 'true', unusable };
}

/** Reads the filters of a link; what cannot be used is named, not guessed at. */
export function parseTraceFilters(parameters: URLSearchParams): ParsedFilters {
  const { unusable: wrongDurations, ...durations } = readDurations(parameters);
  const { unusable: wrongAttributes, attributes } = readAttributes(parameters);
  const { unusable: wrongErrors, onlyErrors } = readErrors(parameters);
  return {
    filters: {
      service: parameters.get('service')?.trim() || undefined,
      operation: parameters.get('operation')?.trim() || undefined,
      onlyErrors,
      ...durations,
      attributes,
    },
    unusable: [...wrongErrors, ...wrongDurations, ...wrongAttributes],
  };
}

/** Whether anything but the time range keeps traces out. */
export function isFiltering(filters: TraceFilters): boolean {
  const { attributes, onlyErrors, ...rest } = filters;
  return (
    onlyErrors ||
    attributes.length > 0 ||
    Object.values(rest).some(value => value !== undefined)
  );
}

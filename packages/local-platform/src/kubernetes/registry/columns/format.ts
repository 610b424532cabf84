import { asNumber, asObjects, asString, at } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { Cell, Column, Columns } from '../Resource';

export const NAME: Column = { name: 'Name', type: 'string', format: 'name' };
export const AGE: Column = { name: 'Age', type: 'string' };

/** A span of time as kubectl shows it: `45s`, `3m10s`, `5h`, `12d`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 0) {
    return '0s';
  }
  if (seconds < 120) {
    return `${seconds}s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) {
    return join(minutes, 'm', seconds % 60, 's');
  }
  if (minutes < 180) {
    return `${minutes}m`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 8) {
    return join(hours, 'h', minutes % 60, 'm');
  }
  if (hours < 48) {
    return `${hours}h`;
  }
  const days = Math.floor(hours / 24);
  if (days < 8) {
    return join(days, 'd', hours % 24, 'h');
  }
  if (days < 730) {
    return `${days}d`;
  }
  const years = Math.floor(days / 365);
  return years < 8 ? join(years, 'y', days % 365, 'd') : `${years}y`;
}

function join(a: number, unitA: string, b: number, unitB: string): string {
  return b === 0 ? `${a}${unitA}` : `${a}${unitA}${b}${unitB}`;
}

export function age(time: unknown, now: number): string {
  const text = asString(time);
  return text ? humanDuration(now - Date.parse(text)) : '<unknown>';
}

export function ageOf(object: KubeObject, now: number): string {
  return age(object.metadata.creationTimestamp, now);
}

export function string(value: unknown, otherwise = '<none>'): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

export function number(value: unknown, otherwise = 0): number {
  return asNumber(value) ?? otherwise;
}

/** A selector as text: `app=core,tier=web`. */
export function selectorText(value: unknown): string {
  const labels = Object.entries(Object(at(value, 'matchLabels') ?? {}));
  const expressions = asObjects(at(value, 'matchExpressions')).map(
    ({ key, operator, values }) =>
      `${key} ${operator}${values ? ` (${String(values)})` : ''}`,
  );
  return (
    [...labels.map(([key, item]) => `${key}=${item}`), ...expressions].join(
      ',',
    ) || '<none>'
  );
}

export function mapText(value: unknown): string {
  return (
    Object.entries(Object(value ?? {}))
      .map(([key, item]) => `${key}=${item}`)
      .join(',') || '<none>'
  );
}

export function containersOf(podSpec: unknown): [string, string] {
  const containers = asObjects(at(podSpec, 'containers'));
  return [
    containers.map(container => string(container.name, '')).join(','),
    containers.map(container => string(container.image, '')).join(','),
  ];
}

/** Columns from pairs of a heading and what stands below it, between the name and what follows. */
export function columns(
  cells: Array<[Column | string, (object: KubeObject, now: number) => Cell]>,
): Columns {
  const all = cells.map(([column, read]) => ({
    column:
      typeof column === 'string'
        ? ({ name: column, type: 'string' } satisfies Column)
        : column,
    read,
  }));
  return {
    columns: [NAME, ...all.map(({ column }) => column)],
    row: (object, now) => [
      object.metadata.name ?? '',
      ...all.map(({ read }) => read(object, now)),
    ],
  };
}

export function wide(name: string): Column {
  return { name, type: 'string', priority: 1 };
}

export const ageCell: [Column, (object: KubeObject, now: number) => Cell] = [
  AGE,
  ageOf,
];

export const nameAndAge = columns([ageCell]);

import { parseEntityRef } from '@backstage/catalog-model';
import {
  type DashboardDrillDown,
  type ParameterValues,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type ReadCell, type Row, toText } from './answer';

/** What is behind a mark. */
export type Behind =
  | { kind: 'rows'; parameters: ParameterValues }
  | { kind: 'entity'; ref: { kind: string; namespace: string; name: string } }
  | { kind: 'traces'; search: URLSearchParams }
  | { kind: 'dashboard'; name: string; parameters: ParameterValues };

const PLACE = /\{([^{}]+)\}/g;

/** Puts the values of a row into `{column}`. */
export function fillTemplate(
  template: string,
  valueOf: (column: string) => string,
): string {
  return template.replace(PLACE, (_, column: string) => valueOf(column));
}

function scalarOf(cell: unknown): string | number | boolean | undefined {
  if (cell === null || cell === undefined) {
    return undefined;
  }
  return typeof cell === 'number' || typeof cell === 'boolean'
    ? cell
    : toText(cell);
}

/** Values by name; one that is not known is left out, which means all. */
function parametersOf(
  entries: [string, string | number | boolean | undefined][],
): ParameterValues {
  const values: ParameterValues = {};
  for (const [name, value] of entries) {
    if (value !== undefined) {
      values[name] = value;
    }
  }
  return values;
}

/** An entity that somebody's data names; `undefined` when it names none. */
export function entityOf(
  text: string,
): { kind: string; namespace: string; name: string } | undefined {
  try {
    const { kind, namespace, name } = parseEntityRef(text);
    return { kind, namespace, name };
  } catch {
    return undefined;
  }
}

function tracesOf(
  traces: Extract<DashboardDrillDown, { traces: unknown }>['traces'],
  fill: (template: string) => string,
): URLSearchParams {
  const search = new URLSearchParams();
  const { service, operation, attributes = {} } = traces;
  if (service) {
    search.set('service', fill(service));
  }
  if (operation) {
    search.set('operation', fill(operation));
  }
  for (const [name, template] of Object.entries(attributes)) {
    search.append('attribute', `${name}=${fill(template)}`);
  }
  return search;
}

/** Where a click on the mark of a row leads; `undefined` where to nothing. */
export function behind(
  drillDown: DashboardDrillDown | undefined,
  row: Row,
  read: ReadCell,
): Behind | undefined {
  if (!drillDown) {
    return undefined;
  }
  const fill = (template: string) =>
    fillTemplate(template, column => toText(read(row, column)));
  if ('rows' in drillDown) {
    return {
      kind: 'rows',
      parameters: parametersOf(
        Object.entries(drillDown.parameters ?? {}).map(([name, column]) => [
          name,
          scalarOf(read(row, column)),
        ]),
      ),
    };
  }
  if ('entity' in drillDown) {
    const ref = entityOf(fill(drillDown.entity));
    return ref && { kind: 'entity', ref };
  }
  if ('traces' in drillDown) {
    return { kind: 'traces', search: tracesOf(drillDown.traces, fill) };
  }
  return {
    kind: 'dashboard',
    name: drillDown.dashboard,
    parameters: parametersOf(
      Object.entries(drillDown.parameters ?? {}).map(([name, template]) => [
        name,
        // A link has no empty values.
        fill(template) || undefined,
      ]),
    ),
  };
}

import { InputError, NotFoundError } from '@backstage/errors';
import {
  type Dashboard,
  type DashboardPanel,
  type ParameterValues,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type Value } from '../query/bindValue';

/** The panel of that id. */
export function panelOf(
  { spec, metadata }: Dashboard,
  id: string,
): DashboardPanel {
  const panel = spec.panels.find(candidate => candidate.id === id);
  if (!panel) {
    throw new NotFoundError(
      `The dashboard '${
        metadata.name
      }' has no panel '${id}'. It has ${spec.panels
        .map(candidate => candidate.id)
        .join(', ')}`,
    );
  }
  return panel;
}

/** The values of a dashboard's parameters: those given, or their defaults. */
export function valuesOf(
  { spec }: Dashboard,
  given: ParameterValues = {},
): Record<string, Value | undefined> {
  const known = spec.parameters ?? [];
  const unknown = Object.keys(given).find(
    name => !known.some(parameter => parameter.name === name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `The dashboard has no parameter '${unknown}'. It has ${
        known.map(({ name }) => name).join(', ') || 'none'
      }`,
    );
  }
  return Object.fromEntries(
    known.map(({ name, default: fallback, required }) => {
      const value = Object.hasOwn(given, name) ? given[name] : fallback;
      const isEmpty =
        value === undefined || (Array.isArray(value) && value.length === 0);
      if (required && isEmpty) {
        throw new InputError(`The parameter '${name}' needs a value`);
      }
      return [name, value];
    }),
  );
}

/** What marks hand to a query, beside the parameters of the dashboard. */
export function handedParameters(
  { spec }: Dashboard,
  query: string,
): Set<string> {
  return new Set(
    spec.panels.flatMap(({ drillDown }) =>
      drillDown && 'rows' in drillDown && drillDown.rows === query
        ? Object.keys(drillDown.parameters ?? {})
        : [],
    ),
  );
}

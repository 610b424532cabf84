import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';

const components = z.record(z.string(), z.unknown()).default({});

const KINDS = ['receivers', 'processors', 'exporters'] as const;

const configSchema = z.looseObject({
  receivers: components,
  processors: components,
  exporters: components,
  connectors: components,
  extensions: components,
  service: z.looseObject({
    extensions: z.array(z.string()).default([]),
    pipelines: z.record(
      z.string(),
      z.strictObject({
        receivers: z.array(z.string()).min(1),
        processors: z.array(z.string()).default([]),
        exporters: z.array(z.string()).min(1),
      }),
    ),
  }),
});

const environmentSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            env: z.array(z.looseObject({ name: z.string() })).default([]),
          }),
        ),
      }),
    }),
  }),
});

/**
 * The collector's pipelines, and Jaeger's, which are its kind: what they name is
 * defined, what is defined is used, and a workload has the variables.
 */
export function checkCollector(rendered: RenderedFiles): Finding[] {
  const { documents } = readDocuments(rendered);
  const variables = documents.flatMap(({ value }) =>
    (
      environmentSchema.safeParse(value).data?.spec.template.spec.containers ??
      []
    ).flatMap(({ env }) => env.map(({ name }) => name)),
  );
  return documents.flatMap(({ where, value }) => {
    const { data } = configSchema.safeParse(value);
    if (!data) {
      return [];
    }
    const { extensions, pipelines } = data.service;
    const missing = [
      ...JSON.stringify(value).matchAll(/\$\{env:(\w+)/g),
    ].flatMap(([, name]) => (name && !variables.includes(name) ? [name] : []));
    return [
      ...KINDS.flatMap(kind => {
        const used = Object.values(pipelines).flatMap(
          pipeline => pipeline[kind],
        );
        const known = Object.keys(data[kind]);
        return compare(
          kind,
          used.filter(name => !(name in data.connectors)),
          known,
        );
      }),
      ...compare('extensions', extensions, Object.keys(data.extensions)),
      ...[...new Set(missing)].map(
        name => `No container has the variable ${name}`,
      ),
    ].map(message => ({ where, message }));
  });
}

function compare(
  kind: string,
  used: readonly string[],
  known: readonly string[],
): string[] {
  return [
    ...used
      .filter(name => !known.includes(name))
      .map(name => `${name} is used and not among the ${kind}`),
    ...known
      .filter(name => !used.includes(name))
      .map(name => `${name} is among the ${kind} and not used`),
  ];
}

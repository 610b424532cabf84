import { z } from 'zod';
import { RenderedFiles } from '../types';
import { readDocuments } from './documents';

/**
 * A part of the platform that its own template renders. Where it is rendered
 * beside what asks it, it has to show metrics; where it is not, another
 * repository has it.
 */
export type Part = 'ClickHouse' | 'Istio';

const meshSchema = z.looseObject({
  apiVersion: z.string().regex(/^(security|networking|telemetry)\.istio\.io\//),
  metadata: z.looseObject({ namespace: z.literal('istio-system') }),
});

const telemetrySchema = z.looseObject({
  apiVersion: z.string().startsWith('telemetry.istio.io/'),
  kind: z.literal('Telemetry'),
  metadata: z.looseObject({ namespace: z.literal('istio-system') }),
  spec: z.looseObject({
    metrics: z.array(
      z.looseObject({
        providers: z.array(z.looseObject({ name: z.string() })),
      }),
    ),
  }),
});

const clickHouseSchema = z.looseObject({
  kind: z.literal('StatefulSet'),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({
        labels: z.looseObject({
          'app.kubernetes.io/name': z.literal('clickhouse'),
        }),
      }),
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            ports: z
              .array(
                z.looseObject({
                  name: z.string().optional(),
                  containerPort: z.number(),
                }),
              )
              .default([]),
          }),
        ),
      }),
    }),
  }),
});

/** Whether a part is rendered here and shows no metrics, so that nobody can ask it. */
export function isSilent(part: Part, rendered: RenderedFiles): boolean {
  return part === 'Istio' ? isIstioSilent(rendered) : isServerSilent(rendered);
}

/** The proxies of the whole mesh tell what the Telemetry of its root namespace says. */
function isIstioSilent(rendered: RenderedFiles): boolean {
  const values = readDocuments(rendered).documents.map(({ value }) => value);
  const isRendered = values.some(value => meshSchema.safeParse(value).success);
  const tells = values
    .flatMap(value => telemetrySchema.safeParse(value).data?.spec.metrics ?? [])
    .flatMap(({ providers }) => providers);
  return isRendered && !tells.some(({ name }) => name === 'prometheus');
}

/** A server has an endpoint where its configuration opens the port that its pods name. */
function isServerSilent(rendered: RenderedFiles): boolean {
  const ports = readDocuments(rendered).documents.flatMap(({ value }) => {
    const { data } = clickHouseSchema.safeParse(value);
    return data ? [data.spec.template.spec.containers] : [];
  });
  const opened = new Set(rendered.files.flatMap(openedPort));
  return (
    ports.length > 0 &&
    !ports
      .flat()
      .flatMap(container => container.ports)
      .some(
        ({ name, containerPort }) =>
          name === 'metrics' && opened.has(containerPort),
      )
  );
}

/** The port of `<prometheus>` in a configuration, where it shows metrics and events. */
function openedPort({
  path,
  content,
}: RenderedFiles['files'][number]): number[] {
  if (!path.endsWith('.xml')) {
    return [];
  }
  const text = content.toString('utf8').replaceAll(/<!--[^]*?-->/g, '');
  const [, block] = /<prometheus>([^]*?)<\/prometheus>/.exec(text) ?? [];
  const tells = ['metrics', 'events'].every(name =>
    block?.includes(`<${name}>true</${name}>`),
  );
  const port = /<port>(\d+)<\/port>/.exec(block ?? '')?.[1];
  return tells && port !== undefined ? [Number(port)] : [];
}

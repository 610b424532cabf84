import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';

const matcherSchema = z.strictObject({
  name: z.string().min(1),
  value: z.string(),
  matchType: z.enum(['=', '!=', '=~', '!~']).optional(),
});

const duration = z.string().regex(/^([0-9]+(ms|s|m|h|d|w|y))+$/);

/** The schema of AlertmanagerConfig takes anything as a route below the first. */
const routeSchema = z.strictObject({
  receiver: z.string().optional(),
  matchers: z.array(matcherSchema).optional(),
  groupBy: z.array(z.string()).optional(),
  groupWait: duration.optional(),
  groupInterval: duration.optional(),
  repeatInterval: duration.optional(),
  continue: z.boolean().optional(),
  muteTimeIntervals: z.array(z.string()).optional(),
  activeTimeIntervals: z.array(z.string()).optional(),
  get routes() {
    return z.array(routeSchema).optional();
  },
});

type Route = z.infer<typeof routeSchema>;

const configSchema = z.looseObject({
  kind: z.literal('AlertmanagerConfig'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    route: routeSchema.extend({ receiver: z.string() }),
    receivers: z.array(z.looseObject({ name: z.string() })),
    inhibitRules: z
      .array(
        z.looseObject({
          sourceMatch: z.array(matcherSchema).min(1),
          targetMatch: z.array(matcherSchema).min(1),
        }),
      )
      .default([]),
  }),
});

const kindSchema = z.looseObject({ kind: z.literal('AlertmanagerConfig') });

const alertmanagerSchema = z.looseObject({
  kind: z.literal('Alertmanager'),
  spec: z.looseObject({
    alertmanagerConfiguration: z.looseObject({ name: z.string() }),
  }),
});

/** Alerts reach somebody: each route has a receiver that exists, and each receiver a route. */
export function checkAlertmanager(rendered: RenderedFiles): Finding[] {
  const { documents } = readDocuments(rendered);
  const names = documents.flatMap(
    ({ value }) => configSchema.safeParse(value).data?.metadata.name ?? [],
  );
  return documents.flatMap(({ where, value }) => {
    const named =
      alertmanagerSchema.safeParse(value).data?.spec.alertmanagerConfiguration;
    return [
      ...(named && !names.includes(named.name)
        ? [`The configuration ${named.name} is not rendered`]
        : []),
      ...(kindSchema.safeParse(value).success ? checkConfig(value) : []),
    ].map(message => ({ where, message }));
  });
}

function checkConfig(value: unknown): string[] {
  const { data, error } = configSchema.safeParse(value);
  if (!data) {
    return [z.prettifyError(error)];
  }
  const receivers = data.spec.receivers.map(({ name }) => name);
  const used = receiversOf(data.spec.route);
  return [
    ...used
      .filter(name => !receivers.includes(name))
      .map(name => `A route names the receiver ${name}, which is not there`),
    ...receivers
      .filter(name => !used.includes(name))
      .map(name => `No route leads to the receiver ${name}`),
  ];
}

function receiversOf({ receiver, routes = [] }: Route): string[] {
  return [...(receiver ? [receiver] : []), ...routes.flatMap(receiversOf)];
}

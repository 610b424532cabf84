import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().default('default'),
});

const destination = z.looseObject({
  host: z.string(),
  subset: z.string().optional(),
});

const routes = z
  .array(
    z.looseObject({
      route: z
        .array(z.looseObject({ destination, weight: z.number().optional() }))
        .default([]),
      mirror: destination.optional(),
    }),
  )
  .default([]);

const virtualServiceSchema = z.looseObject({
  kind: z.literal('VirtualService'),
  metadata,
  spec: z.looseObject({
    gateways: z.array(z.string()).default([]),
    http: routes,
    tls: routes,
    tcp: routes,
  }),
});

const destinationRuleSchema = z.looseObject({
  kind: z.literal('DestinationRule'),
  metadata,
  spec: z.looseObject({
    host: z.string(),
    trafficPolicy: z
      .looseObject({
        loadBalancer: z
          .looseObject({ localityLbSetting: z.unknown().optional() })
          .optional(),
        outlierDetection: z.unknown().optional(),
      })
      .optional(),
    subsets: z.array(z.looseObject({ name: z.string() })).default([]),
  }),
});

const serviceEntrySchema = z.looseObject({
  kind: z.literal('ServiceEntry'),
  spec: z.looseObject({ hosts: z.array(z.string()) }),
});

const serviceSchema = z.looseObject({
  kind: z.literal('Service'),
  metadata,
  spec: z.looseObject({ ports: z.array(z.looseObject({ port: z.number() })) }),
});

const gatewaySchema = z.looseObject({
  apiVersion: z.string().startsWith('networking.istio.io/'),
  kind: z.literal('Gateway'),
  metadata,
});

const policySchema = z.looseObject({
  kind: z.literal('AuthorizationPolicy'),
  spec: z.looseObject({
    rules: z
      .array(
        z.looseObject({
          from: z
            .array(
              z.looseObject({
                source: z.looseObject({
                  principals: z.array(z.string()).default([]),
                  notPrincipals: z.array(z.string()).default([]),
                }),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
});

const filterSchema = z.looseObject({
  kind: z.literal('EnvoyFilter'),
  spec: z.looseObject({
    configPatches: z.array(
      z.looseObject({
        applyTo: z.string(),
        patch: z.looseObject({
          operation: z.string(),
          value: z.unknown().optional(),
        }),
      }),
    ),
  }),
});

const telemetrySchema = z.looseObject({
  kind: z.literal('Telemetry'),
  spec: z.looseObject({
    tracing: providersOf(),
    accessLogging: providersOf(),
    metrics: providersOf(),
  }),
});

const valuesSchema = z.looseObject({
  meshConfig: z.looseObject({
    extensionProviders: z
      .array(z.looseObject({ name: z.string() }))
      .default([]),
  }),
});

function providersOf() {
  return z
    .array(
      z.looseObject({
        providers: z.array(z.looseObject({ name: z.string() })).default([]),
      }),
    )
    .default([]);
}

/** Those that Istio brings. */
const OWN_PROVIDERS = ['prometheus', 'stackdriver', 'envoy'];

/**
 * Whole, or its end behind a star, or its beginning before one. Istio compares the rest
 * letter by letter: of two stars the other one is a letter that nobody has.
 */
const PRINCIPAL =
  /^(\*|[a-z0-9.-]+\/ns\/[a-z0-9-]+\/sa\/[a-z0-9.-]+|\*((([a-z0-9.-]*\/ns)?\/[a-z0-9-]+)?\/sa)?\/[a-z0-9.-]+|[a-z0-9.-]+(\/(ns(\/([a-z0-9-]+(\/(sa(\/[a-z0-9.-]*)?)?)?)?)?)?)?\*)$/;

type Located<T> = { where: string; data: T };

/** Everything of Istio's in one rendering, by kind. */
type Mesh = ReturnType<typeof readMesh>;

/**
 * What one of Istio's objects says of another is true. Istio itself takes most
 * of these mistakes, and answers requests with 503 or lets them through.
 */
export function checkIstio(rendered: RenderedFiles): Finding[] {
  const mesh = readMesh(rendered);
  return [
    ...mesh.virtualServices.flatMap(found => checkRoutes(found, mesh)),
    ...checkRules(mesh),
    ...mesh.policies.flatMap(checkPrincipals),
    ...mesh.filters.flatMap(found => checkFilter(found, mesh)),
    ...mesh.telemetries.flatMap(found => checkProviders(found, mesh)),
  ];
}

function readMesh(rendered: RenderedFiles) {
  const { documents } = readDocuments(rendered);
  const all = <T>(schema: z.ZodType<T>): Located<T>[] =>
    documents.flatMap(({ where, value }) => {
      const { data } = schema.safeParse(value);
      return data === undefined ? [] : [{ where, data }];
    });
  const rules = all(destinationRuleSchema);
  const services = all(serviceSchema).map(({ data }) => ({
    host: `${data.metadata.name}.${data.metadata.namespace}.svc.cluster.local`,
    ports: data.spec.ports.map(({ port }) => port),
  }));
  return {
    rules,
    services,
    virtualServices: all(virtualServiceSchema),
    policies: all(policySchema),
    filters: all(filterSchema),
    telemetries: all(telemetrySchema),
    gateways: all(gatewaySchema).map(
      ({ data }) => `${data.metadata.namespace}/${data.metadata.name}`,
    ),
    providers: [
      ...OWN_PROVIDERS,
      ...all(valuesSchema).flatMap(({ data }) =>
        data.meshConfig.extensionProviders.map(({ name }) => name),
      ),
    ],
    hosts: new Set([
      ...rules.map(({ data }) => data.spec.host),
      ...services.map(({ host }) => host),
      ...all(serviceEntrySchema).flatMap(({ data }) => data.spec.hosts),
    ]),
  };
}

function checkRoutes(
  { where, data }: Located<z.infer<typeof virtualServiceSchema>>,
  { hosts, rules, gateways }: Mesh,
): Finding[] {
  const { http, tls, tcp, gateways: named } = data.spec;
  const all = [...http, ...tls, ...tcp];
  const messages = named
    .filter(name => name !== 'mesh')
    .map(name =>
      name.includes('/') ? name : `${data.metadata.namespace}/${name}`,
    )
    .filter(name => !gateways.includes(name))
    .map(name => `The gateway ${name} is not rendered`);
  for (const { route, mirror } of all) {
    const weights = route.map(({ weight }) => weight ?? 0);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (route.length > 1 && sum !== 100) {
      messages.push(`The weights of a route are ${sum} together, not 100`);
    }
    const targets = [
      ...route.map(({ destination: target }) => target),
      ...(mirror ? [mirror] : []),
    ];
    for (const { host, subset } of targets) {
      if (!hosts.has(host)) {
        messages.push(
          `${host} is the host of no Service, ServiceEntry or DestinationRule here`,
        );
      } else if (
        subset !== undefined &&
        !rules.some(
          ({ data: { spec } }) =>
            spec.host === host &&
            spec.subsets.some(({ name }) => name === subset),
        )
      ) {
        messages.push(`No DestinationRule of ${host} has the subset ${subset}`);
      }
    }
  }
  return [...new Set(messages)].map(message => ({ where, message }));
}

function checkRules({ rules }: Mesh): Finding[] {
  return rules.flatMap(({ where, data: { spec } }, index) => {
    const first = rules.findIndex(({ data }) => data.spec.host === spec.host);
    const { loadBalancer, outlierDetection } = spec.trafficPolicy ?? {};
    return [
      ...(first === index
        ? []
        : [
            `${spec.host} has a DestinationRule already in ${rules[first].where}; Istio does not merge them`,
          ]),
      ...(loadBalancer?.localityLbSetting && !outlierDetection
        ? [
            `${spec.host}: without outlierDetection nothing fails over to another locality`,
          ]
        : []),
    ].map(message => ({ where, message }));
  });
}

function checkPrincipals({
  where,
  data,
}: Located<z.infer<typeof policySchema>>): Finding[] {
  return data.spec.rules
    .flatMap(({ from }) => from)
    .flatMap(({ source }) => [...source.principals, ...source.notPrincipals])
    .filter(principal => !PRINCIPAL.test(principal))
    .map(principal => ({
      where,
      message: `${principal} is no principal; it is written as cluster.local/ns/shop/sa/core`,
    }));
}

/** Istio hands a filter to Envoy unread, and Envoy refuses the whole update. */
function checkFilter(
  { where, data }: Located<z.infer<typeof filterSchema>>,
  { services }: Mesh,
): Finding[] {
  return data.spec.configPatches
    .flatMap(({ applyTo, patch }, index) =>
      [
        ...(/_FILTER$/.test(applyTo) && patch.operation.startsWith('INSERT')
          ? checkInserted(patch.value)
          : []),
        ...fieldsOf(patch.value).flatMap(([key, value]) => {
          if (key === 'typed_config' || key === 'typedConfig') {
            return checkType(value);
          }
          return key === 'cluster_name' ? checkCluster(value, services) : [];
        }),
      ].map(message => `configPatches[${index}]: ${message}`),
    )
    .map(message => ({ where, message }));
}

function checkInserted(value: unknown): string[] {
  const inserted = z
    .looseObject({ name: z.string(), typed_config: z.looseObject({}) })
    .safeParse(value);
  return inserted.success ? [] : ['A filter needs a name and a typed_config'];
}

function checkType(value: unknown): string[] {
  const type = z.looseObject({ '@type': z.string() }).safeParse(value).data?.[
    '@type'
  ];
  return type !== undefined &&
    /^type\.googleapis\.com\/(envoy|udpa|xds)(\.[a-z0-9_]+)*\.v\d+(alpha\d*)?\.[A-Z]\w*$/.test(
      type,
    )
    ? []
    : [`${type ?? 'Nothing'} is no @type of Envoy's configuration`];
}

/** The clusters that Istio makes of services: `outbound|8081||ratelimit.…`. */
function checkCluster(value: unknown, services: Mesh['services']): string[] {
  const [direction, port, , host] = String(value).split('|');
  const service = services.find(known => known.host === host);
  return direction !== 'outbound' || service?.ports.includes(Number(port))
    ? []
    : [`${String(value)}: no Service here has this host and port`];
}

function fieldsOf(value: unknown): [string, unknown][] {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]): [string, unknown][] => [
        [key, inner],
        ...fieldsOf(inner),
      ])
    : [];
}

function checkProviders(
  { where, data: { spec } }: Located<z.infer<typeof telemetrySchema>>,
  { providers }: Mesh,
): Finding[] {
  return [...spec.tracing, ...spec.accessLogging, ...spec.metrics]
    .flatMap(entry => entry.providers)
    .filter(({ name }) => !providers.includes(name))
    .map(({ name }) => ({
      where,
      message: `No extensionProviders of the mesh has the provider ${name}`,
    }));
}

import { z } from 'zod';
import { Finding } from '../types';
import { Locate } from './lines';
import { PlacedObject } from './kubernetesReferences';

/** A manifest with the places of its keys. */
export type LocatedObject = PlacedObject & { at: Locate };

/** Who asks a Service for one of its ports, and where that is said. */
type Asked = { host: string; port: number; keys: PropertyKey[] };

const serviceSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  // Without any where it only gives pods their names.
  spec: z.looseObject({
    ports: z.array(z.looseObject({ port: z.number() })).default([]),
  }),
});

const target = z.looseObject({
  host: z.string(),
  port: z.looseObject({ number: z.number() }).optional(),
});

const routes = z
  .array(
    z.looseObject({
      route: z.array(z.looseObject({ destination: target })).default([]),
      mirror: target.optional(),
    }),
  )
  .default([]);

const virtualServiceSchema = z.looseObject({
  kind: z.literal('VirtualService'),
  spec: z.looseObject({ http: routes, tls: routes, tcp: routes }),
});

const ports = z
  .looseObject({
    portLevelSettings: z
      .array(z.looseObject({ port: z.looseObject({ number: z.number() }) }))
      .default([]),
  })
  .default({ portLevelSettings: [] });

const destinationRuleSchema = z.looseObject({
  kind: z.literal('DestinationRule'),
  spec: z.looseObject({ host: z.string(), trafficPolicy: ports }),
});

const httpRouteSchema = z.looseObject({
  kind: z.enum(['GRPCRoute', 'HTTPRoute']),
  spec: z.looseObject({
    rules: z
      .array(
        z.looseObject({
          backendRefs: z
            .array(
              z.looseObject({
                kind: z.string().default('Service'),
                name: z.string(),
                namespace: z.string().optional(),
                port: z.number().optional(),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
});

const statefulSchema = z.looseObject({
  kind: z.literal('StatefulSet'),
  spec: z.looseObject({ serviceName: z.string().optional() }),
});

/**
 * Routes ask a Service that is rendered for a port that it has, and the pods of a
 * StatefulSet get their names from one that is there. Kubernetes and Istio take the
 * mistake, and answer with 503.
 */
export function checkServicePorts(
  objects: readonly LocatedObject[],
): Finding[] {
  const open = new Map(
    objects.flatMap(({ value, namespace }): [string, number[]][] => {
      const { data } = serviceSchema.safeParse(value);
      return data
        ? [
            [
              `${value.metadata.name}.${namespace}`,
              data.spec.ports.map(({ port }) => port),
            ],
          ]
        : [];
    }),
  );
  return objects.flatMap(object => [
    ...readAsked(object).flatMap(({ host, port, keys }) => {
      const known = open.get(nameOf(host, object.namespace));
      return !known || known.length === 0 || known.includes(port)
        ? []
        : [
            {
              where: object.at(keys),
              message: `The Service ${host} has no port ${port}, only ${known.join(
                ', ',
              )}`,
            },
          ];
    }),
    ...checkStateful(object, open),
  ]);
}

function readAsked({ value, namespace }: LocatedObject): Asked[] {
  const virtual = virtualServiceSchema.safeParse(value).data?.spec;
  const rule = destinationRuleSchema.safeParse(value).data?.spec;
  const route = httpRouteSchema.safeParse(value).data?.spec;
  return [
    ...(['http', 'tls', 'tcp'] as const).flatMap(protocol =>
      (virtual?.[protocol] ?? []).flatMap((each, index) => {
        const keys = ['spec', protocol, index];
        return [
          ...each.route.flatMap(({ destination }, position) =>
            askedOf(destination, [...keys, 'route', position]),
          ),
          ...(each.mirror ? askedOf(each.mirror, [...keys, 'mirror']) : []),
        ];
      }),
    ),
    ...(rule?.trafficPolicy.portLevelSettings ?? []).map(({ port }, index) => ({
      host: rule?.host ?? '',
      port: port.number,
      keys: ['spec', 'trafficPolicy', 'portLevelSettings', index],
    })),
    ...(route?.rules ?? []).flatMap(({ backendRefs }, index) =>
      backendRefs.flatMap((backend, position) =>
        backend.kind === 'Service' && backend.port !== undefined
          ? [
              {
                host: `${backend.name}.${backend.namespace ?? namespace}`,
                port: backend.port,
                keys: ['spec', 'rules', index, 'backendRefs', position],
              },
            ]
          : [],
      ),
    ),
  ];
}

function askedOf(
  { host, port }: z.infer<typeof target>,
  keys: PropertyKey[],
): Asked[] {
  return port ? [{ host, port: port.number, keys }] : [];
}

/** `core`, `core.shop` and `core.shop.svc.cluster.local` are one. */
function nameOf(host: string, namespace: string): string {
  const [name, place = namespace] = host.split('.');
  return `${name}.${place}`;
}

function checkStateful(
  { value, namespace, at }: LocatedObject,
  services: ReadonlyMap<string, unknown>,
): Finding[] {
  const name = statefulSchema.safeParse(value).data?.spec.serviceName;
  return name === undefined || services.has(`${name}.${namespace}`)
    ? []
    : [
        {
          where: at(['spec', 'serviceName']),
          message: `Nothing makes the Service ${name} in the namespace ${namespace}, by which its pods get their names`,
        },
      ];
}

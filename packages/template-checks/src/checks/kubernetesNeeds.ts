import { z } from 'zod';
import { Finding } from '../types';
import { MadeOutside } from './kubernetesByHand';
import { Made, madeByObjects } from './kubernetesMakers';
import { podReferences } from './kubernetesPods';
import { PlacedObject } from './kubernetesReferences';

const gatewaySchema = z.looseObject({
  apiVersion: z.string().startsWith('networking.istio.io/'),
  kind: z.literal('Gateway'),
  spec: z.looseObject({
    servers: z.array(
      z.looseObject({
        tls: z
          .looseObject({ credentialName: z.string().optional() })
          .optional(),
      }),
    ),
  }),
});

/** What pods name is there when they start: in their namespace, with what they read of it. */
export function checkNeeds(
  objects: readonly PlacedObject[],
  generated: readonly Made[],
  outside: readonly MadeOutside[],
): Finding[] {
  const made = [...madeByObjects(objects), ...generated];
  const filledHere = new Set(
    objects
      .filter(({ value }) => value.kind === 'ExternalSecret')
      .map(({ namespace }) => namespace),
  );
  return objects.flatMap(({ where, namespace, value }) => {
    // Where Vault fills Secrets by this very rendering, a sentence is not enough.
    const known = [
      ...made,
      ...outside.filter(
        ({ isFilled }) => !isFilled || !filledHere.has(namespace),
      ),
    ];
    const messages = podReferences(value).flatMap(({ kind, name, keys }) => {
      const found = known.filter(
        other =>
          other.kind === kind &&
          other.name === name &&
          (other.namespace ?? namespace) === namespace,
      );
      return found.length === 0
        ? [`${missing(kind, name, namespace)}${advice(kind)}`]
        : keys
            .filter(key => !found.some(has(key)))
            .map(key => `The ${kind} ${name} has no key ${key}`);
    });
    return [...new Set([...messages, ...checkCredentials(value, known)])].map(
      message => ({ where, message }),
    );
  });
}

/** The certificates of one of Istio's gateways, which are where its pods are, whatever its own namespace. */
function checkCredentials(value: unknown, known: readonly Made[]): string[] {
  const servers = gatewaySchema.safeParse(value).data?.spec.servers ?? [];
  return servers
    .flatMap(({ tls }) => tls?.credentialName ?? [])
    .filter(
      wanted =>
        !known.some(({ kind, name }) => kind === 'Secret' && name === wanted),
    )
    .map(
      name =>
        `Nothing makes the Secret ${name} in any namespace${advice('Secret')}`,
    );
}

export function missing(kind: string, name: string, namespace: string): string {
  return `Nothing makes the ${kind} ${name} in the namespace ${namespace}`;
}

function has(key: string): (made: Made) => boolean {
  return ({ keys }) => keys?.includes(key) ?? true;
}

function advice(kind: string): string {
  return kind === 'Secret' || kind === 'ConfigMap'
    ? `: render it, or say in a README how people make it, by a command or in a table "| ${kind} | Keys |"`
    : '';
}

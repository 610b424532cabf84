import { z } from 'zod';
import { Finding } from '../types';
import { PlacedObject } from './kubernetesReferences';
import { LocatedObject } from './servicePorts';

const externalSchema = z.looseObject({
  kind: z.literal('ExternalSecret'),
  spec: z.looseObject({
    secretStoreRef: z.looseObject({
      kind: z.string().default('SecretStore'),
      name: z.string(),
    }),
  }),
});

const certificateSchema = z.looseObject({
  kind: z.literal('Certificate'),
  spec: z.looseObject({
    issuerRef: z.looseObject({
      kind: z.string().default('Issuer'),
      name: z.string(),
    }),
  }),
});

/**
 * What fills a Secret names the store or the issuer that it comes from. One of the whole
 * cluster may be somebody else's, unless the rendering makes some itself.
 */
export function checkSources(objects: readonly LocatedObject[]): Finding[] {
  return objects.flatMap(({ value, namespace, at }) => {
    const store = externalSchema.safeParse(value).data?.spec.secretStoreRef;
    const issuer = certificateSchema.safeParse(value).data?.spec.issuerRef;
    const source = store ?? issuer;
    if (!source) {
      return [];
    }
    const { kind, name } = source;
    const made = objects.filter(other => other.value.kind === kind);
    return made.length === 0 || made.some(isNamed(name, namespace))
      ? []
      : [
          {
            where: at(['spec', store ? 'secretStoreRef' : 'issuerRef']),
            message: `Nothing makes the ${kind} ${name}${
              kind.startsWith('Cluster') ? '' : ` in the namespace ${namespace}`
            }`,
          },
        ];
  });
}

function isNamed(name: string, namespace: string) {
  return (object: PlacedObject) =>
    object.value.metadata.name === name &&
    (object.value.kind.startsWith('Cluster') || object.namespace === namespace);
}

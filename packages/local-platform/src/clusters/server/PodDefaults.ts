import { Admission, AdmissionRequest } from '../../kubernetes';
import { isObject } from '../../kubernetes/model/json';

type Variable = { name: string; value?: string; valueFrom?: unknown };

export type PodDefaultsOptions = {
  /** Told of each pod: `cloud.region=europe-west1`. */
  resourceAttributes: string;
  /** By the name of a variable: what this platform has in the place of a fixed value. */
  replacements: Record<string, Omit<Variable, 'name'>>;
  /** Variables that come with another one. */
  companions: { beside: string; variable: Variable }[];
};

/**
 * Gives new pods what this platform has other than a production cluster: the
 * credentials of its receiver, and of its Redis where a manifest names one and
 * no Secret, a sandbox in the place of the payment provider. Manifests stay those of production; what was put in is in
 * the pod for everyone to read, as with a mesh's injection.
 */
export class PodDefaults implements Admission {
  readonly #options: PodDefaultsOptions;

  constructor(options: PodDefaultsOptions) {
    this.#options = options;
  }

  mutate({ operation, resource, subresource, object }: AdmissionRequest): void {
    if (
      operation !== 'CREATE' ||
      resource.kind !== 'Pod' ||
      resource.group !== '' ||
      subresource !== '' ||
      !isObject(object?.spec)
    ) {
      return;
    }
    const { initContainers = [], containers = [] } = object.spec;
    for (const container of [initContainers, containers].flat()) {
      if (isObject(container) && Array.isArray(container.env)) {
        container.env = this.#complete(container.env.filter(isVariable));
      }
    }
  }

  #complete(env: Variable[]): Variable[] {
    const { replacements, companions, resourceAttributes } = this.#options;
    const names = new Set(env.map(({ name }) => name));
    const replaced = env.map(variable => {
      const { name, value } = variable;
      if (name === 'OTEL_RESOURCE_ATTRIBUTES' && value !== undefined) {
        return { name, value: `${value},${resourceAttributes}` };
      }
      const replacement = replacements[name];
      return replacement && value !== undefined
        ? { name, ...replacement }
        : variable;
    });
    const added = companions
      .filter(
        ({ beside, variable }) =>
          names.has(beside) && !names.has(variable.name),
      )
      .map(({ variable }) => variable);
    return [...replaced, ...added];
  }
}

function isVariable(value: unknown): value is Variable {
  return isObject(value) && typeof value.name === 'string';
}

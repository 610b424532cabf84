import { createHash } from 'node:crypto';
import { invalid } from '../model/ApiError';
import { invalidValue } from '../model/causes';
import { asObject, asString, at } from '../model/json';
import { Admission, AdmissionRequest } from '../registry/Admission';
import type { Registry } from '../registry/Registry';
import { storeName } from '../registry/Resource';

/** `10.96.0.0/12`, as a cluster has it that was told nothing else. */
const FIRST = (10 << 24) | (96 << 16);
const COUNT = 2 ** 20;

/**
 * Gives each service an address of its own. Nobody listens there: in these
 * clusters a service is reached by its name, and the address is what tools show.
 */
export class ServiceAddresses implements Admission {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  mutate({ resource, object, old, namespace, name }: AdmissionRequest): void {
    if (storeName(resource) !== '/services' || !object) {
      return;
    }
    const spec = asObject(object.spec);
    const had = asString(at(old, 'spec', 'clusterIP'));
    const asked = asString(spec.clusterIP);
    if (spec.type === 'ExternalName' || had || asked === 'None') {
      return;
    }
    const taken = new Set(
      this.#registry.store
        .list('/services')
        .map(service => at(service, 'spec', 'clusterIP')),
    );
    if (!asked) {
      spec.clusterIP = freeAddress(`${namespace}/${name}`, taken);
    } else if (taken.has(asked)) {
      throw invalid(resource, name, [
        invalidValue(
          'spec.clusterIPs[0]',
          asked,
          'failed to allocate IP: provided IP is already allocated',
        ),
      ]);
    }
  }
}

/** The same for the same name while it is free, so that a new cluster looks like the last. */
function freeAddress(name: string, taken: Set<unknown>): string {
  let number = createHash('sha256').update(name).digest().readUInt32BE(0);
  for (;;) {
    const address = format(FIRST + (1 + (number % (COUNT - 2))));
    if (!taken.has(address)) {
      return address;
    }
    number += 1;
  }
}

function format(address: number): string {
  return [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');
}

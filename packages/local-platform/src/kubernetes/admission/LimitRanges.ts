import { forbidden } from '../model/ApiError';
import { asObject, asObjects, at, isObject, JsonObject } from '../model/json';
import { parseQuantity } from '../model/quantity';
import { Admission, AdmissionRequest } from '../registry/Admission';
import { child, fill } from '../registry/kinds/podDefaults';
import type { Registry } from '../registry/Registry';
import { storeName } from '../registry/Resource';

/** Gives containers the requests and limits of their namespace, and holds them to its bounds. */
export class LimitRanges implements Admission {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  mutate(request: AdmissionRequest): void {
    this.#each(request, (container, limit) => {
      const resources = child(container, 'resources');
      if (isObject(limit.default)) {
        fill(child(resources, 'limits'), limit.default);
      }
      if (isObject(limit.defaultRequest)) {
        fill(child(resources, 'requests'), limit.defaultRequest);
      }
      if (isObject(resources.limits)) {
        fill(child(resources, 'requests'), resources.limits);
      }
    });
  }

  validate(request: AdmissionRequest): void {
    const { resource, name } = request;
    this.#each(request, (container, limit) => {
      for (const [what, bound] of Object.entries(asObject(limit.max))) {
        const given = at(container, 'resources', 'limits', what);
        if (given === undefined) {
          throw forbidden(
            resource,
            name,
            `maximum ${what} usage per Container is ${bound}.  No limit is specified`,
          );
        }
        if ((parseQuantity(given) ?? 0) > (parseQuantity(bound) ?? 0)) {
          throw forbidden(
            resource,
            name,
            `maximum ${what} usage per Container is ${bound}, but limit is ${given}`,
          );
        }
      }
      for (const [what, bound] of Object.entries(asObject(limit.min))) {
        const given = at(container, 'resources', 'requests', what);
        if ((parseQuantity(given) ?? 0) < (parseQuantity(bound) ?? 0)) {
          throw forbidden(
            resource,
            name,
            `minimum ${what} usage per Container is ${bound}, but request is ${
              given ?? 0
            }`,
          );
        }
      }
    });
  }

  #each(
    { operation, resource, object, namespace }: AdmissionRequest,
    visit: (container: JsonObject, limit: JsonObject) => void,
  ): void {
    if (operation !== 'CREATE' || storeName(resource) !== '/pods') {
      return;
    }
    const limits = this.#registry.store
      .list('/limitranges', `${namespace}/`)
      .flatMap(range => asObjects(at(range, 'spec', 'limits')))
      .filter(limit => limit.type === 'Container');
    for (const container of asObjects(at(object, 'spec', 'containers'))) {
      limits.forEach(limit => visit(container, limit));
    }
  }
}

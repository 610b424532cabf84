import { Resource } from './Resource';
import { coreKinds } from './kinds/core';
import { definitionKind } from './kinds/definitions';
import { policyKinds } from './kinds/policy';
import { workloadKinds } from './kinds/workloads';

/** The kinds that a cluster serves: built-in ones, and those that were defined. */
export class Resources {
  readonly #byPath = new Map<string, Resource>();
  readonly #custom = new Map<string, Resource[]>();
  #version = 0;

  constructor() {
    for (const resource of [
      ...coreKinds,
      ...workloadKinds,
      ...policyKinds,
      definitionKind,
    ]) {
      this.#byPath.set(pathOf(resource), resource);
    }
  }

  /** Counts up when kinds come or go. */
  get version(): number {
    return this.#version;
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.#byPath.get(pathOf({ group, version, plural }));
  }

  /** The kind in the version that is preferred. */
  findKind(
    group: string,
    kind: string,
    version?: string,
  ): Resource | undefined {
    return this.all.find(
      resource =>
        resource.group === group &&
        resource.kind === kind &&
        (version === undefined || resource.version === version),
    );
  }

  get all(): Resource[] {
    return [...this.#byPath.values()];
  }

  /** The kinds that one definition brings, in all its versions. */
  setCustom(definition: string, resources: Resource[]): void {
    for (const old of this.#custom.get(definition) ?? []) {
      this.#byPath.delete(pathOf(old));
    }
    this.#custom.set(definition, resources);
    for (const resource of resources) {
      this.#byPath.set(pathOf(resource), resource);
    }
    this.#version += 1;
  }
}

function pathOf(resource: {
  group: string;
  version: string;
  plural: string;
}): string {
  return `${resource.group}/${resource.version}/${resource.plural}`;
}

import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { type ClusterHttp, type Limits } from '../http/ClusterHttp';
import { ClusterRefusedError } from '../http/errors';

const resourcesSchema = z.object({
  resources: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
    }),
  ),
});

export type ResourceName = {
  apiVersion: string;
  plural: string;
  namespaced: boolean;
};

/** Which resource a manifest's kind is, as the cluster's discovery says. */
export class ResourceNames {
  readonly #http: ClusterHttp;
  readonly #groups = new Map<
    string,
    z.infer<typeof resourcesSchema>['resources']
  >();

  constructor(http: ClusterHttp) {
    this.#http = http;
  }

  async find(
    { apiVersion, kind }: { apiVersion: string; kind: string },
    limits: Limits,
  ): Promise<ResourceName> {
    // A kind that is not known may have come since the group was read.
    const found =
      this.#lookUp(apiVersion, kind) ??
      (await this.#read(apiVersion, limits), this.#lookUp(apiVersion, kind));
    if (!found) {
      throw new InputError(
        `The cluster knows no ${kind} in ${apiVersion}. Is its CustomResourceDefinition installed?`,
      );
    }
    return { apiVersion, plural: found.name, namespaced: found.namespaced };
  }

  #lookUp(apiVersion: string, kind: string) {
    // A name with a slash is a part of an object, such as deployments/scale.
    return this.#groups
      .get(apiVersion)
      ?.find(
        resource => resource.kind === kind && !resource.name.includes('/'),
      );
  }

  async #read(apiVersion: string, limits: Limits): Promise<void> {
    const root = apiVersion.includes('/') ? 'apis' : 'api';
    const answer = await this.#http
      .json({ path: `/${root}/${apiVersion}`, ...limits })
      .catch((error: unknown) => {
        if (error instanceof ClusterRefusedError && error.code === 404) {
          return { resources: [] };
        }
        throw error;
      });
    this.#groups.set(apiVersion, resourcesSchema.parse(answer).resources);
  }
}

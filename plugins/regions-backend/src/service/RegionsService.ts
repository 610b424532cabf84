import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type CompoundEntityRef } from '@backstage/catalog-model';
import {
  type EntityRegions,
  type Region,
} from '@shop-platform/backstage-plugin-regions-common';

export type RegionsServiceOptions = {
  /** Of the one who asks. */
  credentials: BackstageCredentials;
};

/** Tells how regions are, as last read: it never waits for what it tells of. */
export interface RegionsService {
  list(options: RegionsServiceOptions): Promise<Region[]>;

  /** @throws NotFoundError */
  get(name: string, options: RegionsServiceOptions): Promise<Region>;

  /** @throws NotFoundError when there is no such entity, or it names no workloads */
  entity(
    ref: CompoundEntityRef,
    options: RegionsServiceOptions,
  ): Promise<EntityRegions>;
}

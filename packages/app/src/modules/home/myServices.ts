import { type CatalogApi } from '@backstage/catalog-client';
import {
  getCompoundEntityRef,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { type IdentityApi } from '@backstage/frontend-plugin-api';

/** A component that the person, or one of their groups, owns. */
export interface MyService {
  id: string;
  ref: CompoundEntityRef;
  title: string;
  description?: string;
  type?: string;
  lifecycle?: string;
  system?: string;
}

/** The services of one person; `total` is larger when there are more. */
export interface MyServicesList {
  services: MyService[];
  total: number;
}

const MAX_SERVICES = 100;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.lifecycle',
  'spec.system',
];

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function toMyService(entity: Entity): MyService {
  const { metadata, spec } = entity;
  return {
    id: stringifyEntityRef(entity),
    ref: getCompoundEntityRef(entity),
    title: metadata.title ?? metadata.name,
    description: metadata.description,
    type: textOf(spec?.type),
    lifecycle: textOf(spec?.lifecycle),
    system: textOf(spec?.system),
  };
}

/** Loads the components owned by the person signed in, by name. */
export async function loadMyServices(
  catalogApi: CatalogApi,
  identityApi: IdentityApi,
): Promise<MyServicesList> {
  const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
  const { items, totalItems } = await catalogApi.queryEntities({
    filter: { kind: 'Component', 'relations.ownedBy': ownershipEntityRefs },
    fields: FIELDS,
    orderFields: { field: 'metadata.name', order: 'asc' },
    limit: MAX_SERVICES,
  });
  return { services: items.map(toMyService), total: totalItems };
}

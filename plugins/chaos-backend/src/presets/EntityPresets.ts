import { NotFoundError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { type ChaosPresets } from '@shop-platform/backstage-plugin-chaos-common';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import {
  getWorkloadSelection,
  workloadAnnotations,
} from '@shop-platform/backstage-plugin-regions-common';
import { type PolicySettings } from '../config';
import { presetsFor } from './presets';
import {
  SavedExperiments,
  type SavedExperimentsOptions,
} from './SavedExperiments';
import { savePlaceOf } from './savePlaceOf';
import { toPodSelector } from './toPodSelector';

export type EntityPresetsOptions = SavedExperimentsOptions & {
  catalog: CatalogService;
  integrations: ScmIntegrations;
  policy: Pick<PolicySettings, 'kinds' | 'namespaces'>;
};

/** What one can begin with for a component: what is shipped, and what is kept in Git. */
export class EntityPresets {
  readonly #options: EntityPresetsOptions;
  readonly #saved: SavedExperiments;

  constructor(options: EntityPresetsOptions) {
    this.#options = options;
    this.#saved = new SavedExperiments(options);
  }

  async of(ref: string, { credentials }: Call): Promise<ChaosPresets> {
    const { catalog, integrations, policy } = this.#options;
    const entity = await catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no entity '${ref}'`);
    }
    const selection = getWorkloadSelection(entity);
    if (!selection) {
      throw new NotFoundError(
        `'${ref}' names no pods: that takes the annotation ${workloadAnnotations.id} or ${workloadAnnotations.labelSelector}`,
      );
    }
    const [firstNamespace] = policy.namespaces;
    const place = savePlaceOf(entity, integrations);
    const saved = await this.#saved.of(entity);
    return {
      presets: presetsFor({
        name: entity.metadata.name.toLocaleLowerCase('en-US'),
        namespace: selection.namespace ?? firstNamespace ?? 'default',
        selector: toPodSelector(selection.selector),
        kinds: policy.kinds,
      }),
      ...(saved ? { saved } : {}),
      ...(place?.newFileUrl ? { saveUrl: place.newFileUrl } : {}),
      ...(place
        ? { saveTo: { repoUrl: place.repoUrl, folder: place.folder } }
        : {}),
    };
  }
}

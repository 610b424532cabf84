import { stringifyEntityRef } from '@backstage/catalog-model';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import {
  readTemplateReleases,
  type TemplateRenderings,
} from '@shop-platform/backstage-plugin-templates-common';
import { type RenderingIndex } from './RenderingIndex';

/** Tells each caller of what they may see in the catalog, and of nothing else. */
export class VisibleRenderings {
  readonly #catalog: CatalogService;
  readonly #index: RenderingIndex;

  constructor(options: { catalog: CatalogService; index: RenderingIndex }) {
    this.#catalog = options.catalog;
    this.#index = options.index;
  }

  async list(
    { entityRef }: { entityRef?: string | undefined },
    { credentials }: Call,
  ): Promise<TemplateRenderings> {
    const { renderings, unanswered, readAt } = this.#index.get();
    const asked = ({ entityRefs }: { entityRefs: string[] }) =>
      entityRef === undefined ||
      entityRefs.includes(entityRef.toLocaleLowerCase('en-US'));
    const chosen = renderings.filter(asked);
    const silent = unanswered.filter(asked);
    const visible = await this.#visibleOf(
      [...chosen, ...silent].flatMap(({ entityRefs }) => entityRefs),
      credentials,
    );
    const seen = (refs: string[]) => refs.filter(ref => visible.has(ref));
    return {
      ...(readAt ? { readAt: readAt.toISOString() } : {}),
      templates: await this.#templates(credentials),
      renderings: chosen.flatMap(
        ({ entityRefs, repository, proposal, unknownSince, ...rendering }) =>
          seen(entityRefs).length === 0
            ? []
            : [
                {
                  ...rendering,
                  entityRefs: seen(entityRefs),
                  ...(repository ? { repository } : {}),
                  ...(proposal
                    ? {
                        pullRequest: {
                          url: proposal.url,
                          title: proposal.title,
                        },
                      }
                    : {}),
                  ...(unknownSince
                    ? { unknownSince: unknownSince.toISOString() }
                    : {}),
                },
              ],
      ),
      unanswered: silent.flatMap(({ repository, since, message, entityRefs }) =>
        seen(entityRefs).length === 0
          ? []
          : [{ repository, since: since.toISOString(), message }],
      ),
    };
  }

  async #visibleOf(
    entityRefs: string[],
    credentials: Call['credentials'],
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) {
      return new Set();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: [...new Set(entityRefs)],
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return new Set(
      items.flatMap(entity => (entity ? [stringifyEntityRef(entity)] : [])),
    );
  }

  async #templates(
    credentials: Call['credentials'],
  ): Promise<TemplateRenderings['templates']> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: { kind: 'Template', 'metadata.namespace': 'default' },
        fields: ['kind', 'metadata'],
      },
      { credentials },
    );
    return items.flatMap(entity => {
      const releases = readTemplateReleases(entity);
      return releases.length === 0
        ? []
        : [
            {
              name: entity.metadata.name,
              title: entity.metadata.title ?? entity.metadata.name,
              releases,
            },
          ];
    });
  }
}

import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { ParsedLocationAnnotation } from '@backstage/plugin-techdocs-node';
import type { SiteConfig } from './siteConfig';

/** Gives the address at which a page's source can be edited, if it has one. */
export type EditLinks = (
  config: SiteConfig,
  sourcePath: string,
) => string | undefined;

/** Hosts whose editor opens on the folder's address plus the file's path. */
const editableHosts = ['github', 'gitlab'];

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value);
}

function fromConfig({ editUri, repoUrl }: SiteConfig): string | undefined {
  if (editUri === undefined) {
    return undefined;
  }
  if (isWebAddress(editUri)) {
    return editUri;
  }
  return repoUrl && isWebAddress(repoUrl)
    ? `${repoUrl.replace(/\/$/, '')}/${editUri.replace(/^\//, '')}`
    : undefined;
}

function fromLocation(
  integrations: ScmIntegrationRegistry,
  location: ParsedLocationAnnotation | undefined,
  docsDir: string,
): string | undefined {
  if (location?.type !== 'url') {
    return undefined;
  }
  const integration = integrations.byUrl(location.target);
  const namesAFolder = /\/(?:tree|blob)\//.test(location.target);
  if (!integration || !editableHosts.includes(integration.type)) {
    return undefined;
  }
  if (!namesAFolder) {
    return undefined;
  }
  const folder = integration.resolveUrl({
    url: `./${docsDir}`,
    base: `${location.target.replace(/\/$/, '')}/`,
  });
  return integration.resolveEditUrl(folder);
}

/**
 * Edit links as `mkdocs.yml` asks for them, or as the place that the
 * documentation was read from suggests.
 */
export function createEditLinks(
  integrations: ScmIntegrationRegistry,
  location: ParsedLocationAnnotation | undefined,
): EditLinks {
  return (config, sourcePath) => {
    const folder =
      fromConfig(config) ??
      fromLocation(integrations, location, config.docsDir);
    if (folder === undefined) {
      return undefined;
    }
    const path = sourcePath.split('/').map(encodeURIComponent).join('/');
    return `${folder.replace(/\/$/, '')}/${path}`;
  };
}

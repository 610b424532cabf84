import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import {
  fetchTemplateProposals,
  type TemplateProposal,
} from '@shop-platform/backstage-plugin-templates-common';
import { type Source } from '../deploy/source';

/** The pull requests of a repository that change what templates rendered and wait. */
export async function readProposals(options: {
  source: Source;
  integrations: ScmIntegrations;
}): Promise<TemplateProposal[]> {
  const { source, integrations } = options;
  const { origin, host, owner, repo } = source;
  const apiBaseUrl = integrations.github.byHost(host)?.config.apiBaseUrl;
  // The repository itself says that its host is none of these, with more words.
  if (!apiBaseUrl) {
    return [];
  }
  const { headers = {} } =
    await DefaultGithubCredentialsProvider.fromIntegrations(
      integrations,
    ).getCredentials({ url: `${origin}/${owner}/${repo}` });
  try {
    return await fetchTemplateProposals({ apiBaseUrl, owner, repo, headers });
  } catch (error) {
    throw new ServiceUnavailableError(
      `Whether a pull request waits in ${owner}/${repo} already cannot be found out`,
      error,
    );
  }
}

/** Two that wait would both be merged with what neither of them knows. */
export function refuseSecond(
  proposals: readonly TemplateProposal[],
  manifest: string,
): void {
  const open = proposals.find(proposal => proposal.manifest === manifest);
  if (open) {
    throw new ConflictError(
      `A pull request about ${manifest} is open already: ${open.url} (${open.title}). Merge or close it first`,
    );
  }
}

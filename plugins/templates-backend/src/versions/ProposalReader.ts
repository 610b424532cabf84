import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import {
  fetchTemplateProposals,
  type TemplateProposal,
} from '@shop-platform/backstage-plugin-templates-common';

/** Reads which pull requests about templates wait in a repository. */
export class ProposalReader {
  readonly #integrations: ScmIntegrations;
  readonly #credentials: DefaultGithubCredentialsProvider;

  constructor(options: { integrations: ScmIntegrations }) {
    this.#integrations = options.integrations;
    this.#credentials = DefaultGithubCredentialsProvider.fromIntegrations(
      options.integrations,
    );
  }

  /**
   * @param root - the repository at a branch: `https://github.com/shop/platform/tree/main`
   * @returns none for hosts that do not speak as GitHub does, which get no upgrades
   */
  async read(
    root: string,
    signal: AbortSignal | undefined,
  ): Promise<TemplateProposal[]> {
    const { origin, host, pathname } = new URL(root);
    const apiBaseUrl =
      this.#integrations.github.byHost(host)?.config.apiBaseUrl;
    const [owner, repo] = pathname.split('/').slice(1).map(decodeURIComponent);
    if (!apiBaseUrl) {
      return [];
    }
    const { headers = {} } = await this.#credentials.getCredentials({
      url: `${origin}/${owner}/${repo}`,
    });
    return await fetchTemplateProposals({
      apiBaseUrl,
      owner,
      repo,
      headers,
      ...(signal ? { signal } : {}),
    });
  }
}

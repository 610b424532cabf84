import { z } from 'zod';

/**
 * A pull request that brings what a template rendered to a newer version, or
 * adds to it, and waits.
 *
 * @public
 */
export type TemplateProposal = {
  url: string;
  title: string;
  branch: string;
  /** The manifest in the repository that it is about. */
  manifest: string;
};

const PAGE = 100;
/** More pull requests than a team has open. */
const MAX_PAGES = 10;
const LINE = /^Manifest: `([^`\n]+)`$/m;

const repositorySchema = z.object({ full_name: z.string() });

const pullsSchema = z.array(
  z.object({
    html_url: z.url({ protocol: /^https?$/ }),
    title: z.string(),
    body: z.string().nullable(),
    head: z.object({ ref: z.string(), repo: repositorySchema.nullable() }),
    base: z.object({ repo: repositorySchema }),
  }),
);

/**
 * The line by which the text of a pull request says what it is about.
 *
 * @public
 */
export function describeProposal(manifest: string): string {
  return `Manifest: \`${manifest}\``;
}

/**
 * The pull requests of a repository on GitHub that change what templates
 * rendered and are open, the newest first. What comes from a fork is none:
 * anybody may write anything there.
 *
 * @public
 */
export async function fetchTemplateProposals(options: {
  /** Where the API is: `https://api.github.com`. */
  apiBaseUrl: string;
  owner: string;
  repo: string;
  headers: Record<string, string>;
  signal?: AbortSignal;
}): Promise<TemplateProposal[]> {
  const { apiBaseUrl, owner, repo, headers, signal } = options;
  const found: TemplateProposal[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = [owner, repo].map(encodeURIComponent).join('/');
    const query = new URLSearchParams({
      state: 'open',
      per_page: String(PAGE),
      page: String(page),
    });
    const url = `${apiBaseUrl}/repos/${path}/pulls?${query}`;
    const response = await fetch(url, {
      headers,
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) {
      throw new Error(
        `The pull requests of ${owner}/${repo} cannot be read: ${url} answered ${response.status}. The portal's credential needs to read pull requests`,
      );
    }
    const pulls = pullsSchema.parse(await response.json());
    found.push(...pulls.flatMap(toProposals));
    if (pulls.length < PAGE) {
      break;
    }
  }
  return found;
}

function toProposals(
  pull: z.infer<typeof pullsSchema>[number],
): TemplateProposal[] {
  const { head, base, body, html_url: url, title } = pull;
  const manifest = LINE.exec((body ?? '').replaceAll('\r', ''))?.[1];
  const isOurs = head.repo?.full_name === base.repo.full_name;
  return manifest !== undefined && isOurs && head.ref.startsWith('template/')
    ? [{ url, title, branch: head.ref, manifest }]
    : [];
}

import { Repository } from '../store/Repository';
import { presentAccount } from './accounts';
import { Host } from './Host';

/** A repository as GitHub shows it. */
export async function presentRepository(host: Host, repository: Repository) {
  const { settings } = repository;
  const api = repositoryUrl(host, repository);
  const page = `${host.baseUrl}/${repository.fullName}`;
  return {
    id: settings.id,
    node_id: `R_${settings.id}`,
    name: settings.name,
    full_name: repository.fullName,
    private: settings.visibility !== 'public',
    owner: presentAccount(host, settings.owner),
    html_url: page,
    description: settings.description ?? null,
    fork: false,
    url: api,
    ...urlTemplates(api),
    clone_url: `${page}.git`,
    homepage: settings.homepage ?? null,
    // GitHub counts in kilobytes, and calls a repository of none empty.
    size: Math.ceil(settings.size / 1024),
    has_issues: settings.hasIssues,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    archived: false,
    disabled: false,
    visibility: settings.visibility,
    topics: settings.topics,
    default_branch: await repository.defaultBranch(),
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    permissions: {
      admin: true,
      maintain: true,
      push: true,
      triage: true,
      pull: true,
    },
    created_at: settings.createdAt,
    updated_at: settings.updatedAt,
    pushed_at: settings.pushedAt,
  };
}

export function repositoryUrl(host: Host, repository: Repository): string {
  return `${host.apiUrl}/repos/${repository.fullName}`;
}

function urlTemplates(api: string) {
  return {
    archive_url: `${api}/{archive_format}{/ref}`,
    blobs_url: `${api}/git/blobs{/sha}`,
    branches_url: `${api}/branches{/branch}`,
    commits_url: `${api}/commits{/sha}`,
    contents_url: `${api}/contents/{+path}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    pulls_url: `${api}/pulls{/number}`,
    statuses_url: `${api}/statuses/{sha}`,
    trees_url: `${api}/git/trees{/sha}`,
  };
}

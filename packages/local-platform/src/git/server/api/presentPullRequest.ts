import { Repository } from '../store/Repository';
import { PullRequest } from '../store/settings';
import { presentAccount } from './accounts';
import { Host } from './Host';
import { presentRepository, repositoryUrl } from './presentRepository';

/** A pull request as GitHub shows it. */
export async function presentPullRequest(
  host: Host,
  repository: Repository,
  pull: PullRequest,
) {
  const url = `${repositoryUrl(host, repository)}/pulls/${pull.number}`;
  const { owner } = repository.settings;
  const repo = await presentRepository(host, repository);
  const side = ({ ref, sha }: PullRequest['head']) => ({
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: presentAccount(host, owner),
    repo,
  });
  return {
    id: pull.id,
    node_id: `PR_${pull.id}`,
    url,
    html_url: pullRequestPage(host, repository, pull),
    issue_url: `${repo.url}/issues/${pull.number}`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body ?? null,
    draft: pull.draft,
    user: presentAccount(host, host.user),
    labels: presentLabels(host, repository, pull),
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.head),
    base: side(pull.base),
    merged: pull.mergedAt !== undefined,
    merge_commit_sha: pull.mergeCommitSha ?? null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    merged_at: pull.mergedAt ?? null,
  };
}

export function pullRequestPage(
  host: Host,
  repository: Repository,
  pull: PullRequest,
): string {
  return `${host.baseUrl}/${repository.fullName}/pull/${pull.number}`;
}

export function presentLabels(
  host: Host,
  repository: Repository,
  pull: PullRequest,
) {
  const api = repositoryUrl(host, repository);
  return pull.labels.map((name, index) => ({
    id: index + 1,
    name,
    url: `${api}/labels/${encodeURIComponent(name)}`,
    color: 'ededed',
    default: false,
    description: null,
  }));
}

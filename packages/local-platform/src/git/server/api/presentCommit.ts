import { Commit, Signature } from '../store/gitObjects';
import { Repository } from '../store/Repository';
import { Host } from './Host';
import { repositoryUrl } from './presentRepository';

const verification = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
};

/** A commit as the repository's history shows it. */
export function presentCommit(
  host: Host,
  repository: Repository,
  commit: Commit,
) {
  const api = repositoryUrl(host, repository);
  const page = `${host.baseUrl}/${repository.fullName}/commit`;
  return {
    sha: commit.oid,
    node_id: `C_${commit.oid}`,
    commit: {
      author: presentSignature(commit.author),
      committer: presentSignature(commit.committer),
      message: commit.message.replace(/\n$/, ''),
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.oid}`,
      comment_count: 0,
      verification,
    },
    url: `${api}/commits/${commit.oid}`,
    html_url: `${page}/${commit.oid}`,
    author: null,
    committer: null,
    parents: commit.parents.map(sha => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/${sha}`,
    })),
  };
}

/** A commit as the database of objects shows it. */
export function presentGitCommit(
  host: Host,
  repository: Repository,
  commit: Commit,
) {
  const { commit: shown, ...rest } = presentCommit(host, repository, commit);
  return {
    ...shown,
    sha: rest.sha,
    node_id: rest.node_id,
    html_url: rest.html_url,
    parents: rest.parents,
  };
}

function presentSignature({ name, email, timestamp }: Signature) {
  return {
    name,
    email,
    date: new Date(timestamp * 1_000).toISOString().replace('.000Z', 'Z'),
  };
}

import { GitHubError } from '../http/answers';
import { Commit, Signature } from '../store/gitObjects';
import { NO_OBJECT } from '../store/names';
import { Repository } from '../store/Repository';
import { editTree } from '../store/trees';
import { Host } from './Host';

export type FileChange = {
  path: string;
  /** Without content the file is removed. */
  content: Buffer | undefined;
};

/** Commits changed files on a branch, which it creates in an empty repository. */
export async function commitChanges(
  host: Host,
  repository: Repository,
  given: {
    branch: string;
    message: string;
    changes: FileChange[];
    author?: Signature;
    committer?: Signature;
    /** The commit that the branch has to be at. */
    expected?: string;
  },
): Promise<Commit> {
  const { objects } = repository;
  const before = given.expected ?? (await repository.branch(given.branch));
  const parent = before && (await objects.readCommit(before));
  const changes = await Promise.all(
    given.changes.map(async ({ path, content }) => ({
      path,
      mode: '100644',
      type: 'blob' as const,
      oid: content && (await objects.write('blob', content)),
    })),
  );
  const author = given.author ?? sign(host);
  const commit = {
    tree: await editTree(objects, parent ? parent.tree : undefined, changes),
    parents: parent ? [parent.oid] : [],
    author,
    committer: given.committer ?? author,
    message: given.message,
  };
  const oid = await objects.writeCommit(commit);
  await moveBranch(repository, given.branch, before, oid);
  return { ...commit, oid };
}

/** Moves a branch forward, or throws GitHub's refusal. */
export async function moveBranch(
  repository: Repository,
  branch: string,
  before: string | undefined,
  after: string,
): Promise<void> {
  const name = `refs/heads/${branch}`;
  const refusals = await repository.updateRefs(
    [{ name, before: before ?? NO_OBJECT, after }],
    { force: false },
  );
  const reason = refusals.get(name);
  if (reason) {
    throw new GitHubError(409, `${name} was not updated: ${reason}`);
  }
}

/** The technical user, now. */
export function sign(host: Host): Signature {
  return {
    name: host.user,
    email: `${host.user}@users.noreply.localhost`,
    timestamp: Math.floor(Date.now() / 1_000),
    timezoneOffset: 0,
  };
}

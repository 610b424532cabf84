import { json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { walkHistory } from '../store/history';
import { Commit } from '../store/gitObjects';
import { Repository } from '../store/Repository';
import { findEntry } from '../store/trees';
import { addRepositoryRoute, findCommit, Host } from './Host';
import { paginate, readPage } from './pages';
import { presentCommit } from './presentCommit';

/** The history. Add these after the routes below `/commits/{ref}`, which are longer. */
export function addCommitRoutes(router: Router, host: Host): void {
  addRepositoryRoute(router, host, 'GET /commits', async (repository, call) => {
    const commits = await listCommits(repository, call);
    return paginate(call, commits, part =>
      part.map(commit => presentCommit(host, repository, commit)),
    );
  });
  addRepositoryRoute(
    router,
    host,
    'GET /commits/{ref...}',
    async (repository, { parameters, headers }) => {
      const oid = await findCommit(repository, parameters.ref);
      const commit = await repository.objects.readCommit(oid);
      if (!commit) {
        throw notFound();
      }
      if (/\bsha\b/.test(headers.accept ?? '')) {
        return {
          status: 200,
          headers: { 'content-type': 'application/vnd.github.sha' },
          body: Buffer.from(oid),
        };
      }
      return json(presentCommit(host, repository, commit));
    },
  );
}

async function listCommits(
  repository: Repository,
  call: Call,
): Promise<Commit[]> {
  const start = await findCommit(repository, call.query.get('sha') || 'HEAD');
  const path = call.query.get('path') ?? '';
  const { page, size } = readPage(call.query);
  const commits: Commit[] = [];
  for await (const commit of walkHistory(repository.objects, start)) {
    if (!path || (await changesPath(repository, commit, path))) {
      commits.push(commit);
    }
    // One more than the page, so that it is known whether there is a next one.
    if (commits.length > page * size) {
      break;
    }
  }
  return commits;
}

async function changesPath(
  { objects }: Repository,
  commit: Commit,
  path: string,
): Promise<boolean> {
  const now = (await findEntry(objects, commit.tree, path))?.oid;
  const parents = commit.parents.length > 0 ? commit.parents : [undefined];
  for (const parent of parents) {
    const tree = parent && (await objects.readCommit(parent))?.tree;
    const before = tree
      ? (await findEntry(objects, tree, path))?.oid
      : undefined;
    if (before === now) {
      return false;
    }
  }
  return true;
}

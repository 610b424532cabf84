import { z } from 'zod';
import { empty, GitHubError, json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { isWritableRef, NO_OBJECT } from '../store/names';
import { Repository } from '../store/Repository';
import { addRepositoryRoute, Host } from './Host';
import { paginate } from './pages';
import { repositoryUrl } from './presentRepository';

/** Refs, the way git knows them. */
export function addGitRefRoutes(router: Router, host: Host): void {
  addRepositoryRoute(
    router,
    host,
    'GET /git/ref/{ref...}',
    async (repository, { parameters }) => {
      const { name, oid } = await findRef(repository, parameters.ref);
      return json(await present(host, repository, name, oid));
    },
  );
  addRepositoryRoute(
    router,
    host,
    'GET /git/matching-refs/{ref...}',
    async (repository, call) => listRefs(host, repository, call),
  );
  addRepositoryRoute(router, host, 'POST /git/refs', async (repository, call) =>
    createRef(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'PATCH /git/refs/{ref...}',
    async (repository, call) => changeRef(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'DELETE /git/refs/{ref...}',
    async (repository, { parameters }) => {
      const { name, oid } = await findRef(repository, parameters.ref, 422);
      await update(repository, name, oid, NO_OBJECT, true);
      return empty();
    },
  );
}

async function listRefs(host: Host, repository: Repository, call: Call) {
  const refs = [...(await repository.refs.list(`refs/${call.parameters.ref}`))];
  return paginate(
    call,
    await Promise.all(
      refs.map(([name, oid]) => present(host, repository, name, oid)),
    ),
  );
}

async function changeRef(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(
    z.object({ sha: z.string(), force: z.boolean().default(false) }),
  );
  const { name, oid } = await findRef(repository, call.parameters.ref);
  await checkTarget(repository, name, given.sha);
  await update(repository, name, oid, given.sha, given.force);
  return json(await present(host, repository, name, given.sha));
}

async function createRef(host: Host, repository: Repository, call: Call) {
  const { ref, sha } = await call.parse(
    z.object({ ref: z.string(), sha: z.string() }),
  );
  if (!isWritableRef(ref)) {
    throw new GitHubError(422, `Reference name is not valid: ${ref}`);
  }
  if (await repository.refs.read(ref)) {
    throw new GitHubError(422, 'Reference already exists');
  }
  await checkTarget(repository, ref, sha);
  await update(repository, ref, NO_OBJECT, sha, false);
  return json(await present(host, repository, ref, sha), 201);
}

async function findRef(
  repository: Repository,
  short: string,
  missing = 404,
): Promise<{ name: string; oid: string }> {
  const name = `refs/${short.replace(/^refs\//, '')}`;
  const oid = isWritableRef(name)
    ? await repository.refs.read(name)
    : undefined;
  if (oid) {
    return { name, oid };
  }
  if ((await repository.refs.list()).size === 0) {
    throw new GitHubError(409, 'Git Repository is empty.');
  }
  throw missing === 404
    ? notFound()
    : new GitHubError(missing, 'Reference does not exist');
}

async function checkTarget(
  repository: Repository,
  name: string,
  sha: string,
): Promise<void> {
  const object = /^[0-9a-f]{40}$/.test(sha)
    ? await repository.objects.read(sha)
    : undefined;
  const fits =
    object?.type === 'commit' ||
    (object !== undefined && name.startsWith('refs/tags/'));
  if (!fits) {
    throw new GitHubError(422, 'Object does not exist');
  }
}

async function update(
  repository: Repository,
  name: string,
  before: string,
  after: string,
  force: boolean,
): Promise<void> {
  const refusals = await repository.updateRefs([{ name, before, after }], {
    force,
  });
  const reason = refusals.get(name);
  if (reason) {
    throw new GitHubError(
      422,
      reason === 'non-fast-forward'
        ? 'Update is not a fast forward'
        : `Reference update failed: ${reason}`,
    );
  }
}

async function present(
  host: Host,
  repository: Repository,
  name: string,
  sha: string,
) {
  const api = repositoryUrl(host, repository);
  const type = (await repository.objects.read(sha))?.type ?? 'commit';
  return {
    ref: name,
    node_id: `REF_${name}`,
    url: `${api}/git/${name}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  };
}

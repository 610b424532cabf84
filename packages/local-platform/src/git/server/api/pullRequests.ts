import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { empty, GitHubError, json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { isAncestor } from '../store/history';
import { Repository } from '../store/Repository';
import { PullRequest } from '../store/settings';
import { addRepositoryRoute, Host } from './Host';
import { mergePullRequest } from './mergePullRequest';
import { paginate } from './pages';
import { presentPullRequest } from './presentPullRequest';

const newSchema = z.object({
  title: z.string().min(1),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
});

const changesSchema = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
});

export function addPullRequestRoutes(router: Router, host: Host): void {
  addRepositoryRoute(router, host, 'GET /pulls', async (repository, call) => {
    const pulls = await listPullRequests(repository, call.query);
    return paginate(
      call,
      await Promise.all(
        pulls.map(pull => presentPullRequest(host, repository, pull)),
      ),
    );
  });
  addRepositoryRoute(router, host, 'POST /pulls', async (repository, call) =>
    createPullRequest(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'GET /pulls/{number}',
    async (repository, { parameters }) => {
      const pull = await findPullRequest(repository, parameters.number);
      return json(await presentPullRequest(host, repository, pull));
    },
  );
  addRepositoryRoute(
    router,
    host,
    'PATCH /pulls/{number}',
    async (repository, call) => editPullRequest(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'GET /pulls/{number}/merge',
    async (repository, { parameters }) => {
      const pull = await findPullRequest(repository, parameters.number);
      if (!pull.mergedAt) {
        throw notFound();
      }
      return empty();
    },
  );
  addRepositoryRoute(
    router,
    host,
    'PUT /pulls/{number}/merge',
    async (repository, call) => merge(host, repository, call),
  );
}

async function merge(host: Host, repository: Repository, call: Call) {
  const pull = await findPullRequest(repository, call.parameters.number);
  return json(await mergePullRequest(host, repository, pull, call));
}

async function editPullRequest(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(changesSchema);
  const pull = await changePullRequest(repository, call.parameters.number, {
    ...(given.title !== undefined && { title: given.title }),
    ...(given.body && { body: given.body }),
    ...(given.state && {
      state: given.state,
      closedAt: given.state === 'closed' ? new Date().toISOString() : undefined,
    }),
  });
  return json(await presentPullRequest(host, repository, pull));
}

/** The pull request of that number, with its head where the branch is now. */
export async function findPullRequest(
  repository: Repository,
  number: string,
): Promise<PullRequest> {
  const pull = /^[1-9]\d{0,8}$/.test(number)
    ? await repository.pulls.read(number)
    : undefined;
  if (!pull) {
    throw notFound();
  }
  return await refresh(repository, pull);
}

export async function changePullRequest(
  repository: Repository,
  number: string,
  changes: Partial<PullRequest>,
): Promise<PullRequest> {
  return await repository.mutex.run(async () => {
    const pull = await findPullRequest(repository, number);
    const updatedAt = new Date().toISOString();
    const changed = { ...pull, ...changes, updatedAt };
    await repository.pulls.write(pull.number, changed);
    return changed;
  });
}

/** All pull requests, the newest first. */
export async function listAll(repository: Repository): Promise<PullRequest[]> {
  const pulls = await repository.pulls.list();
  pulls.sort((left, right) => right.number - left.number);
  return await Promise.all(pulls.map(pull => refresh(repository, pull)));
}

async function refresh(
  repository: Repository,
  pull: PullRequest,
): Promise<PullRequest> {
  if (pull.state === 'closed') {
    return pull;
  }
  const sha = (await repository.branch(pull.head.ref)) ?? pull.head.sha;
  return { ...pull, head: { ...pull.head, sha } };
}

async function listPullRequests(
  repository: Repository,
  query: URLSearchParams,
): Promise<PullRequest[]> {
  const state = query.get('state') ?? 'open';
  const head = query.get('head')?.split(':').at(-1);
  const base = query.get('base');
  return (await listAll(repository)).filter(
    pull =>
      (state === 'all' || pull.state === state) &&
      (!head || pull.head.ref === head) &&
      (!base || pull.base.ref === base),
  );
}

async function createPullRequest(
  host: Host,
  repository: Repository,
  call: Call,
) {
  const given = await call.parse(newSchema);
  const { owner } = repository.settings;
  const headRef = given.head.startsWith(`${owner}:`)
    ? given.head.slice(owner.length + 1)
    : given.head;
  const [head, base] = [
    await repository.branch(headRef),
    await repository.branch(given.base),
  ];
  if (!head || !base) {
    throw refuse({ code: 'invalid', field: head ? 'base' : 'head' });
  }
  if (await isAncestor(repository.objects, head, base)) {
    const message = `No commits between ${given.base} and ${headRef}`;
    throw refuse({ code: 'custom', message });
  }
  const pull = await storePullRequest(repository, {
    title: given.title,
    body: given.body ?? undefined,
    draft: given.draft ?? false,
    head: { ref: headRef, sha: head },
    base: { ref: given.base, sha: base },
  });
  const shown = await presentPullRequest(host, repository, pull);
  return json(shown, 201, { location: shown.url });
}

async function storePullRequest(
  repository: Repository,
  given: Pick<PullRequest, 'title' | 'body' | 'draft' | 'head' | 'base'>,
): Promise<PullRequest> {
  const { head, base } = given;
  return await repository.mutex.run(async () => {
    const open = (await listAll(repository)).find(
      other =>
        other.state === 'open' &&
        other.head.ref === head.ref &&
        other.base.ref === base.ref,
    );
    if (open) {
      const message = `A pull request already exists for ${repository.settings.owner}:${head.ref}.`;
      throw refuse({ code: 'custom', message });
    }
    const now = new Date().toISOString();
    const created: PullRequest = {
      ...given,
      id: randomInt(1, 2 ** 31),
      number: await repository.takeNumber(),
      state: 'open',
      labels: [],
      createdAt: now,
      updatedAt: now,
    };
    await repository.pulls.write(created.number, created);
    return created;
  });
}

function refuse(error: { code: string; field?: string; message?: string }) {
  return new GitHubError(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', ...error }],
  });
}

import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { GitHubError, json } from '../http/answers';
import { Call, Router } from '../http/Router';
import { Repository } from '../store/Repository';
import { CommitStatus, statusSchema } from '../store/settings';
import { presentAccount } from './accounts';
import { addRepositoryRoute, findCommit, Host } from './Host';
import { paginate, readPage } from './pages';
import { presentRepository, repositoryUrl } from './presentRepository';

const MAX_STATUSES = 1_000;

const newStatusSchema = z.object({
  state: statusSchema.shape.state,
  context: z.string().max(255).default('default'),
  description: z.string().max(140).nullish(),
  target_url: z.string().nullish(),
});

/** What builds say about a commit. */
export function addStatusRoutes(router: Router, host: Host): void {
  addRepositoryRoute(
    router,
    host,
    'GET /commits/{ref...}/status',
    async (repository, call) => showCombined(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'GET /commits/{ref...}/statuses',
    async (repository, call) => {
      const sha = await findCommit(repository, call.parameters.ref);
      return paginate(call, await readStatuses(repository, sha), part =>
        part.map(status => present(host, repository, sha, status)),
      );
    },
  );
  addRepositoryRoute(
    router,
    host,
    'POST /statuses/{sha}',
    async (repository, call) => createStatus(host, repository, call),
  );
}

async function showCombined(host: Host, repository: Repository, call: Call) {
  const { parameters, query } = call;
  const sha = await findCommit(repository, parameters.ref);
  const latest = latestByContext(await readStatuses(repository, sha));
  const { page, size } = readPage(query);
  return json({
    state: combine(latest),
    statuses: latest
      .slice((page - 1) * size, page * size)
      .map(status => present(host, repository, sha, status)),
    sha,
    total_count: latest.length,
    repository: await presentRepository(host, repository),
    commit_url: `${repositoryUrl(host, repository)}/commits/${sha}`,
    url: `${repositoryUrl(host, repository)}/commits/${sha}/status`,
  });
}

async function createStatus(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(newStatusSchema);
  const { sha } = call.parameters;
  if ((await repository.resolveCommit(sha)) !== sha) {
    throw new GitHubError(422, `No commit found for SHA: ${sha}`);
  }
  const status = await addStatus(repository, sha, {
    state: given.state,
    context: given.context,
    description: given.description ?? undefined,
    targetUrl: given.target_url ?? undefined,
  });
  return json(present(host, repository, sha, status), 201);
}

/** Adds what one builder says now; the newest stands first. */
export async function addStatus(
  repository: Repository,
  sha: string,
  given: Pick<CommitStatus, 'state' | 'context' | 'description' | 'targetUrl'>,
): Promise<CommitStatus> {
  const status = {
    ...given,
    id: randomInt(1, 2 ** 31),
    createdAt: new Date().toISOString(),
  };
  await repository.mutex.run(async () => {
    const others = await readStatuses(repository, sha);
    if (others.length >= MAX_STATUSES) {
      throw new GitHubError(
        422,
        'This SHA and context has reached the maximum number of statuses.',
      );
    }
    await repository.statuses.write(sha, [status, ...others]);
  });
  return status;
}

async function readStatuses(
  repository: Repository,
  sha: string,
): Promise<CommitStatus[]> {
  return (await repository.statuses.read(sha)) ?? [];
}

function latestByContext(statuses: CommitStatus[]): CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of statuses) {
    if (!latest.has(status.context)) {
      latest.set(status.context, status);
    }
  }
  return [...latest.values()];
}

/** As GitHub adds them up: failed if one is, pending until all are there. */
function combine(statuses: CommitStatus[]): string {
  const states = statuses.map(({ state }) => state);
  if (states.some(state => state === 'error' || state === 'failure')) {
    return 'failure';
  }
  return states.length === 0 || states.includes('pending')
    ? 'pending'
    : 'success';
}

function present(
  host: Host,
  repository: Repository,
  sha: string,
  status: CommitStatus,
) {
  return {
    id: status.id,
    node_id: `SC_${status.id}`,
    url: `${repositoryUrl(host, repository)}/statuses/${sha}`,
    state: status.state,
    description: status.description ?? null,
    target_url: status.targetUrl ?? null,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: presentAccount(host, host.user),
  };
}

import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { GitHubError, json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { Repository } from '../store/Repository';
import { CheckRun } from '../store/settings';
import { addRepositoryRoute, findCommit, Host } from './Host';
import { paginate } from './pages';
import { repositoryUrl } from './presentRepository';

const changesSchema = z.object({
  name: z.string().min(1).optional(),
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: z.string().optional(),
  details_url: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string().optional(),
      text: z.string().max(65_535).optional(),
    })
    .optional(),
});

const newSchema = changesSchema.extend({
  name: z.string().min(1),
  head_sha: z.string(),
});

/** Builds of a commit, with what they wrote. */
export function addCheckRunRoutes(router: Router, host: Host): void {
  addRepositoryRoute(
    router,
    host,
    'GET /commits/{ref...}/check-runs',
    async (repository, call) => {
      const sha = await findCommit(repository, call.parameters.ref);
      const runs = (await repository.checkRuns.read(sha)) ?? [];
      return paginate(call, runs, part => ({
        total_count: runs.length,
        check_runs: part.map(run => present(host, repository, run)),
      }));
    },
  );
  addRepositoryRoute(
    router,
    host,
    'POST /check-runs',
    async (repository, call) => createCheckRun(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'GET /check-runs/{id}',
    async (repository, { parameters }) =>
      json(
        present(
          host,
          repository,
          await findCheckRun(repository, parameters.id),
        ),
      ),
  );
  addRepositoryRoute(
    router,
    host,
    'PATCH /check-runs/{id}',
    async (repository, call) => changeCheckRun(host, repository, call),
  );
}

async function changeCheckRun(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(changesSchema);
  const run = await findCheckRun(repository, call.parameters.id);
  const changed = await saveCheckRun(repository, {
    ...run,
    ...readChanges(given),
  });
  return json(present(host, repository, changed));
}

async function createCheckRun(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(newSchema);
  const sha = await repository.resolveCommit(given.head_sha);
  if (sha !== given.head_sha) {
    throw new GitHubError(422, `No commit found for SHA: ${given.head_sha}`);
  }
  const run = await saveCheckRun(repository, {
    id: randomInt(1, 2 ** 31),
    name: given.name,
    headSha: sha,
    status: 'queued',
    startedAt: new Date().toISOString(),
    ...readChanges(given),
  });
  return json(present(host, repository, run), 201);
}

/** Stores a run in the place of an older state of it. */
export async function saveCheckRun(
  repository: Repository,
  run: CheckRun,
): Promise<CheckRun> {
  await repository.mutex.run(async () => {
    const runs = (await repository.checkRuns.read(run.headSha)) ?? [];
    await repository.checkRuns.write(run.headSha, [
      run,
      ...runs.filter(({ id }) => id !== run.id),
    ]);
  });
  return run;
}

async function findCheckRun(
  repository: Repository,
  id: string,
): Promise<CheckRun> {
  const runs = (await repository.checkRuns.list()).flat();
  const run = runs.find(candidate => String(candidate.id) === id);
  if (!run) {
    throw notFound();
  }
  return run;
}

function readChanges(given: z.infer<typeof changesSchema>): Partial<CheckRun> {
  // A conclusion says that the run is over, as on GitHub.
  const status = given.conclusion ? 'completed' : given.status;
  const completedAt =
    given.completed_at ??
    (status === 'completed' ? new Date().toISOString() : undefined);
  const changes: Partial<CheckRun> = {
    name: given.name,
    status,
    conclusion: given.conclusion,
    detailsUrl: given.details_url,
    startedAt: given.started_at,
    completedAt,
    ...given.output,
  };
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
}

function present(host: Host, repository: Repository, run: CheckRun) {
  const url = `${repositoryUrl(host, repository)}/check-runs/${run.id}`;
  const page = `${host.baseUrl}/${repository.fullName}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    name: run.name,
    head_sha: run.headSha,
    external_id: '',
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: run.startedAt,
    completed_at: run.completedAt ?? null,
    output: {
      title: run.title ?? null,
      summary: run.summary ?? null,
      text: run.text ?? null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    pull_requests: [],
    app: null,
  };
}

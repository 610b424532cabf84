import { z } from 'zod';
import { empty, GitHubError, json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { isRepositoryName, isWritableRef } from '../store/names';
import { Repository } from '../store/Repository';
import { RepositorySettings } from '../store/settings';
import { findAccount } from './accounts';
import { commitChanges } from './commitChanges';
import { addRepositoryRoute, Host } from './Host';
import { paginate } from './pages';
import { presentRepository } from './presentRepository';

const newRepositorySchema = z.object({
  name: z.string(),
  description: z.string().nullish(),
  homepage: z.string().nullish(),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
  has_issues: z.boolean().optional(),
  auto_init: z.boolean().optional(),
  delete_branch_on_merge: z.boolean().optional(),
});

const changesSchema = newRepositorySchema
  .omit({ name: true, auto_init: true })
  .extend({ default_branch: z.string().optional() });

export function addRepositoryRoutes(router: Router, host: Host): void {
  router.add('POST /user/repos', async call =>
    createRepository(host, host.user, call),
  );
  router.add('POST /orgs/{org}/repos', async call => {
    if (findAccount(host, call.parameters.org) !== host.organization) {
      throw notFound();
    }
    return await createRepository(host, host.organization, call);
  });
  router.add('GET /user/repos', async call =>
    listRepositories(host, [host.user, host.organization], call),
  );
  for (const route of ['/orgs/{owner}/repos', '/users/{owner}/repos']) {
    router.add(`GET ${route}`, async call => {
      const owner = findAccount(host, call.parameters.owner);
      if (!owner) {
        throw notFound();
      }
      return await listRepositories(host, [owner], call);
    });
  }
  addSingleRoutes(router, host);
}

function addSingleRoutes(router: Router, host: Host): void {
  addRepositoryRoute(router, host, 'GET', async repository =>
    json(await presentRepository(host, repository)),
  );
  addRepositoryRoute(router, host, 'PATCH', async (repository, call) =>
    changeRepository(host, repository, call),
  );
  addRepositoryRoute(router, host, 'DELETE', async repository => {
    await host.repositories.remove(repository);
    return empty();
  });
  addRepositoryRoute(router, host, 'GET /topics', async repository =>
    json({ names: repository.settings.topics }),
  );
  addRepositoryRoute(router, host, 'PUT /topics', async (repository, call) =>
    changeTopics(repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'PUT /collaborators/{username}',
    async (_, { parameters }) => {
      // Who is known here may do everything already.
      if (!findAccount(host, parameters.username)) {
        throw notFound();
      }
      return empty();
    },
  );
}

async function changeTopics(repository: Repository, call: Call) {
  const { names } = await call.parse(
    z.object({
      names: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/)),
    }),
  );
  await repository.changeSettings(() => ({ topics: names }));
  return json({ names });
}

async function createRepository(host: Host, owner: string, call: Call) {
  const given = await call.parse(newRepositorySchema);
  if (!isRepositoryName(given.name)) {
    throw refuseName(
      'The repository name can only contain ASCII letters, digits, and the characters ., -, and _.',
    );
  }
  const repository = await host.repositories.add({
    name: given.name,
    owner,
    description: given.description ?? undefined,
    homepage: given.homepage ?? undefined,
    visibility: readVisibility(given) ?? 'public',
    hasIssues: given.has_issues ?? true,
    deleteBranchOnMerge: given.delete_branch_on_merge ?? false,
  });
  if (!repository) {
    throw refuseName('name already exists on this account');
  }
  if (given.auto_init) {
    await commitChanges(host, repository, {
      branch: 'main',
      message: 'Initial commit',
      changes: [
        { path: 'README.md', content: Buffer.from(`# ${given.name}\n`) },
      ],
    });
  }
  const shown = await presentRepository(host, repository);
  return json(shown, 201, { location: shown.url });
}

function refuseName(message: string): GitHubError {
  return new GitHubError(422, 'Repository creation failed.', {
    errors: [
      { resource: 'Repository', code: 'custom', field: 'name', message },
    ],
  });
}

async function listRepositories(host: Host, owners: string[], call: Call) {
  const lists = await Promise.all(
    owners.map(owner => host.repositories.list(owner)),
  );
  return paginate(
    call,
    await Promise.all(
      lists.flat().map(repository => presentRepository(host, repository)),
    ),
  );
}

async function changeRepository(
  host: Host,
  repository: Repository,
  call: Call,
) {
  const given = await call.parse(changesSchema);
  if (given.default_branch !== undefined) {
    const ref = `refs/heads/${given.default_branch}`;
    if (!isWritableRef(ref) || !(await repository.refs.read(ref))) {
      throw new GitHubError(422, 'Validation Failed', {
        errors: [
          { resource: 'Repository', code: 'invalid', field: 'default_branch' },
        ],
      });
    }
    await repository.refs.setHead(ref);
  }
  await repository.changeSettings(settings => ({
    description: given.description ?? settings.description,
    homepage: given.homepage ?? settings.homepage,
    visibility: readVisibility(given) ?? settings.visibility,
    hasIssues: given.has_issues ?? settings.hasIssues,
    deleteBranchOnMerge:
      given.delete_branch_on_merge ?? settings.deleteBranchOnMerge,
    updatedAt: new Date().toISOString(),
  }));
  return json(await presentRepository(host, repository));
}

/** GitHub has two ways to say it. */
function readVisibility(
  given: z.infer<typeof changesSchema>,
): RepositorySettings['visibility'] | undefined {
  if (given.visibility !== undefined || given.private === undefined) {
    return given.visibility;
  }
  return given.private ? 'private' : 'public';
}

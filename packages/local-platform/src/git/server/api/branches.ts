import { empty, GitHubError, json } from '../http/answers';
import { Call, Router } from '../http/Router';
import { Repository } from '../store/Repository';
import { Protection, protectionSchema } from '../store/settings';
import { addRepositoryRoute, Host } from './Host';
import { paginate } from './pages';
import { presentCommit } from './presentCommit';
import { repositoryUrl } from './presentRepository';

/** Branches and their protection. Of the rules, those against lost history are enforced. */
export function addBranchRoutes(router: Router, host: Host): void {
  addRepositoryRoute(router, host, 'GET /branches', async (repository, call) =>
    paginate(
      call,
      [...(await repository.refs.list('refs/heads/'))].map(([ref, sha]) =>
        presentBranch(host, repository, ref.slice('refs/heads/'.length), sha),
      ),
    ),
  );
  const protection = '/branches/{branch...}/protection';
  addRepositoryRoute(
    router,
    host,
    `GET ${protection}`,
    async (repository, { parameters }) =>
      json(present(await findProtection(repository, parameters.branch))),
  );
  addRepositoryRoute(
    router,
    host,
    `PUT ${protection}`,
    async (repository, call) => changeProtection(repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    `DELETE ${protection}`,
    async (repository, { parameters }) => {
      await findProtection(repository, parameters.branch);
      await protect(repository, parameters.branch, undefined);
      return empty();
    },
  );
  addRepositoryRoute(
    router,
    host,
    'GET /branches/{branch...}',
    async (repository, call) => showBranch(host, repository, call),
  );
}

async function showBranch(host: Host, repository: Repository, call: Call) {
  const { parameters } = call;
  const sha = await findBranch(repository, parameters.branch);
  const commit = await repository.objects.readCommit(sha);
  return json({
    ...presentBranch(host, repository, parameters.branch, sha),
    ...(commit && { commit: presentCommit(host, repository, commit) }),
  });
}

async function changeProtection(repository: Repository, call: Call) {
  const { branch } = call.parameters;
  await findBranch(repository, branch);
  const given = await call.parse(protectionSchema);
  await protect(repository, branch, given);
  return json(present(given));
}

async function findBranch(
  repository: Repository,
  branch: string,
): Promise<string> {
  const sha = await repository.branch(branch);
  if (!sha) {
    throw new GitHubError(404, 'Branch not found');
  }
  return sha;
}

async function findProtection(
  repository: Repository,
  branch: string,
): Promise<Protection> {
  await findBranch(repository, branch);
  if (!Object.hasOwn(repository.settings.protection, branch)) {
    throw new GitHubError(404, 'Branch not protected');
  }
  return repository.settings.protection[branch];
}

async function protect(
  repository: Repository,
  branch: string,
  given: Protection | undefined,
): Promise<void> {
  await repository.changeSettings(({ protection }) => {
    const { [branch]: _, ...others } = protection;
    return { protection: given ? { ...others, [branch]: given } : others };
  });
}

function presentBranch(
  host: Host,
  repository: Repository,
  name: string,
  sha: string,
) {
  const url = repositoryUrl(host, repository);
  return {
    name,
    commit: { sha, url: `${url}/commits/${sha}` },
    protected: Object.hasOwn(repository.settings.protection, name),
    protection_url: `${url}/branches/${name}/protection`,
  };
}

/** GitHub takes switches as booleans and shows them as objects. */
function present(given: Protection) {
  const enabled = (value: boolean | null | undefined) => ({
    enabled: value ?? false,
  });
  return {
    ...(given.required_status_checks && {
      required_status_checks: given.required_status_checks,
    }),
    ...(given.required_pull_request_reviews && {
      required_pull_request_reviews: given.required_pull_request_reviews,
    }),
    enforce_admins: enabled(given.enforce_admins),
    required_linear_history: enabled(given.required_linear_history),
    required_conversation_resolution: enabled(
      given.required_conversation_resolution,
    ),
    allow_force_pushes: enabled(given.allow_force_pushes),
    allow_deletions: enabled(given.allow_deletions),
  };
}

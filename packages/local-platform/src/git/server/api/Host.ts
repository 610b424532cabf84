import { Answer, GitHubError, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { Repositories } from '../store/Repositories';
import { Repository } from '../store/Repository';

/** What all resources of the API work with. */
export type Host = {
  /** Where the pages are, without a slash at the end. */
  baseUrl: string;
  /** Where the API is. */
  apiUrl: string;
  repositories: Repositories;
  /** The organisation that owns the repositories. */
  organization: string;
  /** The technical user behind the credential. */
  user: string;
};

export type RepositoryHandler = (
  repository: Repository,
  call: Call,
) => Promise<Answer>;

/** Adds a route below a repository: `GET /branches` for `GET /repos/{owner}/{repo}/branches`. */
export function addRepositoryRoute(
  router: Router,
  host: Host,
  route: string,
  handler: RepositoryHandler,
): void {
  const [method, path = ''] = route.split(' ');
  router.add(`${method} /repos/{owner}/{repo}${path}`, async call => {
    const { owner, repo } = call.parameters;
    const repository = await host.repositories.find(owner, repo);
    if (!repository) {
      throw notFound();
    }
    return await handler(repository, call);
  });
}

/** The commit that a request names, or GitHub's refusal. */
export async function findCommit(
  repository: Repository,
  ref: string,
): Promise<string> {
  const oid = await repository.resolveCommit(ref);
  if (oid) {
    return oid;
  }
  if ((await repository.refs.list()).size === 0) {
    throw new GitHubError(409, 'Git Repository is empty.');
  }
  throw new GitHubError(422, `No commit found for SHA: ${ref}`);
}

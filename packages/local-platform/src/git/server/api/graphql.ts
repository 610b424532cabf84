import { z } from 'zod';
import { json } from '../http/answers';
import { Router } from '../http/Router';
import { isWritableRef } from '../store/names';
import { Host } from './Host';
import { pullRequestPage } from './presentPullRequest';
import { listAll } from './pullRequests';

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});
const variablesSchema = z.object({
  owner: z.string(),
  repo: z.string(),
  head: z.string(),
});

/**
 * GraphQL as far as `publish:github:pull-request` asks it: which open pull
 * request a branch has. There is no GraphQL engine behind it.
 */
export function addGraphqlRoute(router: Router, host: Host): void {
  router.add('POST /graphql', async call => {
    const { query, variables } = await call.parse(requestSchema);
    const known =
      /\bref\(qualifiedName: \$head\)\s*\{\s*associatedPullRequests\b/;
    const given = variablesSchema.safeParse(variables);
    if (!known.test(query) || !given.success) {
      return refuse('This host does not answer the query');
    }
    return await findBranchOfPullRequest(host, given.data);
  });
}

async function findBranchOfPullRequest(
  host: Host,
  { owner, repo, head }: z.infer<typeof variablesSchema>,
) {
  const repository = await host.repositories.find(owner, repo);
  if (!repository) {
    return refuse(
      `Could not resolve to a Repository with the name '${owner}/${repo}'.`,
      'NOT_FOUND',
    );
  }
  const branch = head.replace(/^refs\/heads\//, '');
  const exists =
    isWritableRef(`refs/heads/${branch}`) && (await repository.branch(branch));
  const open = (await listAll(repository)).find(
    pull => pull.state === 'open' && pull.head.ref === branch,
  );
  const node = open && {
    id: `PR_${open.id}`,
    number: open.number,
    url: pullRequestPage(host, repository, open),
  };
  const associatedPullRequests = { edges: node ? [{ node }] : [] };
  return json({
    data: { repository: { ref: exists ? { associatedPullRequests } : null } },
  });
}

function refuse(message: string, type = 'INVALID') {
  return json({ data: null, errors: [{ type, message }] });
}

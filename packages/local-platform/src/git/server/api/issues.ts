import { z } from 'zod';
import { json } from '../http/answers';
import { Router } from '../http/Router';
import { addRepositoryRoute, Host } from './Host';
import { presentLabels, presentPullRequest } from './presentPullRequest';
import { changePullRequest, findPullRequest } from './pullRequests';

const labelsSchema = z.object({
  labels: z
    .array(
      z.union([
        z.string(),
        z.object({ name: z.string() }).transform(({ name }) => name),
      ]),
    )
    .default([]),
});

/** What pull requests share with issues. There are no other issues here. */
export function addIssueRoutes(router: Router, host: Host): void {
  addRepositoryRoute(
    router,
    host,
    'GET /issues/{number}/labels',
    async (repository, { parameters }) => {
      const pull = await findPullRequest(repository, parameters.number);
      return json(presentLabels(host, repository, pull));
    },
  );
  addRepositoryRoute(
    router,
    host,
    'POST /issues/{number}/labels',
    async (repository, call) => {
      const { labels } = await call.parse(labelsSchema);
      const { number } = call.parameters;
      const pull = await findPullRequest(repository, number);
      const changed = await changePullRequest(repository, number, {
        labels: [...new Set([...pull.labels, ...labels])],
      });
      return json(presentLabels(host, repository, changed));
    },
  );
  // Nobody but the technical user is here to be assigned; GitHub leaves out unknown names, too.
  for (const route of [
    'POST /issues/{number}/assignees',
    'POST /pulls/{number}/requested_reviewers',
  ]) {
    addRepositoryRoute(
      router,
      host,
      route,
      async (repository, { parameters }) => {
        const pull = await findPullRequest(repository, parameters.number);
        return json(await presentPullRequest(host, repository, pull), 201);
      },
    );
  }
}

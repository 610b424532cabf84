import { isAncestor } from '../store/history';
import { NO_OBJECT } from '../store/names';
import { Push } from '../store/Repository';
import { changePullRequest, listAll } from './pullRequests';

const BRANCHES = 'refs/heads/';

/** Closes the pull requests that a push has brought into their base, as GitHub does. */
export async function closeMerged({
  repository,
  name,
  after,
}: Push): Promise<void> {
  if (after === NO_OBJECT || !name.startsWith(BRANCHES)) {
    return;
  }
  const base = name.slice(BRANCHES.length);
  for (const pull of await listAll(repository)) {
    if (
      pull.state === 'open' &&
      pull.base.ref === base &&
      (await isAncestor(repository.objects, pull.head.sha, after))
    ) {
      const now = new Date().toISOString();
      await changePullRequest(repository, String(pull.number), {
        state: 'closed',
        mergedAt: now,
        closedAt: now,
        mergeCommitSha: after,
      });
    }
  }
}

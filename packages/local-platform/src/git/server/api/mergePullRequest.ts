import { z } from 'zod';
import { GitHubError } from '../http/answers';
import { Call } from '../http/Router';
import { mergeCommits } from '../store/mergeCommits';
import { NO_OBJECT } from '../store/names';
import { Repository } from '../store/Repository';
import { PullRequest } from '../store/settings';
import { moveBranch, sign } from './commitChanges';
import { Host } from './Host';
import { changePullRequest } from './pullRequests';

const schema = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash']).default('merge'),
});

/** Merges as a commit of two parents, or as one with all changes. */
export async function mergePullRequest(
  host: Host,
  repository: Repository,
  pull: PullRequest,
  call: Call,
) {
  const given = await call.parse(schema);
  if (pull.state === 'closed') {
    throw new GitHubError(405, 'Pull Request is not mergeable');
  }
  if (given.sha && given.sha !== pull.head.sha) {
    throw new GitHubError(
      409,
      'Head branch was modified. Review and try the merge again.',
    );
  }
  const base = await repository.branch(pull.base.ref);
  const tree =
    base && (await mergeCommits(repository.objects, base, pull.head.sha));
  if (!tree) {
    throw new GitHubError(405, 'Pull Request is not mergeable');
  }
  const isSquash = given.merge_method === 'squash';
  const title =
    given.commit_title ??
    (isSquash
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${repository.settings.owner}/${pull.head.ref}`);
  const author = sign(host);
  const sha = await repository.objects.writeCommit({
    tree,
    parents: isSquash ? [base] : [base, pull.head.sha],
    author,
    committer: author,
    message: `${title}\n\n${given.commit_message ?? pull.title}`,
  });
  await moveBranch(repository, pull.base.ref, base, sha);
  const now = new Date().toISOString();
  await changePullRequest(repository, String(pull.number), {
    state: 'closed',
    mergedAt: now,
    closedAt: now,
    mergeCommitSha: sha,
  });
  if (repository.settings.deleteBranchOnMerge) {
    await removeBranch(repository, pull);
  }
  return { sha, merged: true, message: 'Pull Request successfully merged' };
}

async function removeBranch(
  repository: Repository,
  { head }: PullRequest,
): Promise<void> {
  const name = `refs/heads/${head.ref}`;
  await repository.updateRefs([{ name, before: head.sha, after: NO_OBJECT }], {
    force: true,
  });
}

import { Host } from '../api/Host';
import { findPullRequest, listAll } from '../api/pullRequests';
import { Answer } from '../http/answers';
import { compareTrees } from '../store/compareTrees';
import { Commit } from '../store/gitObjects';
import { collectAncestors, findMergeBase, walkHistory } from '../store/history';
import { mergeCommits } from '../store/mergeCommits';
import { Repository } from '../store/Repository';
import { PullRequest } from '../store/settings';
import { FileDiff, lineId, readDiffs, showChanges } from './changes';
import { heading } from './heading';
import { html, Html, page } from './html';
import { linkTo } from './links';
import { renderMarkdown } from './markdown';

const MAX_COMMITS = 50;

/** All pull requests of a repository, the open ones first. */
export async function showPullRequests(
  repository: Repository,
): Promise<Answer> {
  const pulls = await listAll(repository);
  const isOpen = ({ state }: PullRequest) => state === 'open';
  const list = (title: string, some: PullRequest[], none: string) =>
    html`<h2>${title}</h2>
      ${some.length > 0
        ? html`<ul>
            ${some.map(pull => presentInList(repository, pull))}
          </ul>`
        : html`<p>${none}</p>`}`;
  return page(
    `Pull requests of ${repository.fullName}`,
    html`${heading(repository)}
    ${list('Open pull requests', pulls.filter(isOpen), 'None is open.')}
    ${list(
      'Closed pull requests',
      pulls.filter(pull => !isOpen(pull)),
      'None was closed.',
    )}`,
  );
}

/** What a pull request says, what it changes, and what is to be decided before it is merged. */
export async function showPullRequest(
  host: Host,
  repository: Repository,
  number: string,
): Promise<Answer> {
  const pull = await findPullRequest(repository, number);
  const { title, body, head } = pull;
  const { commits, files } = await readChanges(repository, pull);
  return page(
    title,
    html`${heading(repository)}
      <h2>${title} #${pull.number}</h2>
      <p>${presentSides(repository, pull)}</p>
      <section aria-label="State">
        ${await showState(host, repository, pull, files)}
      </section>
      <section aria-label="What it says">${renderMarkdown(body ?? '')}</section>
      <h3>Commits</h3>
      <ul>
        ${commits.map(commit => presentCommit(repository, commit))}
      </ul>
      <h3>Changed files</h3>
      ${showChanges(repository, head.sha, files)}`,
  );
}

function presentInList(repository: Repository, pull: PullRequest): Html {
  const { title, number, createdAt } = pull;
  return html`<li>
    <a href="/${repository.fullName}/pull/${number}">${title} #${number}</a>,
    ${stateOf(pull)}, ${pull.head.ref} → ${pull.base.ref}
    <time datetime="${createdAt}">(${createdAt})</time>
  </li>`;
}

function presentSides(repository: Repository, pull: PullRequest): Html {
  const { head, base, createdAt } = pull;
  const branch = ({ ref, sha }: PullRequest['head'], at = ref) =>
    html`<a href="${linkTo('tree', repository, at || sha, '')}">${ref}</a>`;
  return html`${branch(head, head.sha)} → ${branch(base)}, opened
    <time datetime="${createdAt}">${createdAt}</time>`;
}

function presentCommit(repository: Repository, commit: Commit): Html {
  const { oid, author, message } = commit;
  return html`<li>
    <a href="/${repository.fullName}/commit/${oid}">${oid.slice(0, 7)}</a>
    ${message.split('\n', 1)[0]}, ${author.name}
  </li>`;
}

function stateOf({ state, mergedAt }: PullRequest): string {
  return mergedAt ? 'merged' : state;
}

/** What the branch has that its base had not before the merge. */
async function readChanges(
  repository: Repository,
  pull: PullRequest,
): Promise<{ commits: Commit[]; files: FileDiff[] }> {
  const { objects } = repository;
  const { sha } = pull.head;
  const base = await readBase(repository, pull);
  const from = await findMergeBase(objects, base, sha);
  const [before, after] = [
    from && (await objects.readCommit(from)),
    await objects.readCommit(sha),
  ];
  if (!before || !after) {
    return { commits: [], files: [] };
  }
  const known = await collectAncestors(objects, [base]);
  const commits: Commit[] = [];
  for await (const commit of walkHistory(objects, sha)) {
    if (commits.length === MAX_COMMITS || known.has(commit.oid)) {
      break;
    }
    commits.push(commit);
  }
  const changed = await compareTrees(objects, before.tree, after.tree);
  return { commits, files: await readDiffs(objects, changed) };
}

/** The commit of the base that the branch is compared with: after a merge the one before it. */
async function readBase(
  repository: Repository,
  { state, base, mergeCommitSha }: PullRequest,
): Promise<string> {
  if (state === 'open') {
    return (await repository.branch(base.ref)) ?? base.sha;
  }
  const merge =
    mergeCommitSha && (await repository.objects.readCommit(mergeCommitSha));
  return (merge && merge.parents[0]) || base.sha;
}

async function showState(
  host: Host,
  repository: Repository,
  pull: PullRequest,
  files: readonly FileDiff[],
): Promise<Html> {
  if (pull.state === 'closed') {
    return showEnd(repository, pull);
  }
  const { base, head } = pull;
  const undecided = files.flatMap(({ path, diff }, index) =>
    (diff?.conflicts ?? []).map(
      line =>
        html`<li>
          <a href="#${lineId(index, line)}">${path}, line ${line}</a>
        </li>`,
    ),
  );
  const target = await repository.branch(base.ref);
  const isMergeable =
    target !== undefined &&
    (await mergeCommits(repository.objects, target, head.sha)) !== undefined;
  const verdicts = [
    ...(undecided.length > 0 ? [showUndecided(undecided)] : []),
    ...(isMergeable ? [] : [showOverlap(base.ref)]),
  ];
  return html`${verdicts.length > 0
    ? verdicts
    : html`<p><strong>✓ Can be merged</strong> into ${base.ref}</p>`}
  ${howTo(host, repository, pull)}`;
}

function showEnd(
  { fullName }: Repository,
  { base, mergedAt, mergeCommitSha }: PullRequest,
): Html {
  return mergedAt && mergeCommitSha
    ? html`<p>
        <strong>✓ Merged</strong> into ${base.ref} as
        <a href="/${fullName}/commit/${mergeCommitSha}"
          >${mergeCommitSha.slice(0, 7)}</a
        >
      </p>`
    : html`<p><strong>Closed</strong> and not merged</p>`;
}

function showUndecided(places: Html[]): Html {
  return html`<p>
      <strong>▲ To decide before merging.</strong> Choose between the markers:
    </p>
    <ul>
      ${places}
    </ul>`;
}

function showOverlap(base: string): Html {
  return html`<p>
    <strong>▲ Cannot be merged yet.</strong> ${base} has changed the same files
    since. Merge ${base} into the branch first.
  </p>`;
}

/** These pages change nothing, so both are done with Git. */
function howTo(
  { baseUrl }: Host,
  { fullName }: Repository,
  { base, head }: PullRequest,
): Html {
  const commands = [
    `git clone ${baseUrl}/${fullName}.git`,
    `git switch ${head.ref}    # decide, commit, push`,
    `git switch ${base.ref}`,
    `git merge ${head.ref}`,
    'git push',
  ];
  return html`<details>
    <summary>How to decide and to merge</summary>
    <pre tabindex="0">${commands.join('\n')}</pre>
    <p>
      The name and the password for Git are in the address <code>git</code> of
      <code>endpoints.json</code>, in the platform's data folder. A push to
      ${base.ref} that has the branch closes this pull request.
    </p>
  </details>`;
}

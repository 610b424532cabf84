import { Answer } from '../http/answers';
import { Repository } from '../store/Repository';
import { CommitStatus } from '../store/settings';
import { heading } from './heading';
import { html, Html, page } from './html';

const WORDS: Record<CommitStatus['state'], string> = {
  error: '✕ Failed',
  failure: '✕ Failed',
  pending: '… Not finished',
  success: '✓ Passed',
};

/** Where GitHub shows the runs of pipelines: what was said of each commit, the newest first. */
export async function showBuilds(repository: Repository): Promise<Answer> {
  const commits = await Promise.all(
    (
      await repository.statuses.keys()
    ).map(async commit => ({
      commit,
      statuses: await latestStatuses(repository, commit),
    })),
  );
  const builds = commits
    .flatMap(({ commit, statuses }) =>
      statuses.map(status => ({ commit, status })),
    )
    .sort((a, b) => b.status.createdAt.localeCompare(a.status.createdAt));
  const items = builds.map(
    ({ commit, status }) => html`<li>
      ${presentStatus(status)}, commit
      <a href="/${repository.fullName}/commit/${commit}"
        >${commit.slice(0, 7)}</a
      >
    </li>`,
  );
  return page(
    `Builds of ${repository.fullName}`,
    html`${heading(repository)}
      <h2>Builds</h2>
      ${items.length > 0
        ? html`<ul>
            ${items}
          </ul>`
        : html`<p>Nothing was built yet.</p>`}
      ${adviceFor(builds.map(({ status }) => status))}`,
  );
}

/** How the builds of a commit are going. */
export async function showStatuses(
  repository: Repository,
  commit: string,
): Promise<Html> {
  const statuses = await latestStatuses(repository, commit);
  const items = statuses.map(status => html`<li>${presentStatus(status)}</li>`);
  return html`<ul>
      ${items}
    </ul>
    ${adviceFor(statuses)}`;
}

/** The last word of each context. */
async function latestStatuses(
  repository: Repository,
  commit: string,
): Promise<CommitStatus[]> {
  const statuses = (await repository.statuses.read(commit)) ?? [];
  return statuses.filter(
    ({ context }, index) =>
      statuses.findIndex(other => other.context === context) === index,
  );
}

function presentStatus(status: CommitStatus): Html {
  const { state, context, description, targetUrl, createdAt } = status;
  const name = /^https?:/.test(targetUrl ?? '')
    ? html`<a href="${targetUrl ?? ''}">${context}</a>`
    : html`${context}`;
  return html`${WORDS[state]}: ${name}, ${description ?? ''}
    <time datetime="${createdAt}">(${createdAt})</time>`;
}

/** These pages run no scripts, so they do not renew themselves. */
function adviceFor(statuses: CommitStatus[]): Html {
  return statuses.some(({ state }) => state === 'pending')
    ? html`<p>Reload this page to see how it goes on.</p>`
    : html``;
}

import { findAccount } from '../api/accounts';
import { Host } from '../api/Host';
import { Answer, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { Commit, TreeEntry } from '../store/gitObjects';
import { Repository } from '../store/Repository';
import { findEntry } from '../store/trees';
import { showBuilds, showStatuses } from './builds';
import { heading } from './heading';
import { html, Html, page, raw } from './html';
import { linkTo } from './links';
import { showPullRequest, showPullRequests } from './pullRequests';

/** Pages for people who follow a link from the catalog. They change nothing. */
export function addPageRoutes(router: Router, host: Host): void {
  const add = (
    path: string,
    handler: (repository: Repository, call: Call) => Promise<Answer>,
  ) =>
    router.add(`GET /{owner}/{repo}${path}`, async call => {
      const { owner, repo } = call.parameters;
      const repository = await host.repositories.find(owner, repo);
      if (!repository) {
        throw notFound();
      }
      return await handler(repository, call);
    });

  router.add('GET /', async () => showOwner(host, host.organization));
  router.add('GET /{owner}', async ({ parameters }) => {
    const owner = findAccount(host, parameters.owner);
    if (!owner) {
      throw notFound();
    }
    return await showOwner(host, owner);
  });
  add('', async repository => showStart(repository));
  for (const view of ['tree', 'blob', 'raw', 'edit']) {
    add(`/${view}/{path...}`, async (repository, { parameters }) => {
      const found = await findPath(repository, parameters.path);
      if (view === 'raw' && found.entry.type === 'blob') {
        return raw(await read(repository, found.entry));
      }
      return await showPath(repository, found);
    });
  }
  add('/commit/{sha}', async (repository, { parameters }) =>
    showCommit(repository, parameters.sha),
  );
  add('/actions', async repository => showBuilds(repository));
  add('/pulls', async repository => showPullRequests(repository));
  add('/pull/{number}', async (repository, { parameters }) =>
    showPullRequest(host, repository, parameters.number),
  );
  add('/runs/{id}', async (repository, { parameters }) =>
    showRun(repository, parameters.id),
  );
}

async function showOwner(host: Host, owner: string): Promise<Answer> {
  const repositories = await host.repositories.list(owner);
  const items = repositories.map(
    ({ fullName }) => html`<li><a href="/${fullName}">${fullName}</a></li>`,
  );
  return page(
    owner,
    html`<h1>${owner}</h1>
      <ul>
        ${items}
      </ul>`,
  );
}

type Found = { ref: string; commit: Commit; entry: TreeEntry };

/** Branch names may have slashes: the longest that exists is meant. */
async function findPath(repository: Repository, path: string): Promise<Found> {
  const parts = path.split('/').filter(Boolean);
  for (let length = parts.length; length > 0; length--) {
    const ref = parts.slice(0, length).join('/');
    const oid = await repository.resolveCommit(ref);
    const commit = oid && (await repository.objects.readCommit(oid));
    const entry =
      commit &&
      (await findEntry(
        repository.objects,
        commit.tree,
        parts.slice(length).join('/'),
      ));
    if (commit && entry) {
      return { ref, commit, entry };
    }
  }
  throw notFound();
}

async function showStart(repository: Repository): Promise<Answer> {
  const branch = await repository.defaultBranch();
  const { description = '' } = repository.settings;
  if (!(await repository.branch(branch))) {
    return page(
      repository.fullName,
      html`${heading(repository)}
        <p>${description}</p>
        <p>This repository is empty.</p>`,
    );
  }
  return await showPath(repository, await findPath(repository, branch));
}

async function showPath(repository: Repository, found: Found): Promise<Answer> {
  const { ref, entry } = found;
  const title = `${repository.fullName}/${entry.path}`;
  const where = html`${heading(repository)}
    <p>${ref}: /${entry.path}</p>`;
  if (entry.type === 'tree') {
    return page(title, html`${where}${await showFolder(repository, found)}`);
  }
  const content = await read(repository, entry);
  const link = linkTo('raw', repository, ref, entry.path);
  const text = content.includes(0)
    ? html`<p>Binary file of ${content.length} bytes.</p>`
    : html`<pre>${content.toString('utf8')}</pre>`;
  return page(
    title,
    html`${where}
      <p><a href="${link}">Raw</a></p>
      ${text}`,
  );
}

async function showFolder(
  repository: Repository,
  { ref, entry }: Found,
): Promise<Html> {
  const entries = (await repository.objects.readTree(entry.oid)) ?? [];
  const items = entries.map(child => {
    const view = child.type === 'tree' ? 'tree' : 'blob';
    const full = entry.path ? `${entry.path}/${child.path}` : child.path;
    const suffix = child.type === 'tree' ? '/' : '';
    return html`<li>
      <a href="${linkTo(view, repository, ref, full)}"
        >${child.path}${suffix}</a
      >
    </li>`;
  });
  const readme = entries.find(
    child => child.type === 'blob' && /^readme(\.md)?$/i.test(child.path),
  );
  const text = readme
    ? html`<pre>${(await read(repository, readme)).toString('utf8')}</pre>`
    : html``;
  return html`<ul>
      ${items}
    </ul>
    ${text}`;
}

async function showCommit(
  repository: Repository,
  sha: string,
): Promise<Answer> {
  const oid = await repository.resolveCommit(sha);
  const commit = oid && (await repository.objects.readCommit(oid));
  if (!commit) {
    throw notFound();
  }
  const date = new Date(commit.committer.timestamp * 1_000).toISOString();
  return page(
    commit.message,
    html`${heading(repository)}
      <h2>${commit.oid}</h2>
      <p>${commit.author.name}, ${date}</p>
      <pre>${commit.message}</pre>
      ${await showStatuses(repository, commit.oid)}
      <p><a href="${linkTo('tree', repository, commit.oid, '')}">Files</a></p>`,
  );
}

async function showRun(repository: Repository, id: string): Promise<Answer> {
  const runs = (await repository.checkRuns.list()).flat();
  const run = runs.find(candidate => String(candidate.id) === id);
  if (!run) {
    throw notFound();
  }
  return page(
    run.name,
    html`${heading(repository)}
      <h2>${run.name}</h2>
      <p>${run.conclusion ?? run.status}: ${run.headSha}</p>
      <p>${run.summary ?? ''}</p>
      <p><a href="/${repository.fullName}/actions">All builds</a></p>
      <pre>${run.text ?? ''}</pre>`,
  );
}

async function read(
  { objects }: Repository,
  { oid }: TreeEntry,
): Promise<Buffer> {
  return (await objects.read(oid))?.content ?? Buffer.alloc(0);
}

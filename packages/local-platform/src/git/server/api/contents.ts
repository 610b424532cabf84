import { z } from 'zod';
import { Answer, GitHubError, json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { GitObject, TreeEntry } from '../store/gitObjects';
import { isEntryName } from '../store/names';
import { Repository } from '../store/Repository';
import { findEntry } from '../store/trees';
import { commitChanges } from './commitChanges';
import { addRepositoryRoute, Host } from './Host';
import { presentGitCommit } from './presentCommit';
import { repositoryUrl } from './presentRepository';
import { readSignature, signatureSchema } from './signature';

const changeSchema = z.object({
  message: z.string(),
  content: z.string().optional(),
  sha: z.string().optional(),
  branch: z.string().optional(),
  author: signatureSchema.optional(),
  committer: signatureSchema.optional(),
});

/** Files by their path. */
export function addContentRoutes(router: Router, host: Host): void {
  for (const route of ['GET /contents', 'GET /contents/{path...}']) {
    addRepositoryRoute(router, host, route, async (repository, call) =>
      readContents(host, repository, call, call.parameters.path ?? ''),
    );
  }
  addRepositoryRoute(router, host, 'GET /readme', async (repository, call) => {
    const name = await findReadme(repository, call.query.get('ref') ?? 'HEAD');
    return await readContents(host, repository, call, name);
  });
  for (const method of ['PUT', 'DELETE'] as const) {
    addRepositoryRoute(
      router,
      host,
      `${method} /contents/{path...}`,
      async (repository, call) => changeFile(host, repository, call, method),
    );
  }
}

async function findReadme(repository: Repository, ref: string) {
  const commit = await repository.resolveCommit(ref);
  const entries = commit ? await repository.objects.readTree(commit) : [];
  const readme = entries?.find(({ path }) => /^readme(\.md)?$/i.test(path));
  if (!readme) {
    throw notFound();
  }
  return readme.path;
}

async function readContents(
  host: Host,
  repository: Repository,
  call: Call,
  path: string,
): Promise<Answer> {
  const ref = call.query.get('ref') || (await repository.defaultBranch());
  const oid = await repository.resolveCommit(ref);
  if (!oid) {
    throw new GitHubError(404, `No commit found for the ref ${ref}`);
  }
  const { objects } = repository;
  const commit = await objects.readCommit(oid);
  const entry = commit && (await findEntry(objects, commit.tree, path));
  if (!commit || !entry) {
    throw notFound();
  }
  const lastModified = new Date(
    commit.committer.timestamp * 1_000,
  ).toUTCString();
  if (entry.type === 'tree') {
    const entries = (await objects.readTree(entry.oid)) ?? [];
    const prefix = entry.path ? `${entry.path}/` : '';
    const shown = entries.map(child => ({
      ...child,
      path: prefix + child.path,
    }));
    return json(
      shown.map(child => presentEntry(host, repository, child, ref)),
      200,
      { 'last-modified': lastModified },
    );
  }
  const headers = { 'last-modified': lastModified };
  const blob =
    entry.type === 'blob' ? await objects.read(entry.oid) : undefined;
  if (blob && /\braw\b/.test(call.headers.accept ?? '')) {
    return rawFile(blob, headers);
  }
  const file = presentEntry(host, repository, entry, ref);
  return json({ ...file, ...(blob && encode(blob)) }, 200, headers);
}

function rawFile(
  { content }: GitObject,
  headers: Record<string, string>,
): Answer {
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': 'application/vnd.github.raw; charset=utf-8',
      // What a person pushed is data, whatever it looks like.
      'x-content-type-options': 'nosniff',
    },
    body: content,
  };
}

function presentEntry(
  host: Host,
  repository: Repository,
  { path, oid, type, mode }: TreeEntry,
  ref: string,
) {
  const api = repositoryUrl(host, repository);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const isFolder = type === 'tree';
  const page = `${host.baseUrl}/${repository.fullName}`;
  const gitUrl = `${api}/git/${isFolder ? 'trees' : 'blobs'}/${oid}`;
  const htmlUrl = `${page}/${isFolder ? 'tree' : 'blob'}/${ref}/${encoded}`;
  const kind = { tree: 'dir', commit: 'submodule', blob: 'file' }[type];
  return {
    name: path.split('/').at(-1),
    path,
    sha: oid,
    size: 0,
    type: mode === '120000' ? 'symlink' : kind,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: isFolder ? null : `${page}/raw/${ref}/${encoded}`,
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}

function encode({ content }: GitObject) {
  const text = content.toString('base64').replace(/.{60}/g, '$&\n');
  return { size: content.length, encoding: 'base64', content: `${text}\n` };
}

async function changeFile(
  host: Host,
  repository: Repository,
  call: Call,
  method: 'PUT' | 'DELETE',
): Promise<Answer> {
  const { path } = call.parameters;
  const given = await call.parse(changeSchema);
  const branch = given.branch ?? (await repository.defaultBranch());
  if (!path.split('/').every(isEntryName)) {
    throw new GitHubError(422, 'path contains a malformed path component');
  }
  const { objects } = repository;
  const head = await repository.branch(branch);
  if (!head && (await repository.refs.list()).size > 0) {
    throw new GitHubError(404, `Branch ${branch} not found`);
  }
  const tree = head && (await objects.readCommit(head))?.tree;
  const current = tree ? await findEntry(objects, tree, path) : undefined;
  checkSha(path, current, given.sha, method);
  const commit = await commitChanges(host, repository, {
    branch,
    message: given.message,
    changes: [
      {
        path,
        content:
          method === 'PUT'
            ? Buffer.from(given.content ?? '', 'base64')
            : undefined,
      },
    ],
    author: readSignature(host, given.author),
    committer: readSignature(host, given.committer ?? given.author),
    expected: head,
  });
  const entry = await findEntry(objects, commit.tree, path);
  return json(
    {
      content: entry ? presentEntry(host, repository, entry, branch) : null,
      commit: presentGitCommit(host, repository, commit),
    },
    current ? 200 : 201,
  );
}

function checkSha(
  path: string,
  current: TreeEntry | undefined,
  sha: string | undefined,
  method: 'PUT' | 'DELETE',
): void {
  if (!current && method === 'DELETE') {
    throw notFound();
  }
  if (current && sha === undefined) {
    throw new GitHubError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  }
  if (current && current.oid !== sha) {
    throw new GitHubError(409, `${path} does not match ${sha}`);
  }
}

import { z } from 'zod';
import { GitHubError, json, notFound } from '../http/answers';
import { Call, Router } from '../http/Router';
import { TreeEntry } from '../store/gitObjects';
import { isEntryName, isObjectId } from '../store/names';
import { Repository } from '../store/Repository';
import { editTree, TreeChange, walkTree } from '../store/trees';
import { addRepositoryRoute, Host } from './Host';
import { presentGitCommit } from './presentCommit';
import { repositoryUrl } from './presentRepository';
import { readSignature, signatureSchema } from './signature';

/** As many entries as GitHub lists before it cuts a tree. */
const MAX_ENTRIES = 100_000;

const MODES = ['100644', '100755', '040000', '160000', '120000'] as const;
const newTreeSchema = z.object({
  base_tree: z.string().optional(),
  tree: z
    .array(
      z.object({
        path: z.string(),
        mode: z.enum(MODES),
        sha: z.string().nullish(),
        content: z.string().optional(),
      }),
    )
    .min(1),
});

const newCommitSchema = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: signatureSchema.optional(),
  committer: signatureSchema.optional(),
});

/** Blobs, trees and commits, the way git stores them. */
export function addGitObjectRoutes(router: Router, host: Host): void {
  addRepositoryRoute(
    router,
    host,
    'GET /git/blobs/{sha}',
    async (repository, call) => readBlob(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'POST /git/blobs',
    async (repository, call) => createBlob(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'GET /git/trees/{sha...}',
    async (repository, call) => readTree(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'POST /git/trees',
    async (repository, call) => createTree(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'GET /git/commits/{sha}',
    async (repository, call) => readCommit(host, repository, call),
  );
  addRepositoryRoute(
    router,
    host,
    'POST /git/commits',
    async (repository, call) => createCommit(host, repository, call),
  );
}

async function readCommit(host: Host, repository: Repository, call: Call) {
  const { parameters } = call;
  const commit = isObjectId(parameters.sha)
    ? await repository.objects.readCommit(parameters.sha)
    : undefined;
  if (!commit) {
    throw notFound();
  }
  return json(presentGitCommit(host, repository, commit));
}

async function createBlob(host: Host, repository: Repository, call: Call) {
  const { content, encoding } = await call.parse(
    z.object({
      content: z.string(),
      encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
    }),
  );
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  const sha = await repository.objects.write('blob', bytes);
  const url = `${repositoryUrl(host, repository)}/git/blobs/${sha}`;
  return json({ sha, url }, 201);
}

async function readBlob(host: Host, repository: Repository, call: Call) {
  const { sha } = call.parameters;
  const blob = isObjectId(sha) ? await repository.objects.read(sha) : undefined;
  if (blob?.type !== 'blob') {
    throw notFound();
  }
  if (/\braw\b/.test(call.headers.accept ?? '')) {
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' },
      body: blob.content,
    };
  }
  return json({
    sha,
    node_id: `B_${sha}`,
    size: blob.content.length,
    url: `${repositoryUrl(host, repository)}/git/blobs/${sha}`,
    content: blob.content.toString('base64'),
    encoding: 'base64',
  });
}

async function readTree(host: Host, repository: Repository, call: Call) {
  const { objects } = repository;
  const { sha } = call.parameters;
  const oid = (await repository.resolveCommit(sha)) ?? sha;
  const tree = isObjectId(oid)
    ? (await objects.readCommit(oid))?.tree ?? oid
    : undefined;
  const top = tree && (await objects.readTree(tree));
  if (!top) {
    throw notFound();
  }
  const entries: TreeEntry[] = [];
  // GitHub takes the parameter itself for a yes, whatever its value.
  const listing = call.query.has('recursive') ? walkTree(objects, tree) : top;
  for await (const entry of listing) {
    if (entries.length === MAX_ENTRIES) {
      return json(await presentTree(host, repository, tree, entries, true));
    }
    entries.push(entry);
  }
  return json(await presentTree(host, repository, tree, entries, false));
}

async function createTree(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(newTreeSchema);
  const { objects } = repository;
  const base = given.base_tree
    ? await findTree(repository, given.base_tree)
    : undefined;
  const changes: TreeChange[] = [];
  for (const { path, mode, sha, content } of given.tree) {
    if (!path.split('/').every(isEntryName)) {
      throw new GitHubError(
        422,
        'tree.path contains a malformed path component',
      );
    }
    const type = typeOf(mode);
    if (sha && type !== 'commit') {
      await checkObject(repository, sha, type);
    }
    const oid =
      content === undefined
        ? sha ?? undefined
        : await objects.write('blob', Buffer.from(content));
    changes.push({ path, mode, type, oid });
  }
  const tree = await editTree(objects, base, changes);
  const entries = (await objects.readTree(tree)) ?? [];
  return json(await presentTree(host, repository, tree, entries, false), 201);
}

async function findTree(repository: Repository, sha: string): Promise<string> {
  const entries = isObjectId(sha)
    ? await repository.objects.readTree(sha)
    : undefined;
  if (!entries) {
    throw new GitHubError(404, 'Tree not found');
  }
  return (await repository.objects.readCommit(sha))?.tree ?? sha;
}

function typeOf(mode: (typeof MODES)[number]): TreeEntry['type'] {
  if (mode === '040000') {
    return 'tree';
  }
  return mode === '160000' ? 'commit' : 'blob';
}

async function checkObject(
  repository: Repository,
  sha: string,
  type: TreeEntry['type'],
): Promise<void> {
  const object = isObjectId(sha)
    ? await repository.objects.read(sha)
    : undefined;
  if (object?.type !== type) {
    throw new GitHubError(422, `${sha} is not a valid ${type} object`);
  }
}

async function createCommit(host: Host, repository: Repository, call: Call) {
  const given = await call.parse(newCommitSchema);
  await checkObject(repository, given.tree, 'tree');
  for (const parent of given.parents) {
    await checkObject(repository, parent, 'commit');
  }
  const commit = {
    tree: given.tree,
    parents: given.parents,
    message: given.message,
    author: readSignature(host, given.author),
    committer: readSignature(host, given.committer ?? given.author),
  };
  const oid = await repository.objects.writeCommit(commit);
  return json(presentGitCommit(host, repository, { ...commit, oid }), 201);
}

async function presentTree(
  host: Host,
  repository: Repository,
  sha: string,
  entries: TreeEntry[],
  truncated: boolean,
) {
  const api = repositoryUrl(host, repository);
  return {
    sha,
    url: `${api}/git/trees/${sha}`,
    tree: entries.map(({ path, mode, type, oid }) => ({
      path,
      mode,
      type,
      sha: oid,
      ...(type !== 'commit' && { url: `${api}/git/${type}s/${oid}` }),
    })),
    truncated,
  };
}

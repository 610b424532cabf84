import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { addRepositoryRoute, Host } from '../api/Host';
import { notFound } from '../http/answers';
import { Router } from '../http/Router';
import { Repository } from '../store/Repository';
import { walkTree } from '../store/trees';
import { TarEntry, writeTar } from './tar';

/** Whole trees as one download. */
export function addArchiveRoutes(router: Router, host: Host): void {
  for (const route of ['GET /tarball', 'GET /tarball/{ref...}']) {
    addRepositoryRoute(
      router,
      host,
      route,
      async (repository, { parameters }) => {
        const oid = await repository.resolveCommit(parameters.ref ?? 'HEAD');
        const commit = oid && (await repository.objects.readCommit(oid));
        if (!commit) {
          throw notFound();
        }
        // GitHub puts everything into one folder of such a name.
        const name = `${repository.fullName.replace(
          '/',
          '-',
        )}-${commit.oid.slice(0, 7)}`;
        const tar = writeTar(
          listEntries(repository, commit.tree, name),
          commit.committer.timestamp,
        );
        return {
          status: 200,
          headers: {
            'content-type': 'application/x-gzip',
            'content-disposition': `attachment; filename=${name}.tar.gz`,
            etag: `"${commit.oid}"`,
          },
          body: compress(tar),
        };
      },
    );
  }
}

function compress(tar: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const source = Readable.from(tar, { objectMode: false });
  const gzip = createGzip();
  source.on('error', error => gzip.destroy(error));
  return source.pipe(gzip);
}

async function* listEntries(
  { objects }: Repository,
  tree: string,
  prefix: string,
): AsyncGenerator<TarEntry> {
  const nothing = Buffer.alloc(0);
  yield { path: `${prefix}/`, mode: '040000', content: nothing };
  for await (const { path, mode, oid, type } of walkTree(objects, tree)) {
    // A submodule is an empty folder in GitHub's archives.
    const isFile = type === 'blob';
    const content = isFile ? (await objects.read(oid))?.content : nothing;
    const suffix = isFile ? '' : '/';
    if (content) {
      yield { path: `${prefix}/${path}${suffix}`, mode, content };
    }
  }
}

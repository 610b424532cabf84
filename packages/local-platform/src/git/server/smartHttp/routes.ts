import { Answer, GitHubError, notFound } from '../http/answers';
import { Call, Handler, Router } from '../http/Router';
import { PackError } from '../pack/PackError';
import { Repositories } from '../store/Repositories';
import { Repository } from '../store/Repository';
import { advertise, Service } from './advertise';
import { encodeLine } from './pktLine';
import { receivePack } from './receivePack';
import { uploadPack } from './uploadPack';

export type PackLimits = {
  /** How large a pushed pack may be. */
  maxPackBytes: number;
  /** How large its objects may be, unpacked, together. */
  maxUnpackedBytes: number;
};

/** Wants and haves are lines of 50 bytes. */
const MAX_NEGOTIATION_BYTES = 8 * 1024 * 1024;

/** Git's own protocol: clone, fetch and push. */
export function addSmartHttpRoutes(
  router: Router,
  repositories: Repositories,
  limits: PackLimits,
): void {
  const add = (
    route: string,
    handler: (repository: Repository, call: Call) => Promise<Answer>,
  ) => router.add(route, withRepository(repositories, handler));

  add('GET /{owner}/{repo}/info/refs', async (repository, { query }) => {
    const service = readService(query.get('service'));
    return reply(
      `${service}-advertisement`,
      await advertise(repository, service),
    );
  });
  add('POST /{owner}/{repo}/git-upload-pack', async (repository, call) => {
    const body = await call.readBody(MAX_NEGOTIATION_BYTES);
    return reply(
      'git-upload-pack-result',
      await orErrorLine(async () => uploadPack(repository, body)),
    );
  });
  add('POST /{owner}/{repo}/git-receive-pack', async (repository, call) => {
    const body = await call.readBody(limits.maxPackBytes);
    return reply(
      'git-receive-pack-result',
      await orErrorLine(async () => receivePack(repository, body, limits)),
    );
  });
}

function withRepository(
  repositories: Repositories,
  handler: (repository: Repository, call: Call) => Promise<Answer>,
): Handler {
  return async call => {
    const { owner, repo } = call.parameters;
    const name = repo.replace(/\.git$/, '');
    const repository = await repositories.find(owner, name);
    if (!repository) {
      throw notFound();
    }
    return await handler(repository, call);
  };
}

function readService(name: string | null): Service {
  if (name === 'git-upload-pack' || name === 'git-receive-pack') {
    return name;
  }
  throw new GitHubError(403, 'Please upgrade your git client.');
}

/** What git shows as "remote error". */
async function orErrorLine<T>(work: () => Promise<T>): Promise<T | Buffer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PackError) {
      return encodeLine(`ERR ${error.message}\n`);
    }
    throw error;
  }
}

function reply(type: string, body: Answer['body']): Answer {
  return {
    status: 200,
    headers: {
      'content-type': `application/x-${type}`,
      'cache-control': 'no-cache, max-age=0, must-revalidate',
    },
    body,
  };
}

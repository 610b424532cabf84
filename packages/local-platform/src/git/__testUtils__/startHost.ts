import { join } from 'node:path';
import { createScratch } from '../../__testUtils__/scratch';
import { onFreePort } from '../../ports';
import {
  EmbeddedGitHost,
  GitHostServerOptions,
} from '../server/EmbeddedGitHost';

export const HOST_TOKEN = 'a-token-with-odd-signs/?%';

/** A running host in this process, on a free port. */
export type RunningHost = {
  host: EmbeddedGitHost;
  url: string;
  /** For files of the test, removed with the host. */
  scratch: string;
  log: string[];
  /** Calls the API with the credential. */
  api(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
};

export async function startHost(
  options: Partial<GitHostServerOptions> = {},
): Promise<RunningHost> {
  const scratch = createScratch();
  const log: string[] = [];
  const host = await onFreePort(port =>
    EmbeddedGitHost.start(
      {
        port,
        folder: join(scratch.path, 'git'),
        imagesFolder: join(scratch.path, 'images'),
        token: HOST_TOKEN,
        ...options,
      },
      message => log.push(message),
    ),
  );
  return {
    host,
    url: host.baseUrl,
    scratch: scratch.path,
    log,
    api: async (path, init) =>
      await fetch(`${host.baseUrl}/api/v3${path}`, {
        ...init,
        headers: { authorization: `Bearer ${HOST_TOKEN}`, ...init?.headers },
      }),
    stop: async () => {
      await host.close();
      scratch.remove();
    },
  };
}

/** Creates a repository in the organisation. */
export async function createRepository(
  running: RunningHost,
  name: string,
): Promise<void> {
  const response = await running.api('/orgs/shop-platform/repos', {
    method: 'POST',
    body: JSON.stringify({ name }),
  });
  if (response.status !== 201) {
    throw new Error(await response.text());
  }
}

import {
  ConflictError,
  InputError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Source } from './source';

const POLL_MS = 2_000;
const MAX_POLL_MS = 15_000;
const PAGE_SIZE = 100;

const commitSchema = z.object({ sha: z.string() });

const checkRunsSchema = z.object({
  check_runs: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullish(),
      html_url: z.string().nullish(),
      output: z.object({ summary: z.string().nullish() }).nullish(),
    }),
  ),
});

type CheckRun = z.infer<typeof checkRunsSchema>['check_runs'][number];

export type WaitForBuild = {
  commit: string;
  /** The check runs of which one publishes the image. */
  checks: readonly string[];
  timeoutMs: number;
  signal: AbortSignal | undefined;
  log(message: string): void;
};

/** What GitHub, or a host that speaks as it does, knows of a repository's builds. */
export class Builds {
  readonly #source: Source;
  readonly #apiUrl: string;
  readonly #headers: () => Promise<Record<string, string>>;
  readonly #pollMs: number;

  private constructor(
    source: Source,
    apiUrl: string,
    headers: () => Promise<Record<string, string>>,
    pollMs: number,
  ) {
    this.#source = source;
    this.#apiUrl = apiUrl;
    this.#headers = headers;
    this.#pollMs = pollMs;
  }

  static create(
    integrations: ScmIntegrations,
    source: Source,
    pollMs = POLL_MS,
  ): Builds {
    const config = integrations.github.byHost(source.host)?.config;
    if (!config?.apiBaseUrl) {
      throw new InputError(
        `${source.host} is not among the GitHub hosts under integrations.github`,
      );
    }
    const credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    const { origin, owner, repo } = source;
    const headers = async () =>
      (await credentials.getCredentials({ url: `${origin}/${owner}/${repo}` }))
        .headers ?? {};
    return new Builds(source, config.apiBaseUrl, headers, pollMs);
  }

  /** The newest commit of the source's branch, or of the default one. */
  async newestCommit(signal: AbortSignal | undefined): Promise<string> {
    const ref = this.#source.ref ?? 'HEAD';
    const answer = await this.#get(
      `commits/${encodeURIComponent(ref)}`,
      signal,
    );
    return commitSchema.parse(answer).sha;
  }

  /** Waits until the image of a commit is there; rejects when its build has failed. */
  async waitFor(options: WaitForBuild): Promise<void> {
    const { commit, checks, timeoutMs, signal, log } = options;
    const end = Date.now() + timeoutMs;
    let said = '';
    let pause = this.#pollMs;
    for (;;) {
      const answer = await this.#checkRuns(commit, signal);
      const runs = Array.isArray(answer) ? answer : [];
      const build = runs.find(({ name }) => checks.includes(name));
      if (build?.status === 'completed') {
        refuseFailed(build, runs);
        log(`The image of ${commit.slice(0, 12)} is built`);
        return;
      }
      const now = Array.isArray(answer)
        ? describe(build, runs)
        : answer.message;
      if (now !== said) {
        log(`Waiting for the image of ${commit.slice(0, 12)}: ${now}`);
        said = now;
      }
      if (Date.now() + pause > end) {
        throw new ConflictError(
          `No image of ${commit.slice(0, 12)} within ${Math.round(
            timeoutMs / 1_000,
          )} s: ${now}. Look at the builds of ${this.#source.owner}/${
            this.#source.repo
          }; a check run named ${checks.join(' or ')} has to succeed`,
        );
      }
      await sleep(pause, undefined, signal ? { signal } : {});
      pause = Math.min(pause * 1.2, MAX_POLL_MS);
    }
  }

  /** A host that does not answer may do so later: that is waited for as well. */
  async #checkRuns(
    commit: string,
    signal: AbortSignal | undefined,
  ): Promise<CheckRun[] | ServiceUnavailableError> {
    try {
      const answer = await this.#get(
        `commits/${commit}/check-runs?per_page=${PAGE_SIZE}`,
        signal,
      );
      return checkRunsSchema.parse(answer).check_runs;
    } catch (error) {
      if (isError(error) && error.name === 'ServiceUnavailableError') {
        return new ServiceUnavailableError(error.message);
      }
      throw error;
    }
  }

  async #get(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const { owner, repo } = this.#source;
    const name = `${owner}/${repo}`;
    const url = `${this.#apiUrl}/repos/${encodeURIComponent(
      owner,
    )}/${encodeURIComponent(repo)}/${path}`;
    const headers = {
      accept: 'application/vnd.github+json',
      ...(await this.#headers()),
    };
    const response = await fetch(url, {
      headers,
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        `${this.#source.host} does not answer: ${toError(error).message}`,
      );
    });
    if (response.ok) {
      return await response.json();
    }
    await response.body?.cancel();
    if (response.status === 404 || response.status === 422) {
      throw new NotFoundError(
        `${
          this.#source.host
        } has no ${name} with this commit, or the portal may not read its checks`,
      );
    }
    const message = `${this.#source.host} answered ${
      response.status
    } when asked for the builds of ${name}`;
    throw response.status >= 500 || response.status === 429
      ? new ServiceUnavailableError(message)
      : new ConflictError(message);
  }
}

function describe(build: CheckRun | undefined, runs: CheckRun[]): string {
  if (build) {
    return `${build.name} is ${build.status.replace('_', ' ')}`;
  }
  return runs.length === 0
    ? 'no build has begun yet'
    : `so far there are ${runs
        .map(({ name, status }) => `${name} (${status.replace('_', ' ')})`)
        .join(', ')}`;
}

function refuseFailed(build: CheckRun, runs: CheckRun[]): void {
  if (build.conclusion === 'success') {
    return;
  }
  // A build that was skipped was so because of another one.
  const failed =
    runs.find(({ conclusion }) => conclusion === 'failure') ?? build;
  const reason = failed.output?.summary?.split('\n')[0];
  throw new ConflictError(
    `There is no image: ${failed.name} ended with ${
      failed.conclusion ?? 'nothing'
    }${reason ? ` (${reason})` : ''}. ${
      failed.html_url ? `See ${failed.html_url}. ` : ''
    }Nothing was deployed`,
  );
}

import { randomInt } from 'node:crypto';
import { BuildLimits } from '../../images/buildApp';
import { BuildError } from '../../images/BuildError';
import { ImageStore } from '../../images/ImageStore';
import { saveCheckRun } from '../server/api/checkRuns';
import { addStatus } from '../server/api/statuses';
import { NO_OBJECT } from '../server/store/names';
import { Repositories } from '../server/store/Repositories';
import { Push, Repository } from '../server/store/Repository';
import { CheckRun, CommitStatus } from '../server/store/settings';
import { buildImage, isService } from './buildImage';

/** The name of the build among the statuses of a commit. */
export const BUILD_CONTEXT = 'build';

const BUILDING = 'Building';
/** A commit whose build ended this host so often is given up. */
const MAX_STARTS = 3;
const LOG_CHARACTERS = 60_000;
const DESCRIPTION_CHARACTERS = 140;

type Job = { repository: Repository; commit: string };

export type RunnerOptions = {
  repositories: Repositories;
  images: ImageStore;
  owners: string[];
  /** Where the pages are. */
  baseUrl: string;
  limits: BuildLimits;
  log(message: string): void;
};

/**
 * Builds what is pushed to a default branch, one commit at a time, as a pipeline
 * does in production. A commit that waits or is being built has a pending status,
 * which is all that is kept of the queue: after a restart it is read from there.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #stopping = new AbortController();
  readonly #queue: Job[] = [];
  #working: Promise<void> | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Takes up what was left, and listens for pushes from now on. */
  async start(): Promise<void> {
    const { repositories, owners } = this.#options;
    repositories.onPush(push => {
      this.#takePush(push).catch(error => this.#fail(push.repository, error));
    });
    for (const owner of owners) {
      for (const repository of await repositories.list(owner)) {
        await this.#takeUp(repository);
      }
    }
  }

  /** Ends the build at hand, which is begun again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#queue.length = 0;
    await this.#working;
  }

  async #takePush({ repository, name, after }: Push): Promise<void> {
    if (after !== NO_OBJECT && name === (await repository.refs.head())) {
      await this.#offer(repository, after);
    }
  }

  async #takeUp(repository: Repository): Promise<void> {
    const known = await repository.statuses.keys();
    for (const commit of known) {
      const [latest] = await this.#statusesOf(repository, commit);
      if (latest?.state === 'pending') {
        this.#enqueue({ repository, commit });
      }
    }
    // A push just before the end may not have got its status.
    const head = await repository.branch(await repository.defaultBranch());
    if (head && (await this.#statusesOf(repository, head)).length === 0) {
      await this.#offer(repository, head);
    }
  }

  async #offer(repository: Repository, commit: string): Promise<void> {
    if (await isService(repository, commit)) {
      await this.#say(repository, commit, 'pending', 'Waiting');
      this.#enqueue({ repository, commit });
    }
  }

  #enqueue(job: Job): void {
    this.#queue.push(job);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) {
      await this.#build(job).catch(error => this.#fail(job.repository, error));
    }
  }

  async #build({ repository, commit }: Job): Promise<void> {
    const starts = (await this.#statusesOf(repository, commit)).filter(
      ({ description }) => description === BUILDING,
    );
    let run: CheckRun = {
      id: randomInt(1, 2 ** 31),
      name: BUILD_CONTEXT,
      headSha: commit,
      status: 'in_progress',
      startedAt: new Date().toISOString(),
    };
    await saveCheckRun(repository, run);
    await this.#say(repository, commit, 'pending', BUILDING, run);
    let text = '';
    const result = await this.#attempt(
      repository,
      commit,
      starts.length,
      output => {
        text = (text + output).slice(-LOG_CHARACTERS);
      },
    );
    if (this.#stopping.signal.aborted) {
      return;
    }
    run = {
      ...run,
      status: 'completed',
      conclusion: result.isGood ? 'success' : 'failure',
      completedAt: new Date().toISOString(),
      title: result.isGood ? 'Built' : 'Not built',
      summary: result.message,
      text,
    };
    await saveCheckRun(repository, run);
    const state = result.isGood ? 'success' : 'failure';
    await this.#say(repository, commit, state, result.message, run);
    this.#options.log(
      `Build of ${repository.fullName} at ${commit}: ${result.message}`,
    );
  }

  async #attempt(
    repository: Repository,
    commit: string,
    starts: number,
    onOutput: (text: string) => void,
  ): Promise<{ isGood: boolean; message: string }> {
    if (starts >= MAX_STARTS) {
      return {
        isGood: false,
        message: `Given up: ${starts} builds of it did not come to an end`,
      };
    }
    try {
      const { images, limits } = this.#options;
      const image = await buildImage(images, repository, commit, {
        ...limits,
        signal: this.#stopping.signal,
        onOutput,
      });
      return { isGood: true, message: `Image ${image.digest.slice(0, 12)}` };
    } catch (error) {
      if (!(error instanceof BuildError)) {
        this.#fail(repository, error);
      }
      const message = error instanceof Error ? error.message : String(error);
      onOutput(`${message}\n`);
      return { isGood: false, message };
    }
  }

  async #say(
    repository: Repository,
    commit: string,
    state: CommitStatus['state'],
    message: string,
    run?: CheckRun,
  ): Promise<void> {
    await addStatus(repository, commit, {
      state,
      context: BUILD_CONTEXT,
      description: message.slice(0, DESCRIPTION_CHARACTERS),
      targetUrl:
        run && `${this.#options.baseUrl}/${repository.fullName}/runs/${run.id}`,
    });
  }

  /** What was said of the build of a commit, the newest first. */
  async #statusesOf(
    repository: Repository,
    commit: string,
  ): Promise<CommitStatus[]> {
    const statuses = (await repository.statuses.read(commit)) ?? [];
    return statuses.filter(({ context }) => context === BUILD_CONTEXT);
  }

  #fail(repository: Repository, error: unknown): void {
    this.#options.log(
      `The build of ${repository.fullName} failed: ${
        error instanceof Error ? error.stack : error
      }`,
    );
  }
}

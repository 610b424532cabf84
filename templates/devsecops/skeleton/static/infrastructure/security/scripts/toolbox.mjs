import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const start = promisify(execFile);

const PINS = JSON.parse(
  readFileSync(new URL('../tools.json', import.meta.url), 'utf8'),
);

/** Where containers see the repository and the reports. */
const CONTAINER = { src: '/src', out: '/out' };

/**
 * Runs scanners as they are pinned, each by its content: by digest, by the sums of
 * its module and of all that needs, by hash, by commit.
 */
export class Toolbox {
  #root;
  #out;
  #tools;

  constructor({ root, out, tools }) {
    this.#root = root;
    this.#out = out;
    this.#tools = tools;
  }

  foldersOf(tool) {
    return this.#isContainer(tool)
      ? CONTAINER
      : { src: this.#root, out: this.#out };
  }

  /** What the tool prints. An exit code that it does not have for findings is a failure. */
  async run(tool, [program, ...args], { folder = '.', exits = [0] } = {}) {
    const cwd = join(this.#root, folder);
    const [file, parameters] = this.#isContainer(tool)
      ? ['docker', [...this.#container(tool, program, folder), ...args]]
      : [await this.#program(tool, program), args];
    try {
      const { stdout } = await start(file, parameters, {
        cwd,
        maxBuffer: 256 * 1024 * 1024,
      });
      return stdout;
    } catch (error) {
      if (exits.includes(error.code)) {
        return error.stdout;
      }
      throw new Error(
        `${tool} ended with ${
          error.code
        }: ${`${error.stderr}${error.stdout}`.slice(-4000)}`,
      );
    }
  }

  /**
   * The folders, as the tool sees them, with the rules that are pinned for it by
   * their commit: Git takes nothing else for that name.
   */
  fetchRules(tool, { repository, commit, folders } = PINS[tool].rules) {
    const name = `${tool}-rules`;
    const cwd = join(this.#out, name);
    mkdirSync(cwd, { recursive: true });
    const git = (...parameters) =>
      execFileSync('git', parameters, {
        cwd,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    git('init', '--quiet');
    git('fetch', '--quiet', '--depth=1', repository, commit);
    git('checkout', '--quiet', '--force', commit);
    const found = folders.flatMap(pattern => globSync(pattern, { cwd }).sort());
    if (found.length === 0) {
      throw new Error(`${repository} has no ${folders} at ${commit}`);
    }
    return found.map(folder => join(this.foldersOf(tool).out, name, folder));
  }

  #isContainer(tool) {
    return !this.#tools && PINS[tool]?.image !== undefined;
  }

  #container(tool, program, folder) {
    mkdirSync(join(this.#out, 'home'), { recursive: true });
    return [
      'run',
      '--rm',
      // As who calls: Git trusts no repository of somebody else, and the
      // reports belong to who reads them. Home is where tools keep what they fetch.
      `--user=${process.getuid()}:${process.getgid()}`,
      `--env=HOME=${CONTAINER.out}/home`,
      '--tmpfs=/tmp:rw,exec,mode=1777',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      `--volume=${this.#root}:${CONTAINER.src}:ro`,
      `--volume=${this.#out}:${CONTAINER.out}`,
      `--workdir=${join(CONTAINER.src, folder)}`,
      `--entrypoint=${ENTRYPOINTS[program] ?? program}`,
      PINS[tool].image,
    ];
  }

  async #program(tool, program) {
    if (this.#tools) {
      const local = join(this.#tools, program);
      return existsSync(local) ? local : program;
    }
    const { go, archive, sha256 } = PINS[tool] ?? {};
    if (go) {
      return this.#installModule(tool, program);
    }
    return archive ? this.#download(archive, sha256, program) : program;
  }

  /**
   * As go/<tool>.mod and its sums say. They are not called go.mod where they are, so
   * that no scanner takes what scanners need for a part of the platform.
   */
  #installModule(tool, program) {
    const bin = join(this.#out, 'bin');
    if (!existsSync(join(bin, program))) {
      const cwd = join(this.#out, 'go', tool);
      mkdirSync(cwd, { recursive: true });
      for (const kind of ['mod', 'sum']) {
        const pinned = new URL(`../go/${tool}.${kind}`, import.meta.url);
        copyFileSync(pinned, join(cwd, `go.${kind}`));
      }
      // It neither adds a sum nor leaves one out: what has another one is refused.
      execFileSync('go', ['install', '-mod=readonly', 'tool'], {
        cwd,
        env: { ...process.env, GOBIN: bin, GOFLAGS: '', GOWORK: 'off' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    }
    return join(bin, program);
  }

  async #download(address, sha256, program) {
    const bin = join(this.#out, 'bin');
    mkdirSync(bin, { recursive: true });
    const response = await fetch(address, {
      signal: AbortSignal.timeout(120_000),
    });
    if (!response.ok) {
      throw new Error(`${address} answers ${response.status}`);
    }
    const content = Buffer.from(await response.arrayBuffer());
    const actual = createHash('sha256').update(content).digest('hex');
    if (actual !== sha256) {
      throw new Error(`${address} has the hash ${actual}, not ${sha256}`);
    }
    const archive = join(bin, `${program}.tar.gz`);
    writeFileSync(archive, content);
    execFileSync('tar', ['-xzf', archive, '-C', bin, program]);
    return join(bin, program);
  }
}

/** Programs that are not on their image's PATH. */
const ENTRYPOINTS = {
  grype: '/grype',
  gosec: '/bin/gosec',
  'kube-linter': '/kube-linter',
};

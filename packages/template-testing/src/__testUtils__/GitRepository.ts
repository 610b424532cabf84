import { z } from 'zod';

/** Calls GitHub's API of the host. */
type Call = (method: string, path: string, body?: object) => Promise<unknown>;

const fileSchema = z.object({ sha: z.string(), content: z.string() });
const treeSchema = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string() })),
});
const pullsSchema = z.array(
  z.looseObject({
    number: z.number(),
    title: z.string(),
    body: z.string(),
    html_url: z.string(),
    head: z.object({ ref: z.string() }),
  }),
);

/** A repository of the host, as a team works with it. */
export class GitRepository {
  readonly #call: Call;
  readonly #path: string;
  readonly name: string;

  constructor(call: Call, path: string, name: string) {
    this.#call = call;
    this.#path = path;
    this.name = name;
  }

  /** The text of a file on a branch, the default one if none is named. */
  async read(path: string, branch = 'main'): Promise<string> {
    return (await this.#file(path, branch)).text;
  }

  /** The paths of all files on the default branch. */
  async list(): Promise<string[]> {
    const { tree } = treeSchema.parse(
      await this.#call('GET', `${this.#path}/git/trees/main?recursive=1`),
    );
    return tree.filter(({ type }) => type === 'blob').map(({ path }) => path);
  }

  async write(path: string, text: string): Promise<void> {
    await this.#call('PUT', `${this.#path}/contents/${path}`, {
      message: `Write ${path}`,
      content: Buffer.from(text).toString('base64'),
    });
  }

  /** Changes a file as somebody of the team does. */
  async edit(path: string, change: (text: string) => string): Promise<void> {
    const { text, sha } = await this.#file(path);
    const changed = change(text);
    if (changed === text) {
      throw new Error(`The edit of ${path} changes nothing`);
    }
    await this.#call('PUT', `${this.#path}/contents/${path}`, {
      message: `Change ${path}`,
      content: Buffer.from(changed).toString('base64'),
      sha,
    });
  }

  async openPullRequests() {
    return pullsSchema.parse(
      await this.#call('GET', `${this.#path}/pulls?state=open`),
    );
  }

  async merge(number: number): Promise<void> {
    await this.#call('PUT', `${this.#path}/pulls/${number}/merge`);
  }

  async #file(
    path: string,
    branch = 'main',
  ): Promise<{ text: string; sha: string }> {
    const { sha, content } = fileSchema.parse(
      await this.#call(
        'GET',
        `${this.#path}/contents/${path}?ref=${encodeURIComponent(branch)}`,
      ),
    );
    return { text: Buffer.from(content, 'base64').toString('utf8'), sha };
  }
}

import { expect, type Browser, type Page } from '@playwright/test';
import { z } from 'zod';
import { endpoints } from './portal';

const fileSchema = z.object({ sha: z.string(), content: z.string() });

/** Asks the embedded Git host as GitHub's API is asked. */
async function ask(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; json: unknown }> {
  const { origin, password } = new URL(endpoints().git);
  const response = await fetch(`${origin}/api/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${decodeURIComponent(password)}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, json: await response.json() };
}

/** A repository on the embedded Git host, as a team works with it: through GitHub's API. */
export class Repository {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Calls a route of the repository; answers what it says and its status. */
  async call(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; json: unknown }> {
    return await ask(method, `/repos/shop-platform/${this.#name}${path}`, body);
  }

  /** Makes it, with one file in it. */
  async create(): Promise<void> {
    const made = await ask('POST', '/orgs/shop-platform/repos', {
      name: this.#name,
    });
    expect(made.status).toBe(201);
    const written = await this.call('PUT', '/contents/README.md', {
      message: 'Begin',
      content: Buffer.from(`# ${this.#name}\n`).toString('base64'),
    });
    expect(written.status).toBe(201);
  }

  /** The text of a file; nothing where there is none. */
  async read(path: string, branch = 'main'): Promise<string | undefined> {
    const { status, json } = await this.call(
      'GET',
      `/contents/${path}?ref=${encodeURIComponent(branch)}`,
    );
    return status === 404
      ? undefined
      : Buffer.from(fileSchema.parse(json).content, 'base64').toString('utf8');
  }

  /** Changes a file as somebody does who edits it, and commits. */
  async edit(
    path: string,
    change: (text: string) => string,
    branch = 'main',
  ): Promise<void> {
    const { json } = await this.call(
      'GET',
      `/contents/${path}?ref=${encodeURIComponent(branch)}`,
    );
    const { sha, content } = fileSchema.parse(json);
    const before = Buffer.from(content, 'base64').toString('utf8');
    const after = change(before);
    expect(after, `the edit of ${path}`).not.toBe(before);
    const { status } = await this.call('PUT', `/contents/${path}`, {
      message: `Change ${path}`,
      content: Buffer.from(after).toString('base64'),
      branch,
      sha,
    });
    expect(status).toBe(200);
  }

  /** The commit that a branch is at. */
  async head(branch = 'main'): Promise<string> {
    const { json } = await this.call(
      'GET',
      `/branches/${encodeURIComponent(branch)}`,
    );
    return z.object({ commit: z.object({ sha: z.string() }) }).parse(json)
      .commit.sha;
  }
}

/** The pages of the Git host, for somebody whose browser knows the password. */
export async function openGitPages(browser: Browser): Promise<Page> {
  const { username, password } = new URL(endpoints().gitPages);
  const reader = await browser.newContext({
    httpCredentials: { username, password: decodeURIComponent(password) },
  });
  return await reader.newPage();
}

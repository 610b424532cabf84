import {
  createMockDirectory,
  mockServices,
  type MockDirectoryContent,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  MarkdownTechdocsGenerator,
  type MarkdownGeneratorRunOptions,
} from '../MarkdownTechdocsGenerator';

interface BuildSetup {
  config?: JsonObject;
  run?: Partial<MarkdownGeneratorRunOptions>;
}

/** Parses a page as a browser does. */
export function parseHtml(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

/** Builds sites from files that a test names, and reads what came out. */
export function createDocsBuilder() {
  const input = createMockDirectory();
  const output = createMockDirectory();

  async function build(content: MockDirectoryContent, setup: BuildSetup = {}) {
    input.setContent(content);
    output.clear();
    const logger = mockServices.logger.mock();
    await MarkdownTechdocsGenerator.fromConfig(
      new ConfigReader(setup.config ?? {}),
      { logger },
    ).run({
      inputDir: input.path,
      outputDir: output.path,
      logger,
      ...setup.run,
    });
    const read = (path: string) => fs.readFile(join(output.path, path), 'utf8');
    return {
      warnings: logger.warn.mock.calls.map(([message]) => message),
      messages: logger.info.mock.calls.map(([message]) => message),
      read,
      readJson: async (path: string) => JSON.parse(await read(path)),
      page: async (path = '') => parseHtml(await read(`${path}index.html`)),
      output: output.content({ shouldReadAsText: false }),
    };
  }

  return { build, input, output };
}

/** The texts of all elements that a selector finds. */
export function texts(root: ParentNode, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map(element =>
    (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
}

/** An attribute of all elements that a selector finds. */
export function attributes(
  root: ParentNode,
  selector: string,
  name: string,
): (string | null)[] {
  return [...root.querySelectorAll(selector)].map(element =>
    element.getAttribute(name),
  );
}

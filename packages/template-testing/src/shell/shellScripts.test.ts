import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { findTemplates, TEMPLATES_FOLDER } from '../template/findTemplates';
import { RenderedFile } from '../types';
import { findScripts, Script } from './findScripts';

const program = process.env.SHELLCHECK_PATH;
const describeWithShellCheck = program ? describe : describe.skip;

const reportSchema = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      code: z.number(),
      message: z.string(),
    }),
  ),
});

/** Of every golden rendering of a template; what several have in common once. */
function readScripts(template: string): Script[] {
  const golden = join(TEMPLATES_FOLDER, template, 'tests/golden');
  if (!existsSync(golden)) {
    return [];
  }
  const files = readdirSync(golden).flatMap(name =>
    readFolder(join(golden, name)),
  );
  const different = new Map(
    files.map(file => [`${file.path}\n${file.content}`, file]),
  );
  return findScripts([...different.values()]);
}

function readFolder(folder: string): RenderedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map(path => ({
      path: relative(folder, path),
      content: readFileSync(path),
      executable: false,
    }));
}

const withScripts = findTemplates(TEMPLATES_FOLDER)
  .map((name): [string, Script[]] => [name, readScripts(name)])
  .filter(([, scripts]) => scripts.length > 0);

describeWithShellCheck('shell scripts, where there is ShellCheck', () => {
  const directory = createMockDirectory();

  async function check(scripts: readonly Script[]): Promise<string[]> {
    directory.setContent(
      Object.fromEntries(
        scripts.map(({ text }, index) => [`${index}.sh`, text]),
      ),
    );
    const files = scripts.map((_, index) => directory.resolve(`${index}.sh`));
    const report = await new Promise<string>((resolve, reject) => {
      execFile(
        program ?? 'shellcheck',
        ['--format=json1', '--norc', ...files],
        { maxBuffer: 16 * 1024 * 1024 },
        // 1 means that there is something to say.
        (error, stdout) =>
          error && error.code !== 1 ? reject(error) : resolve(stdout),
      );
    });
    return reportSchema
      .parse(JSON.parse(report))
      .comments.map(comment => ({
        ...comment,
        index: files.indexOf(comment.file),
      }))
      .sort((a, b) => a.index - b.index)
      .map(
        ({ index, line, code, message }) =>
          `${scripts[index]?.where}:${line}: SC${code} ${message}`,
      );
  }

  it.each(withScripts)(
    'finds nothing in the scripts of %s (those in files, workflows and containers)',
    async (_name, scripts) => {
      expect(await check(scripts)).toEqual([]);
    },
    60_000,
  );

  it('finds what is wrong, wherever it stands', async () => {
    const file = (path: string, text: string) => ({
      path,
      content: Buffer.from(text),
      executable: true,
    });
    const scripts = findScripts([
      file('run.sh', '#!/bin/sh\nrm $1\n'),
      file('bin/run', '#!/usr/bin/env bash\ncd /nowhere\nls\n'),
      file(
        '.github/workflows/ci.yaml',
        'jobs: { test: { steps: [{ name: Test, run: "echo ${{ github.sha }} $UNQUOTED" }, { run: "$x", shell: pwsh }] } }',
      ),
      file(
        'k8s/job.yaml',
        'spec: { containers: [{ name: job, command: [/bin/sh, -ec, "echo $(HOST) $UNQUOTED"] }, { name: other, command: [sleep] }] }',
      ),
    ]);

    expect(await check(scripts)).toEqual([
      expect.stringMatching(/^run\.sh:2: SC2086/),
      expect.stringMatching(/^bin\/run:2: SC2164/),
      expect.stringMatching(
        /^\.github\/workflows\/ci\.yaml, step Test:2: SC2086/,
      ),
      expect.stringMatching(/^k8s\/job\.yaml, container job:3: SC2086/),
    ]);
  });
});

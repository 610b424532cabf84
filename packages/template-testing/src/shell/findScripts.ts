import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { RenderedFile } from '../types';

/** A script, wherever it stands, as a file of its own. */
export type Script = {
  /** The file, and what it is in there: `.github/workflows/ci.yaml, step Build`. */
  where: string;
  text: string;
};

const WORKFLOW = /^\.github\/(workflows|actions)\/.+\.ya?ml$/;
const SHEBANG = /^#!.*\b(ba|da)?sh\b/;

/** Most manifests run none, and parsing takes long. */
const MAY_RUN_SHELL = /\b(ba|da)?sh\b/;

const stepSchema = z.looseObject({
  name: z.string().optional(),
  run: z.string(),
  shell: z.string().default('bash'),
});

const containerSchema = z.looseObject({
  name: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).default([]),
});

/** The shell scripts of a rendering: files, steps of workflows, and what containers run by `sh -c`. */
export function findScripts(files: readonly RenderedFile[]): Script[] {
  return files.flatMap(({ path, content }): Script[] => {
    const text = content.toString('utf8');
    if (path.endsWith('.sh') || SHEBANG.test(text)) {
      return [{ where: path, text }];
    }
    const isWorkflow = WORKFLOW.test(path);
    if (!/\.ya?ml$/.test(path) || !(isWorkflow || MAY_RUN_SHELL.test(text))) {
      return [];
    }
    const values = parseAllDocuments(text).map((document): unknown =>
      document.toJS(),
    );
    return values
      .flatMap(value => findNested(value, isWorkflow ? ofStep : ofContainer))
      .map(({ name, text: script }) => ({
        where: `${path}, ${name}`,
        text: script,
      }));
  });
}

type Found = { name: string; text: string };

function findNested(
  value: unknown,
  read: (value: unknown) => Found[],
): Found[] {
  if (value === null || typeof value !== 'object') {
    return [];
  }
  return [
    ...read(value),
    ...Object.values(value).flatMap(item => findNested(item, read)),
  ];
}

function ofStep(value: unknown): Found[] {
  const { data } = stepSchema.safeParse(value);
  return data && /^(ba)?sh\b/.test(data.shell)
    ? [
        {
          name: `step ${data.name ?? 'without a name'}`,
          text: `#!/usr/bin/env ${
            data.shell.split(' ')[0]
          }\n${withoutExpressions(data.run)}`,
        },
      ]
    : [];
}

/** GitHub puts the value there before the shell reads it; any word will do. */
function withoutExpressions(text: string): string {
  return text.replace(/\$\{\{.*?\}\}/gs, 'expression');
}

function ofContainer(value: unknown): Found[] {
  const { data } = containerSchema.safeParse(value);
  const [shell, option, text] = [
    ...(data?.command ?? []),
    ...(data?.args ?? []),
  ];
  return data &&
    text &&
    option &&
    /(^|\/)(ba|da)?sh$/.test(shell) &&
    /^-\w*c$/.test(option)
    ? [
        {
          name: `container ${data.name}`,
          // The runtime sets HOSTNAME in any shell; Kubernetes fills in $(NAME) first.
          text: `#!/usr/bin/env ${shell
            .split('/')
            .at(-1)}\n# shellcheck disable=SC3028\n${text.replace(
            /\$\(([A-Z][A-Z0-9_]*)\)/g,
            'variable',
          )}`,
        },
      ]
    : [];
}

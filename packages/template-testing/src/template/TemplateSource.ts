import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { minimatch } from 'minimatch';
import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { listFiles } from './paths';

const jsonObject = z.record(z.string(), z.json());

const stepSchema = z.looseObject({
  id: z.string().optional(),
  action: z.string(),
  if: z.union([z.string(), z.boolean()]).optional(),
  each: z.json().optional(),
  input: jsonObject.default({}),
});

const entitySchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    parameters: z
      .union([jsonObject, z.array(jsonObject)])
      .default([])
      .transform(pages => [pages].flat()),
    steps: z.array(stepSchema),
    output: z.json().optional(),
  }),
});

const fetchInputSchema = z.looseObject({
  url: z.string(),
  targetPath: z.string().default('.'),
  values: jsonObject.default({}),
  copyWithoutTemplating: z.array(z.string()).default([]),
  templateFileExtension: z.union([z.boolean(), z.string()]).default(false),
});

const COPY = 'fetch:plain';
const FETCHES = ['fetch:template', COPY];

type FetchInput = z.infer<typeof fetchInputSchema>;

export type TemplateStep = z.infer<typeof stepSchema>;

/** A file of the template's folder. */
export type SourceFile = {
  path: string;
  content: Buffer;
  executable: boolean;
};

/** A `fetch:template` step with the files it renders, or `fetch:plain` with those it copies. */
export type Skeleton = {
  step: TemplateStep;
  targetPath: string;
  values: Record<string, JsonValue>;
  files: SkeletonFile[];
};

/** A file that such a step takes. */
export type SkeletonFile = SourceFile & {
  /** Where it lands in the project, expressions not yet resolved. */
  target: string;
  /** Whether its content is rendered; copied as it is otherwise. */
  rendered: boolean;
};

/** A template as it lies on disk. */
export class TemplateSource {
  private constructor(
    readonly folder: string,
    readonly json: JsonObject,
    readonly name: string,
    readonly pages: readonly JsonObject[],
    readonly steps: readonly TemplateStep[],
    readonly output: JsonValue | undefined,
    readonly files: readonly SourceFile[],
  ) {}

  static async read(folder: string): Promise<TemplateSource> {
    const text = await readFile(join(folder, 'template.yaml'), 'utf8');
    const json = jsonObject.parse(parse(text));
    const entity = entitySchema.parse(json);
    return new TemplateSource(
      folder,
      json,
      entity.metadata.name,
      entity.spec.parameters,
      entity.spec.steps,
      entity.spec.output,
      await readFiles(folder),
    );
  }

  /** The same template with other contents. */
  with(changes: { json: JsonObject; files: SourceFile[] }): TemplateSource {
    return new TemplateSource(
      this.folder,
      changes.json,
      this.name,
      this.pages,
      this.steps,
      this.output,
      changes.files,
    );
  }

  /** The steps that take a folder of the template itself. */
  get skeletons(): Skeleton[] {
    return this.steps
      .filter(({ action }) => FETCHES.includes(action))
      .map(step => this.#readSkeleton(step));
  }

  #readSkeleton(step: TemplateStep): Skeleton {
    const input = readFetchInput(step);
    const inFolder = pathPattern(`${posix.normalize(input.url)}/`);
    const files = this.files.flatMap(file => {
      const prefix = inFolder.exec(file.path)?.[0];
      return prefix === undefined
        ? []
        : [toSkeletonFile(file, file.path.slice(prefix.length), input)];
    });
    if (files.length === 0) {
      throw new InputError(`${input.url} of a ${step.action} step is empty`);
    }
    return {
      step,
      files,
      targetPath: input.targetPath,
      values: input.values,
    };
  }
}

function readFetchInput({ action, input }: TemplateStep): FetchInput {
  const parsed = fetchInputSchema.parse(input);
  return action === COPY
    ? { ...parsed, copyWithoutTemplating: ['**'] }
    : parsed;
}

/** A pattern for the beginning of a path that may have expressions in it. */
export function pathPattern(path: string): RegExp {
  const literals = path.split(/\$\{\{.*?\}\}/);
  return new RegExp(
    `^${literals
      .map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]+')}`,
  );
}

function toSkeletonFile(
  file: SourceFile,
  path: string,
  input: FetchInput,
): SkeletonFile {
  const extension =
    input.templateFileExtension === true
      ? '.njk'
      : input.templateFileExtension || undefined;
  const copied = input.copyWithoutTemplating.some(glob =>
    minimatch(path, glob, { dot: true }),
  );
  const selected = extension === undefined || path.endsWith(extension);
  const target =
    extension !== undefined && selected
      ? path.slice(0, -extension.length)
      : path;
  return {
    ...file,
    target: posix.join(input.targetPath, target),
    rendered: !copied && selected && !file.content.includes(0),
  };
}

async function readFiles(folder: string): Promise<SourceFile[]> {
  const paths = (await listFiles(folder)).filter(
    path => !path.startsWith('tests/'),
  );
  return Promise.all(
    paths.map(async path => {
      const [content, { mode }] = await Promise.all([
        readFile(join(folder, path)),
        stat(join(folder, path)),
      ]);
      return { path, content, executable: (mode & 0o111) !== 0 };
    }),
  );
}

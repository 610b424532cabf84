import { posix } from 'node:path';
import { RenderedFiles } from '../types';
import { Block, Body, parseHclBody } from './parseBody';

/** One `.tf`, `.tfvars` or `.tftest.hcl` file. */
export type TerraformFile = { path: string; body: Body };

/** A block, with the file where it stands. */
export type LocatedBlock = Block & { path: string };

/** The files of one folder, which are one module to Terraform. */
export class TerraformFolder {
  readonly path: string;
  /** The configuration. */
  readonly files: TerraformFile[] = [];
  /** `*.tfvars`: values of this module's variables. */
  readonly values: TerraformFile[] = [];
  /** `tests/*.tftest.hcl` below it. */
  readonly tests: TerraformFile[] = [];

  constructor(path: string) {
    this.path = path;
  }

  /** The folders of a rendering, without the files that are no HCL: these are said to be so elsewhere. */
  static readAll({ files }: RenderedFiles): Map<string, TerraformFolder> {
    const folders = new Map<string, TerraformFolder>();
    for (const { path, content } of files) {
      const [, kind] = /\.(tf|tfvars|tftest\.hcl)$/.exec(path) ?? [];
      if (!kind) {
        continue;
      }
      const body = tryParse(content.toString('utf8'));
      if (!body) {
        continue;
      }
      const parent = posix.dirname(path);
      const isTest = kind === 'tftest.hcl';
      const isBelow = isTest && posix.basename(parent) === 'tests';
      const name = isBelow ? posix.dirname(parent) : parent;
      const folder = folders.get(name) ?? new TerraformFolder(name);
      folders.set(name, folder);
      const list = {
        tf: folder.files,
        tfvars: folder.values,
        'tftest.hcl': folder.tests,
      }[kind];
      list?.push({ path, body });
    }
    return folders;
  }

  /** The file that has to say what the folder lacks: `main.tf`, or its first. */
  get mainFile(): string {
    const [first] = [...this.files, ...this.values, ...this.tests];
    const main = this.files.find(
      ({ path }) => posix.basename(path) === 'main.tf',
    );
    return (main ?? first).path;
  }

  /** The blocks of a type at the top of the configuration. */
  blocks(type: string): LocatedBlock[] {
    return this.files.flatMap(({ path, body }) =>
      body.blocks
        .filter(block => block.type === type)
        .map(block => ({ ...block, path })),
    );
  }

  /** The block of a type with the labels. */
  find(type: string, ...labels: string[]): LocatedBlock | undefined {
    return this.blocks(type).find(block =>
      labels.every((label, index) => block.labels[index] === label),
    );
  }

  /** The folder that a call of a module names, where it is one of this repository's. */
  sourceOf(call: Block): string | undefined {
    const source = call.body.attributes.find(({ name }) => name === 'source');
    const [token, ...rest] = source?.value ?? [];
    const text = token?.text.replace(/^"|"$/g, '');
    return text?.startsWith('.') && rest.length === 0
      ? posix.join(this.path, text)
      : undefined;
  }
}

function tryParse(text: string): Body | undefined {
  try {
    return parseHclBody(text);
  } catch {
    return undefined;
  }
}

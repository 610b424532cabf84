import { toError } from '@backstage/errors';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { EXAMPLES_FOLDER, findRenderings } from './examples/findRenderings';
import { updateRendering } from './examples/updateRendering';
import { updateWhole } from './examples/updateWhole';
import { TemplateRenderer } from './render/TemplateRenderer';
import { TEMPLATES_FOLDER } from './template/findTemplates';
import { RenderOptions } from './types';

/** The template that makes all of it. */
const WHOLE = 'shop-platform';
/** Its code, and the contracts and documentation, which name the company. */
const BUSINESS = [
  'templates/shop-platform/skeleton/business',
  'templates/shop-platform/skeleton/business-docs',
].join(' or ');

/**
 * Renders the examples anew from the answers in their manifests, all of them or
 * those of single templates; or one that is not there yet, from a file of answers,
 * into a folder of the shop:
 *
 *   yarn render:examples
 *   yarn render:examples [name ...]
 *   yarn render:examples services/core --template traced-service --answers <file>
 *   yarn render:examples . --template istio-mesh --answers <file>
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { template: { type: 'string' }, answers: { type: 'string' } },
  });
  const renderings =
    values.template === undefined || values.answers === undefined
      ? findKnown(positionals)
      : positionals.map(name => ({
          folder: join(EXAMPLES_FOLDER, name),
          template: join(TEMPLATES_FOLDER, values.template ?? ''),
          values: readAnswers(values.answers ?? ''),
        }));
  const renderer = await TemplateRenderer.start();
  try {
    for (const rendering of renderings) {
      await update(rendering, renderer);
      process.stdout.write(`Rendered ${rendering.folder}\n`);
    }
  } finally {
    await renderer.stop();
  }
}

type Task = RenderOptions & { folder: string };

async function update(task: Task, renderer: TemplateRenderer): Promise<void> {
  if (basename(task.template) !== WHOLE) {
    await updateRendering({ ...task, renderer });
    return;
  }
  const { extra } = await updateWhole({ ...task, renderer });
  for (const path of extra) {
    process.stdout.write(
      `${path} is in no rendering: move it to ${BUSINESS}, or delete it\n`,
    );
  }
}

function findKnown(names: readonly string[]): Task[] {
  const all = findRenderings(EXAMPLES_FOLDER);
  const unknown = names.find(name => !all.some(known => known.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `${unknown} has no manifest yet; give --template and --answers`,
    );
  }
  return all
    .filter(({ name }) => (names.length === 0 ? [WHOLE] : names).includes(name))
    .map(({ folder, manifest }) => ({
      folder,
      template: join(TEMPLATES_FOLDER, manifest.template),
      values: manifest.answers,
    }));
}

function readAnswers(file: string) {
  return z
    .record(z.string(), z.json())
    .parse(parse(readFileSync(file, 'utf8')));
}

main().then(
  // The scaffolder leaves timers behind that would keep the process.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${toError(error).message}\n`);
    process.exit(1);
  },
);

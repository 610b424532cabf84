import { InputError } from '@backstage/errors';
import { parseAllDocuments, type ScalarTag } from 'yaml';
import { z } from 'zod';
import { type Manifest } from '../types';

/** Kubernetes' tools read 0644 as YAML 1.1 did, and modes of files are written so. */
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^0[0-7]+$/,
  resolve: text => parseInt(text, 8),
};

const manifestSchema: z.ZodType<Manifest> = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
  }),
});

const listSchema = z.looseObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('List'),
  items: z.array(z.unknown()),
});

/** @throws InputError that names the file */
export function readDocuments(text: string, where: string): unknown[] {
  const documents = parseAllDocuments(text, {
    merge: true,
    customTags: tags => [octal, ...tags],
  });
  if (!Array.isArray(documents)) {
    return [];
  }
  return documents
    .map(document => {
      const [error] = document.errors;
      if (error) {
        throw new InputError(`${where} is not YAML: ${error.message}`);
      }
      return document.toJS() as unknown;
    })
    .filter(document => document !== null && document !== undefined);
}

/**
 * Reads a file of manifests. A `List` counts as what is in it.
 *
 * @throws InputError that names the file
 */
export function readManifests(text: string, where: string): Manifest[] {
  return readDocuments(text, where).flatMap(document => {
    const list = listSchema.safeParse(document);
    const items = list.success ? list.data.items : [document];
    return items.map(item => parseManifest(item, where));
  });
}

export function parseManifest(value: unknown, where: string): Manifest {
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `${where} is no manifest of Kubernetes: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

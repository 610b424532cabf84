import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  Entity,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments, YamlDocument } from './documents';
import { parseEntity } from './entity';

const validators = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

const entitySchema = z.looseObject({
  apiVersion: z.string().startsWith('backstage.io/'),
});

const placeholderSchema = z.strictObject({ $text: z.string() });

/** Whether it is an entity: by its file, or by what it says itself. */
export function isCatalogDocument({ path, value }: YamlDocument): boolean {
  return (
    posix.basename(path) === 'catalog-info.yaml' ||
    entitySchema.safeParse(value).success
  );
}

/** The entities, most of them in catalog-info.yaml, are what the catalog would accept. */
export async function checkCatalog(
  rendered: RenderedFiles,
): Promise<Finding[]> {
  const documents = readDocuments(rendered).documents.filter(isCatalogDocument);
  const findings = await Promise.all(
    documents.map(async document => {
      const message = await findProblem(document, rendered);
      return message ? [{ where: document.where, message }] : [];
    }),
  );
  return findings.flat();
}

async function findProblem(
  { path, value }: YamlDocument,
  rendered: RenderedFiles,
): Promise<string | undefined> {
  try {
    const entity = await parseEntity(fillPlaceholders(value, path, rendered));
    return (await isKnownKind(entity))
      ? undefined
      : `The catalog knows no ${entity.kind} of ${entity.apiVersion}`;
  } catch (error) {
    return toError(error).message;
  }
}

async function isKnownKind(entity: Entity): Promise<boolean> {
  for (const validator of validators) {
    if (await validator.check(entity)) {
      return true;
    }
  }
  return false;
}

/** The catalog reads `$text` before it looks at an entity; so does this. */
function fillPlaceholders(
  value: unknown,
  path: string,
  rendered: RenderedFiles,
): unknown {
  const placeholder = placeholderSchema.safeParse(value);
  if (placeholder.success) {
    const target = posix.join(posix.dirname(path), placeholder.data.$text);
    const file = rendered.files.find(other => other.path === target);
    if (!file) {
      throw new Error(`$text names ${target}, which is not rendered`);
    }
    return file.content.toString('utf8');
  }
  if (Array.isArray(value)) {
    return value.map(item => fillPlaceholders(item, path, rendered));
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          fillPlaceholders(item, path, rendered),
        ]),
      )
    : value;
}

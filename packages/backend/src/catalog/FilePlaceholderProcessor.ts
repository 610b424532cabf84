import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { parse } from 'yaml';

/** Where an entity was read from: for files, `target` is an absolute path. */
type Location = { type: string; target: string };

const parsers: Record<string, (text: string) => JsonValue> = {
  $text: text => text,
  $json: text => JSON.parse(text),
  $yaml: text => parse(text),
};

/**
 * Resolves `$text`, `$json` and `$yaml` in the spec of entities that come from
 * files on this machine. Backstage's own processor forms a URL of the
 * reference, which a path is not. What is referenced has to lie in the folder
 * of the catalog file or below it.
 */
export class FilePlaceholderProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'FilePlaceholderProcessor';
  }

  /** Before Backstage's own, which has the default of 20 and refuses paths. */
  getPriority(): number {
    return 10;
  }

  async preProcessEntity(
    entity: Entity,
    location: Location,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (location.type !== 'file' || !entity.spec) {
      return entity;
    }
    const folder = dirname(location.target);
    return { ...entity, spec: await resolveObject(entity.spec, folder, emit) };
  }
}

async function resolveObject(
  object: JsonObject,
  folder: string,
  emit: CatalogProcessorEmit,
): Promise<JsonObject> {
  const entries = Object.entries(object).map(async ([key, value]) => [
    key,
    value === undefined ? value : await resolveValue(value, folder, emit),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveValue(
  value: JsonValue,
  folder: string,
  emit: CatalogProcessorEmit,
): Promise<JsonValue> {
  if (Array.isArray(value)) {
    return await Promise.all(
      value.map(item => resolveValue(item, folder, emit)),
    );
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0 || !(entry[0] in parsers)) {
    return await resolveObject(value, folder, emit);
  }
  const [placeholder, reference] = entry;
  return await readReference(placeholder, reference, folder, emit);
}

async function readReference(
  placeholder: string,
  reference: JsonValue | undefined,
  folder: string,
  emit: CatalogProcessorEmit,
): Promise<JsonValue> {
  if (typeof reference !== 'string') {
    throw new InputError(`${placeholder} takes the path of a file`);
  }
  try {
    const path = resolveSafeChildPath(folder, reference);
    const content = parsers[placeholder](await readFile(path, 'utf8'));
    emit(processingResult.refresh(`file:${path}`));
    return content;
  } catch (error) {
    throw new InputError(
      `${placeholder} could not use the file ${reference}: ${
        toError(error).message
      }`,
    );
  }
}

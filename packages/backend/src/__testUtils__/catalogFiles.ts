import {
  entitySchemaValidator,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const backendDir = resolve(__dirname, '../..');

export const repositoryDir = resolve(backendDir, '../..');

/** The portal's own `app-config.yaml`. */
export const portalConfig = new ConfigReader(
  parse(readFileSync(resolve(repositoryDir, 'app-config.yaml'), 'utf8')),
);

/** The catalog's locations in that configuration, by absolute path. */
export const catalogLocations = portalConfig
  .getConfigArray('catalog.locations')
  .map(location => ({
    file: resolve(backendDir, location.getString('target')),
    rules: location
      .getOptionalConfigArray('rules')
      ?.map(rule => ({ allow: rule.getStringArray('allow') })),
  }));

/** An entity as a catalog file describes it. */
export interface CatalogDocument {
  ref: string;
  file: string;
  entity: Entity;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const validateEntity = entitySchemaValidator();

/** Puts the text that `$text` points to in its place, as the catalog does. */
function readDefinition(entity: Entity, file: string): Entity {
  const definition = entity.spec?.definition;
  if (!isRecord(definition) || typeof definition.$text !== 'string') {
    return entity;
  }
  const path = resolve(dirname(file), definition.$text);
  return {
    ...entity,
    spec: { ...entity.spec, definition: readFileSync(path, 'utf8') },
  };
}

function readDocuments(file: string): CatalogDocument[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document => {
    if (document.errors.length > 0) {
      throw new Error(`${file}: ${document.errors[0].message}`);
    }
    const entity = readDefinition(validateEntity(document.toJS()), file);
    return { ref: stringifyEntityRef(entity), file, entity };
  });
}

function targetsOf({ file, entity }: CatalogDocument): string[] {
  const targets = entity.kind === 'Location' ? entity.spec?.targets : undefined;
  return Array.isArray(targets)
    ? targets.map(target => resolve(dirname(file), String(target)))
    : [];
}

/** Everything that a location leads to, what it describes itself included. */
function collect(location: string): CatalogDocument[] {
  const files = globSync(location);
  if (files.length === 0 && !location.includes('*')) {
    throw new Error(`${location} does not exist`);
  }
  return files
    .flatMap(readDocuments)
    .flatMap(document => [document, ...targetsOf(document).flatMap(collect)]);
}

/** Every entity that the portal's configuration leads to. */
export const catalogDocuments = catalogLocations.flatMap(({ file }) =>
  collect(file),
);

/** The packages that the portal is built of, which no configuration leads to. */
export const packageDocuments = collect(
  resolve(repositoryDir, 'catalog-packages.yaml'),
);

export function entitiesOf(kind: string): Entity[] {
  return catalogDocuments.flatMap(({ entity }) =>
    entity.kind === kind ? [entity] : [],
  );
}

import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  catalogDocuments,
  entitiesOf,
  isRecord,
} from './__testUtils__/catalogFiles';

function definitionsOf(type: string): Array<{ name: string; text: string }> {
  return entitiesOf('API').flatMap(({ metadata, spec }) =>
    spec?.type === type && typeof spec.definition === 'string'
      ? [{ name: metadata.name, text: spec.definition }]
      : [],
  );
}

/** A node of a document and every node below it. */
function* recordsIn(node: unknown): Generator<Record<string, unknown>> {
  if (isRecord(node)) {
    yield node;
  }
  if (typeof node === 'object' && node !== null) {
    for (const child of Object.values(node)) {
      yield* recordsIn(child);
    }
  }
}

interface Example {
  schema: Record<string, unknown>;
  value: unknown;
}

/** The examples of a media type, parameter, header or schema. */
function examplesOf(node: Record<string, unknown>): Example[] {
  const { schema, example, examples } = node;
  const single = 'example' in node ? [example] : [];
  if (isRecord(schema)) {
    const named = isRecord(examples) ? Object.values(examples) : [];
    const values = named.filter(isRecord).map(({ value }) => value);
    return [...single, ...values].map(value => ({ schema, value }));
  }
  return 'type' in node ? single.map(value => ({ schema: node, value })) : [];
}

function operationsIn(paths: unknown): Array<Record<string, unknown>> {
  const methods = ['get', 'put', 'post', 'patch', 'delete'];
  return Object.values(isRecord(paths) ? paths : {}).flatMap(path =>
    Object.entries(isRecord(path) ? path : {}).flatMap(([method, operation]) =>
      methods.includes(method) && isRecord(operation) ? [operation] : [],
    ),
  );
}

describe.each(definitionsOf('openapi'))('OpenAPI of $name', ({ text }) => {
  it('is valid, and so are its examples', async () => {
    await SwaggerParser.validate(parse(text));
    const document = await SwaggerParser.dereference(parse(text));
    const examples = [...recordsIn(document)].flatMap(examplesOf);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const wrong = examples.filter(
      ({ schema, value }) => !ajv.validate(schema, value),
    );
    expect(examples).not.toEqual([]);
    expect(wrong.map(({ value }) => value)).toEqual([]);
  });

  it('names every operation once and answers errors as problems', async () => {
    const document = await SwaggerParser.dereference(parse(text));
    const operations = operationsIn(document.paths);
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { operationId, summary, tags, responses } of operations) {
      expect(operationId).toEqual(expect.any(String));
      expect(summary).toEqual(expect.any(String));
      expect(tags).toHaveLength(1);
      const errors = Object.entries(isRecord(responses) ? responses : {})
        .filter(([status]) => /^[45]/.test(status))
        .map(([, response]) => response);
      expect(errors).not.toEqual([]);
      for (const error of errors) {
        expect(error).toHaveProperty(['content', 'application/problem+json']);
      }
    }
  });
});

describe('what costs money', () => {
  it.each([
    ['core-api', '/orders'],
    ['payments-api', '/payments'],
    ['payments-api', '/payments/{paymentId}/refunds'],
    ['storefront-api', '/api/checkout'],
  ])('%s asks for an idempotency key at %s', async (api, path) => {
    const found = definitionsOf('openapi').find(({ name }) => name === api);
    const document = await SwaggerParser.dereference(parse(found?.text ?? ''));
    expect(document.paths?.[path]?.post?.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', required: true }),
    );
  });
});

describe.each(definitionsOf('asyncapi'))('AsyncAPI of $name', ({ text }) => {
  it('is valid, and so are its examples', async () => {
    const { document, diagnostics } = await new Parser().parse(text);
    const ajv = new Ajv({ strict: false, validateFormats: false });
    // 0 is an error and 1 a warning; what is above is advice.
    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
    const examples = (document?.allMessages().all() ?? []).flatMap(message =>
      message.examples().map(example => ({
        schema: message.payload()?.json() ?? false,
        value: example.payload(),
      })),
    );
    const wrong = examples.filter(
      ({ schema, value }) => !ajv.validate(schema, value),
    );
    expect(examples).not.toEqual([]);
    expect(wrong.map(({ value }) => value)).toEqual([]);
  });
});

/** The pages that the navigation of a documentation site names. */
function pagesIn(navigation: unknown): string[] {
  if (typeof navigation === 'string') {
    return [navigation];
  }
  return typeof navigation === 'object' && navigation !== null
    ? Object.values(navigation).flatMap(pagesIn)
    : [];
}

describe.each(
  catalogDocuments.flatMap(({ ref, file, entity }) => {
    const source = entity.metadata.annotations?.['backstage.io/techdocs-ref'];
    return source ? [{ ref, source, directory: dirname(file) }] : [];
  }),
)('documentation of $ref', ({ source, directory }) => {
  it('has an index and every page that its navigation names', () => {
    expect(source).toBe('dir:.');
    const site: unknown = parse(
      readFileSync(resolve(directory, 'mkdocs.yml'), 'utf8'),
    );
    const pages = pagesIn(isRecord(site) ? site.nav : undefined);
    const missing = ['index.md', ...pages].filter(
      page => !existsSync(resolve(directory, 'docs', page)),
    );
    expect(pages).toContain('index.md');
    expect(missing).toEqual([]);
  });
});

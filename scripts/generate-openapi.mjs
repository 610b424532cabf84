// @ts-check
/*
 * yarn generate:openapi [--check]: the types that follow from each back end's
 * OpenAPI document. Its paths become the types of the wire in the plugin's
 * -common package, and Backstage's endpoint map beside the document.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';
import { inRoot } from './lib/paths.mjs';
import { runMain } from './lib/say.mjs';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const HEADING =
  '// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.\n';

/**
 * @typedef {{ openapi: string; paths: Record<string, Record<string, unknown>> }} OpenApiDocument
 */

/** The plugins whose back end has an OpenAPI document: `traces`. */
function documentedPlugins() {
  return readdirSync(inRoot('plugins'))
    .filter(name => existsSync(documentOf(name)))
    .map(name => name.replace(/-backend$/, ''));
}

/** @param {string} backend - the folder of the back end's package */
function documentOf(backend) {
  return inRoot('plugins', backend, 'src/schema/openapi.yaml');
}

/**
 * The type that Backstage's router wants: one entry for each method and path.
 * @param {OpenApiDocument} document
 */
function endpointMap(document) {
  const entries = Object.entries(document.paths).flatMap(([path, operations]) =>
    METHODS.filter(method => method in operations).map(method => {
      const key = method === 'delete' ? '_delete' : method;
      return `'#${key}|${path}': Endpoint<paths['${path}']['${method}']>;`;
    }),
  );
  return `export type EndpointMap = {\n${entries.join('\n')}\n};\n`;
}

/**
 * @param {string} plugin
 * @param {OpenApiDocument} document
 */
function routerModule(plugin, document) {
  return `${HEADING}
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { type paths } from '@shop-platform/backstage-plugin-${plugin}-common';

type Part<T, Key extends string | number> = T extends { [key in Key]?: infer Value } ? Exclude<Value, undefined> : never;

type Endpoint<Operation> = {
  query: Part<Part<Operation, 'parameters'>, 'query'> & object;
  path: Part<Part<Operation, 'parameters'>, 'path'> & object;
  body: Part<Part<Part<Operation, 'requestBody'>, 'content'>, 'application/json'> & object;
  response: Part<Part<Part<Part<Operation, 'responses'>, 200>, 'content'>, 'application/json'> & object;
};

${endpointMap(document)}
export const spec = ${JSON.stringify(document)} as const;

export const createOpenApiRouter = (
  options?: Parameters<typeof createValidatedOpenApiRouterFromGeneratedEndpointMap>[1],
) => createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(spec, {
  ...options,
  // The document was checked when this file was generated; each start need not do it again.
  validatorOptions: { validateApiSpec: false, ...options?.validatorOptions },
});
`;
}

/**
 * The types of the wire. API reports want what is exported documented, know
 * only TSDoc's tags, and look into interfaces: so these are type aliases, and
 * their comments plain sentences.
 * @param {string} document
 * @param {string} plugin
 */
async function wireTypes(document, plugin) {
  const ast = await openapiTS(document, {
    alphabetize: true,
    exportType: true,
  });
  return astToString(ast)
    .replace(
      /^export interface (\w+) (\{[\s\S]*?^\})$/gm,
      'export type $1 = $2;',
    )
    .replace(
      /^export type (\S+) =/gm,
      (declaration, part) =>
        `/** The ${part} of the OpenAPI document of ${plugin}. @public */\n${declaration}`,
    )
    .replace(/@description /g, '')
    .replace(/^\s*\*? ?@(enum|default|enum \{\w+\}).*\n/gm, '')
    .replace(/ *\/\*\* ?@(enum|default|constant)[^*]*\*\/\n?/g, '')
    .replace(/@(enum|default|constant) ?(\{\w+\})?/g, '');
}

/**
 * @param {string} file
 * @param {string} text
 */
async function formatted(file, text) {
  const options = await prettier.resolveConfig(file);
  return prettier.format(text, { ...options, filepath: file });
}

/**
 * The files that follow from one plugin's document.
 * @param {string} plugin
 */
async function generate(plugin) {
  const text = readFileSync(documentOf(`${plugin}-backend`), 'utf8');
  const types = await wireTypes(text, plugin);
  const files = {
    [inRoot('plugins', `${plugin}-common`, 'src/schema/openapi.generated.ts')]:
      HEADING + types,
    [inRoot('plugins', `${plugin}-backend`, 'src/schema/openapi.generated.ts')]:
      routerModule(plugin, parse(text)),
  };
  return Promise.all(
    Object.entries(files).map(async ([file, content]) => ({
      file,
      content: await formatted(file, content),
    })),
  );
}

await runMain(async () => {
  const check = process.argv.includes('--check');
  const files = (await Promise.all(documentedPlugins().map(generate))).flat();
  const stale = files.filter(
    ({ file, content }) =>
      !existsSync(file) || readFileSync(file, 'utf8') !== content,
  );
  if (!check) {
    stale.forEach(({ file, content }) => writeFileSync(file, content));
    return 0;
  }
  for (const { file } of stale) {
    process.stderr.write(
      `${file} does not follow from its OpenAPI document: run "yarn generate:openapi"\n`,
    );
  }
  return stale.length === 0 ? 0 : 1;
});

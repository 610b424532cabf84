import { Finding } from '../types';
import { Attribute, Block, Body } from './parseBody';
import { findTypeProblems, literalOf } from './literals';
import {
  ProviderSchema,
  providerSchemas,
  TerraformBlock,
  TerraformNestedBlock,
} from './schemas';
import { LocatedBlock, TerraformFolder } from './TerraformFolder';

const META_ATTRIBUTES = new Set([
  ...['count', 'depends_on', 'for_each', 'provider'],
]);
const META_BLOCKS = new Set(['lifecycle', 'connection', 'provisioner']);

/** Resources, data sources and providers have the arguments that their provider knows, and those it needs. */
export function checkArguments(folder: TerraformFolder): Finding[] {
  const resources = (['resource', 'data'] as const).flatMap(kind =>
    folder.blocks(kind).flatMap(block => checkResource(kind, block)),
  );
  const providers = folder.blocks('provider').flatMap(block => {
    const schema = providerSchemas().get(block.labels[0]);
    // Its needed arguments may also come from the environment.
    return schema ? checkBody(block, block.path, schema.provider, false) : [];
  });
  return [...resources, ...providers, ...checkProviders(folder)];
}

function checkResource(
  kind: 'resource' | 'data',
  block: LocatedBlock,
): Finding[] {
  const [type] = block.labels;
  const schema = providerSchemas().get(providerOf(type));
  const known = kind === 'data' ? schema?.dataSources : schema?.resources;
  const resource = known?.[type];
  return resource
    ? checkBody(block, block.path, resource, true)
    : [
        {
          where: `${block.path}:${block.line}`,
          message: `${type} is no ${kind} of a known provider; if it exists, run node scripts/generate-terraform-schemas.mjs`,
        },
      ];
}

function checkBody(
  block: Block,
  path: string,
  schema: TerraformBlock,
  isTop: boolean,
): Finding[] {
  const name = isTop ? block.labels[0] : block.type;
  const at = (line: number, message: string): Finding => ({
    where: `${path}:${line}`,
    message,
  });
  const nested = nestedBlocks(block.body).filter(
    ({ type }) => !(isTop && META_BLOCKS.has(type)),
  );
  const attributes = block.body.attributes.filter(
    attribute => !(isTop && META_ATTRIBUTES.has(attribute.name)),
  );
  const given = new Set([
    ...attributes.map(attribute => attribute.name),
    ...nested.map(({ type }) => type),
  ]);
  const missing = [
    ...Object.entries(schema.attributes),
    ...Object.entries(schema.blocks),
  ]
    .filter(([key, { required }]) => required && !given.has(key))
    .map(([key]) => at(block.line, `${name} needs ${key}`));

  const arguments_ = attributes.flatMap(attribute => {
    const { type } = schema.attributes[attribute.name] ?? {};
    if (!type) {
      const isBlock = attribute.name in schema.blocks;
      const problem = isBlock
        ? `${attribute.name} is a block, not an argument`
        : `${name} has no argument ${attribute.name}`;
      return [at(attribute.line, problem)];
    }
    return findTypeProblems(literalOf(attribute.value), type).map(
      ({ line, message }) => at(line, `${attribute.name} ${message}`),
    );
  });

  const blocks = nested.flatMap(inner => {
    const expected = schema.blocks[inner.type];
    return expected
      ? [
          ...checkCount(inner, nested, expected, path),
          ...checkBody(inner, path, expected, false),
        ]
      : [at(inner.line, `${name} has no block ${inner.type}`)];
  });
  return [...missing, ...arguments_, ...blocks];
}

/** The blocks of a body; what a dynamic block makes counts as itself. */
function nestedBlocks(body: Body): Block[] {
  return body.blocks.flatMap(block =>
    block.type === 'dynamic'
      ? block.body.blocks
          .filter(({ type }) => type === 'content')
          .map(content => ({ ...content, type: block.labels[0] }))
      : [block],
  );
}

function checkCount(
  block: Block,
  siblings: readonly Block[],
  { nesting }: TerraformNestedBlock,
  path: string,
): Finding[] {
  const first = siblings.find(({ type }) => type === block.type);
  return nesting === 'list' || nesting === 'set' || first === block
    ? []
    : [
        {
          where: `${path}:${block.line}`,
          message: `There can be one block ${block.type} only`,
        },
      ];
}

/** Each provider is named, in the version whose schema these checks know. */
function checkProviders(folder: TerraformFolder): Finding[] {
  const used = new Map<string, LocatedBlock>();
  for (const block of [
    ...folder.blocks('resource'),
    ...folder.blocks('data'),
  ]) {
    const name = providerOf(block.labels[0]);
    if (name !== 'terraform' && !used.has(name)) {
      used.set(name, block);
    }
  }
  const named = new Map(
    folder.blocks('terraform').flatMap(({ path, body }) =>
      body.blocks
        .filter(({ type }) => type === 'required_providers')
        .flatMap(block => block.body.attributes)
        .map((attribute): [string, Attribute & { path: string }] => [
          attribute.name,
          { ...attribute, path },
        ]),
    ),
  );
  const unnamed = [...used]
    .filter(([name]) => !named.has(name))
    .map(([name, { path, line }]) => ({
      where: `${path}:${line}`,
      message: `The module uses ${name}, and its required_providers do not name it`,
    }));
  const wrong = [...named].flatMap(([name, { path, line, value }]) => {
    const schema = providerSchemas().get(name);
    const problem = schema && versionProblem(schema, literalOf(value));
    return problem ? [{ where: `${path}:${line}`, message: problem }] : [];
  });
  return [...unnamed, ...wrong];
}

function versionProblem(
  { source, version }: ProviderSchema,
  literal: ReturnType<typeof literalOf>,
): string | undefined {
  const entries = literal.kind === 'object' ? literal.entries : [];
  const textOf = (wanted: string) => {
    const value = entries.find(([key]) => key === wanted)?.[1];
    return value?.kind === 'string' ? value.text : '';
  };
  if (textOf('source') !== source) {
    return `The provider's source is ${source}`;
  }
  const given = textOf('version').replace(/^(=|~>)\s*/, '');
  return given && `${version}.`.startsWith(`${given}.`)
    ? undefined
    : `The version has to be ${version}, which the arguments are checked against`;
}

function providerOf(type: string): string {
  return type.split('_')[0];
}

// @ts-check
/*
 * node scripts/generate-terraform-schemas.mjs [--check]: what Terraform's
 * providers accept, for the resources that the templates name, read off the
 * types of the CDK's provider packages. They are fetched from npm into a
 * temporary folder and are no dependency: google's alone is 100 MB.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import prettier from 'prettier';
import { inRoot } from './lib/paths.mjs';
import { Problem, runMain } from './lib/say.mjs';

const TARGET = inRoot('packages/template-checks/schemas/terraform');

/** The last package of each provider, and the provider that it was made from. */
const PROVIDERS = [
  {
    name: 'google',
    source: 'hashicorp/google',
    version: '6.50.0',
    package: '@cdktf/provider-google@16.12.1',
  },
  {
    name: 'vault',
    source: 'hashicorp/vault',
    version: '5.6.0',
    package: '@cdktf/provider-vault@15.6.1',
  },
  {
    name: 'cloudflare',
    source: 'cloudflare/cloudflare',
    version: '5.14.0',
    package: '@cdktf/provider-cloudflare@13.9.1',
  },
];

/**
 * @typedef {{ primitive?: string; fqn?: string;
 *   collection?: { kind: string; elementtype: JsiiType };
 *   union?: { types: JsiiType[] } }} JsiiType
 * @typedef {{ name: string; optional?: boolean; static?: boolean;
 *   docs?: { summary?: string; remarks?: string }; type: JsiiType }} Property
 * @typedef {{ properties?: Property[]; kind: string; name: string;
 *   locationInModule: { filename: string };
 *   docs?: { summary?: string; remarks?: string } }} JsiiClass
 * @typedef {'string' | 'number' | 'bool' | 'dynamic' | { list: Type } |
 *   { set: Type } | { map: Type } | { object: Record<string, Attribute> }} Type
 * @typedef {{ type: Type; required?: true }} Attribute
 * @typedef {{ attributes: Record<string, Attribute>;
 *   blocks: Record<string, Block & { nesting: string; required?: true }> }} Block
 */

/**
 * @template T
 * @param {Record<string, T>} record
 */
function sorted(record) {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** @param {string} name */
function snakeCase(name) {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** @param {Property} property - The text links to the argument, by its own name. */
function nameOf({ name, docs }) {
  const link = /#([a-z0-9_]+) [A-Za-z0-9]+#/.exec(
    `${docs?.summary} ${docs?.remarks}`,
  );
  return link ? link[1] : snakeCase(name);
}

/** @param {string} name - of a type */
function hclOf(name) {
  return `${name[0].toLowerCase()}${name.slice(1)}ToHclTerraform`;
}

/**
 * @param {string | undefined} collection
 * @param {boolean} many
 */
function nestingOf(collection, many) {
  if (collection === 'struct') {
    return 'single';
  }
  const kind = collection === 'set' ? 'set' : 'list';
  return many ? kind : `${kind}-of-one`;
}

class Reader {
  /** @type {Record<string, JsiiClass>} */
  #types;
  /** @type {string} */
  #folder;

  /**
   * @param {Record<string, JsiiClass>} types
   * @param {string} folder - of the package
   */
  constructor(types, folder) {
    this.#types = types;
    this.#folder = folder;
  }

  /**
   * Whether what a block holds is a list, a set, a map or one object: the types
   * do not say, the code that turns it into HCL does.
   * @param {string} fqn
   * @returns {Record<string, string>}
   */
  #readCollections(fqn) {
    const { name, locationInModule } = this.#types[fqn];
    const file = locationInModule.filename
      .replace(/^src/, 'lib')
      .replace(/\.ts$/, '.js');
    const text = readFileSync(join(this.#folder, file), 'utf8');
    const isTop = name.endsWith('Config') && !text.includes(`${hclOf(name)}(`);
    const start = text.indexOf(
      isTop ? 'synthesizeHclAttributes()' : `function ${hclOf(name)}(`,
    );
    const body = text.slice(start, text.indexOf('// remove undefined', start));
    const entries = body.matchAll(
      /^ +(\w+): \{\s+value: .*\s+isBlock: (?:true|false),\s+type: "(\w+)"/gm,
    );
    return Object.fromEntries([...entries].map(([, key, kind]) => [key, kind]));
  }

  /**
   * @param {JsiiType} type
   * @returns {Type}
   */
  readType(type) {
    if (type.union) {
      const types = type.union.types.filter(
        ({ fqn }) => fqn !== 'cdktf.IResolvable',
      );
      return this.readType(types[0]);
    }
    if (type.collection) {
      const element = this.readType(type.collection.elementtype);
      return type.collection.kind === 'map'
        ? { map: element }
        : { list: element };
    }
    if (type.fqn?.startsWith('cdktf.')) {
      return /BooleanMap|StringMap|NumberMap|AnyMap/.test(type.fqn)
        ? { map: 'dynamic' }
        : 'dynamic';
    }
    if (type.fqn) {
      const { attributes, blocks } = this.readBlock(type.fqn);
      const nested = Object.entries(blocks).map(([name, block]) => [
        name,
        { type: { list: { object: block.attributes } } },
      ]);
      return { object: { ...attributes, ...Object.fromEntries(nested) } };
    }
    switch (type.primitive) {
      case 'string':
      case 'number':
        return type.primitive;
      case 'boolean':
        return 'bool';
      default:
        return 'dynamic';
    }
  }

  /**
   * @param {string} fqn
   * @returns {Block}
   */
  readBlock(fqn) {
    /** @type {Block} */
    const block = { attributes: {}, blocks: {} };
    const properties = this.#types[fqn].properties ?? [];
    const collections = properties.length > 0 ? this.#readCollections(fqn) : {};
    for (const property of properties) {
      const name = nameOf(property);
      const isBlock = property.docs?.summary === `${name} block.`;
      const needed = property.optional
        ? {}
        : { required: /** @type {const} */ (true) };
      if (isBlock) {
        const { fqn: one, many } = this.#blockType(property.type);
        block.blocks[name] = {
          nesting: nestingOf(collections[name], many),
          ...needed,
          ...this.readBlock(one),
        };
      } else if (!/_custom_endpoint$/.test(name)) {
        const type = this.readType(property.type);
        const isSet = typeof type === 'object' && 'list' in type;
        block.attributes[name] = {
          type:
            isSet && collections[name] === 'set' ? { set: type.list } : type,
          ...needed,
        };
      }
    }
    return {
      attributes: sorted(block.attributes),
      blocks: sorted(block.blocks),
    };
  }

  /**
   * @param {JsiiType} type
   * @returns {{ fqn: string; many: boolean }}
   */
  #blockType(type) {
    if (type.fqn) {
      return { fqn: type.fqn, many: false };
    }
    const array = type.union?.types.find(({ collection }) => collection);
    const element = (array ?? type).collection?.elementtype.fqn;
    if (!element) {
      throw new Problem(`${JSON.stringify(type)} is no type of a block.`);
    }
    return { fqn: element, many: true };
  }

  /**
   * @param {string} fqn
   * @param {Block} block
   */
  readComputed(fqn, block) {
    /** @type {Record<string, Type>} */
    const computed = { id: 'string' };
    for (const { name, type, static: isStatic } of this.#types[fqn]
      .properties ?? []) {
      const snake = snakeCase(name);
      const isOther = isStatic || name.endsWith('Input');
      if (!isOther && !block.attributes[snake] && !block.blocks[snake]) {
        computed[snake] = type.fqn ? 'dynamic' : this.readType(type);
      }
    }
    delete block.attributes.id;
    return sorted(computed);
  }
}

/** The resources and data sources of the templates, by their types. */
function readTemplates() {
  const named = { resource: new Set(), data: new Set() };
  const folder = inRoot('templates');
  for (const entry of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    const isGolden = entry.parentPath.includes(join('tests', 'golden'));
    if (!entry.isFile() || isGolden || !entry.name.endsWith('.tf')) {
      continue;
    }
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, kind, type] of text.matchAll(
      /^(resource|data) "([a-z0-9_]+)"/gm,
    )) {
      named[kind === 'data' ? 'data' : 'resource'].add(type);
    }
  }
  return named;
}

/**
 * @template T
 * @param {(typeof PROVIDERS)[number]} provider
 * @param {(types: Record<string, JsiiClass>, folder: string) => T} use
 * @returns {T}
 */
function withPackage(provider, use) {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-schemas-'));
  try {
    const archive = execFileSync(
      'npm',
      ['pack', '--silent', '--pack-destination', folder, provider.package],
      { encoding: 'utf8' },
    ).trim();
    execFileSync('tar', [
      ...['xzf', join(folder, archive), '-C', folder],
      ...['--strip-components', '1'],
    ]);
    const made = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      .cdktf.provider;
    if (
      !made.name.endsWith(provider.source) ||
      made.version !== provider.version
    ) {
      throw new Problem(
        `${provider.package} was made from ${made.name} ${made.version}.`,
      );
    }
    const { types } = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
    return use(types, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {(typeof PROVIDERS)[number]} provider
 * @param {ReturnType<typeof readTemplates>} named
 * @param {Record<string, JsiiClass>} types
 * @param {string} folder
 */
function generate(provider, named, types, folder) {
  const reader = new Reader(types, folder);
  /** @type {Record<string, unknown>} */
  const resources = {};
  /** @type {Record<string, unknown>} */
  const dataSources = {};
  for (const [fqn, type] of Object.entries(types)) {
    const [, kind, name] =
      /\/docs\/(resources|data-sources)\/\S+ ([a-z0-9_]+)\}/.exec(
        `${type.docs?.summary} ${type.docs?.remarks}`,
      ) ?? [];
    const isData = kind === 'data-sources';
    const wanted = isData ? named.data : named.resource;
    if (type.kind === 'class' && kind && wanted.has(name)) {
      const block = reader.readBlock(`${fqn}Config`);
      const computed = reader.readComputed(fqn, block);
      (isData ? dataSources : resources)[name] = { ...block, computed };
    }
  }
  const config = Object.keys(types).find(fqn =>
    /\.provider\.[A-Za-z]+ProviderConfig$/.test(fqn),
  );
  return {
    source: provider.source,
    version: provider.version,
    provider: reader.readBlock(config ?? ''),
    resources: sorted(resources),
    dataSources: sorted(dataSources),
  };
}

await runMain(async () => {
  const isCheck = process.argv.includes('--check');
  const named = readTemplates();
  for (const provider of PROVIDERS) {
    const file = join(TARGET, `${provider.name}.json`);
    const schema = withPackage(provider, (types, folder) =>
      generate(provider, named, types, folder),
    );
    const text = prettier.format(JSON.stringify(schema), {
      ...(await prettier.resolveConfig(file)),
      parser: 'json',
    });
    if (!isCheck) {
      writeFileSync(file, text);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      throw new Problem(
        `${file} is not what the templates need. Run node scripts/generate-terraform-schemas.mjs.`,
      );
    }
  }
});

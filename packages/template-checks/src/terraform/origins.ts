import { Attribute, Block, Body } from './parseBody';
import { namesOf, referencesIn } from './references';
import { providerSchemas } from './schemas';
import { TerraformFolder } from './TerraformFolder';
import { Token } from './tokenize';

/**
 * What a caller from outside decides: the variable of a folder that no other one calls,
 * with or without values in files of its own or a default.
 */
export const GIVEN = 'variable that is given';

/** Where a block stands, for its `each`. */
type Place = { folder: TerraformFolder; block?: Block };

/** An expression that a name stands for, with where it stands. */
type Step = [readonly Token[], Place];

type Trace = { origins: Set<string>; expressions: (readonly Token[])[] };

/**
 * Where the values of expressions come from, through locals, variables, outputs and
 * collections: `google_compute_network`, `data.google_project`, or `GIVEN`. A text that
 * is written out comes from nowhere. What is taken out of a collection comes from
 * wherever anything in it does.
 */
export class Origins {
  readonly #folders: ReadonlyMap<string, TerraformFolder>;

  constructor(folders: ReadonlyMap<string, TerraformFolder>) {
    this.#folders = folders;
  }

  of(tokens: readonly Token[], place: Place): Set<string> {
    return this.trace(tokens, place).origins;
  }

  /** With all the expressions on the way. */
  trace(tokens: readonly Token[], place: Place): Trace {
    const origins = new Set<string>();
    const expressions: (readonly Token[])[] = [];
    const seen = new Map<Block | TerraformFolder, Set<string>>();
    const follow = (expression: readonly Token[], at: Place) => {
      expressions.push(expression);
      for (const { path } of referencesIn(expression)) {
        const names = namesOf(path);
        const origin = originOf(names);
        if (origin) {
          origins.add(origin);
          continue;
        }
        // An `each` is of its block, everything else of its folder.
        const scope = (names[0] === 'each' && at.block) || at.folder;
        const known = seen.get(scope) ?? new Set<string>();
        seen.set(scope, known);
        const key = names.join('.');
        if (!known.has(key)) {
          known.add(key);
          this.#stepsFrom(names, at, origins).forEach(([next, where]) =>
            follow(next, where),
          );
        }
      }
    };
    follow(tokens, place);
    return { origins, expressions };
  }

  #stepsFrom(
    [root, name, member]: string[],
    { folder, block }: Place,
    origins: Set<string>,
  ): Step[] {
    switch (root) {
      case 'each':
        return valuesOf(block?.body, 'for_each').map(value => [
          value,
          { folder, block },
        ]);
      case 'local':
        return folder
          .blocks('locals')
          .flatMap(({ body }) => valuesOf(body, name))
          .map(value => [value, { folder }]);
      case 'module':
        return this.#stepsIntoModule(name, member, folder, origins);
      case 'var':
        return this.#stepsToCallers(name, folder, origins);
      default:
        return [];
    }
  }

  #stepsIntoModule(
    name: string,
    output: string | undefined,
    folder: TerraformFolder,
    origins: Set<string>,
  ): Step[] {
    const call = folder.find('module', name);
    const module = call && this.#folders.get(folder.sourceOf(call) ?? '');
    if (!module) {
      return [];
    }
    if (output === undefined) {
      // As in `depends_on = [module.cluster]`: on everything in it.
      module.blocks('resource').forEach(({ labels }) => origins.add(labels[0]));
      return [];
    }
    const found = module.find('output', output);
    return valuesOf(found?.body, 'value').map(value => [
      value,
      { folder: module },
    ]);
  }

  #stepsToCallers(
    name: string,
    folder: TerraformFolder,
    origins: Set<string>,
  ): Step[] {
    const calls = [...this.#folders.values()].flatMap(caller =>
      caller
        .blocks('module')
        .filter(call => caller.sourceOf(call) === folder.path)
        .map(call => ({ folder: caller, block: call })),
    );
    const byDefault = valuesOf(folder.find('variable', name)?.body, 'default');
    const steps = (given: Token[][], place: Place) =>
      given.length > 0
        ? given.map((value): Step => [value, place])
        : byDefault.map((value): Step => [value, { folder }]);
    if (calls.length === 0) {
      // Whoever runs it may say something else than is written here.
      origins.add(GIVEN);
      const given = folder.values.flatMap(({ body }) => valuesOf(body, name));
      return steps(given, { folder });
    }
    return calls.flatMap(place =>
      steps(valuesOf(place.block.body, name), place),
    );
  }
}

/** What an argument of a block says: `node_config.tags`; all of a block's own where that is named. */
export function readArgument(body: Body, argument: string): Attribute[] {
  const [name, ...rest] = argument.split('.');
  const own = body.attributes.filter(attribute => attribute.name === name);
  const within = body.blocks.flatMap(block => {
    const isDynamic = block.type === 'dynamic';
    if ((isDynamic ? block.labels[0] : block.type) !== name) {
      return [];
    }
    // What a dynamic block is made of may be what its content says.
    const each = block.body.attributes.filter(
      attribute => attribute.name === 'for_each',
    );
    const contents = isDynamic
      ? block.body.blocks.filter(({ type }) => type === 'content')
      : [block];
    return [
      ...each,
      ...contents.flatMap(content =>
        rest.length > 0
          ? readArgument(content.body, rest.join('.'))
          : attributesOf(content.body),
      ),
    ];
  });
  return [...own, ...within];
}

/** All the arguments of a body, those of its blocks included. */
export function attributesOf({ attributes, blocks }: Body): Attribute[] {
  return [...attributes, ...blocks.flatMap(({ body }) => attributesOf(body))];
}

function valuesOf(body: Body | undefined, name: string): Token[][] {
  return (body?.attributes ?? [])
    .filter(attribute => attribute.name === name)
    .map(({ value }) => value);
}

/** The resource or data source that a name is of, where it is of one. */
function originOf([root, ...rest]: string[]): string | undefined {
  if (root === 'data' && rest.length > 0) {
    return `data.${rest[0]}`;
  }
  return root.includes('_') && providerSchemas().has(root.split('_')[0])
    ? root
    : undefined;
}

import { Finding, RenderedFiles } from '../types';
import { findUnasked } from './askers';
import { findLonely } from './counterparts';
import { Leaf, LEAVES } from './leaves';
import { knownTexts } from './knownTexts';
import { Origins, readArgument } from './origins';
import { namesOf, referencesOf } from './references';
import { providerSchemas } from './schemas';
import { LocatedBlock, TerraformFolder } from './TerraformFolder';

type Folders = ReadonlyMap<string, TerraformFolder>;

type Problem = { path?: string; line?: number; message: string };

/** What a block is looked at with. */
type Place = { folder: TerraformFolder; folders: Folders; origins: Origins };

/**
 * Nothing is made that no other part uses: a resource is referred to, or ends a chain by
 * its nature, and then hangs on what it is for, and is asked for where it has only a
 * name. A type of which no schema says anything is left alone.
 */
export function checkUnusedResources(
  folder: TerraformFolder,
  folders: Folders,
  rendered: RenderedFiles,
): Finding[] {
  const used = new Set(
    folder.files
      .flatMap(({ body }) => referencesOf(body))
      .map(({ path }) => namesOf(path).slice(0, 2).join('.')),
  );
  const origins = new Origins(folders);
  return folder.blocks('resource').flatMap(block => {
    const [type, name] = block.labels;
    const isKnown =
      providerSchemas().get(type.split('_')[0])?.resources[type] !== undefined;
    if (!isKnown || used.has(`${type}.${name}`)) {
      return [];
    }
    const leaf = Object.hasOwn(LEAVES, type) ? LEAVES[type] : undefined;
    const problems: Problem[] = leaf
      ? [
          ...findLoose(leaf, block, { folder, folders, origins }),
          ...findLonely(block, folder, folders, rendered),
          ...(leaf.asked
            ? findUnasked(leaf.asked, block, folder, folders, rendered)
            : []),
        ]
      : [{ line: block.line, message: 'nothing refers to it' }];
    return problems.map(({ path = block.path, line, message }) => ({
      where: `${path}:${line ?? block.line}`,
      message: `The resource ${type}.${name} is made, and nothing uses it: ${message}`,
    }));
  });
}

/** The arguments by which a leaf should hang on something, and does not. */
function findLoose(
  { needs, unless }: Leaf,
  block: LocatedBlock,
  { folder, folders, origins }: Place,
): Problem[] {
  const isElsewhere =
    unless !== undefined &&
    readArgument(block.body, unless.argument).some(({ value }) => {
      const texts = knownTexts(value, { folder, folders, block }) ?? [];
      return texts.length > 0 && texts.every(text => unless.says.test(text));
    });
  return needs
    .filter(({ of }) => !isElsewhere || !of.includes(unless.thenNot))
    .flatMap(({ of, from }) => {
      const given = of.flatMap(name => readArgument(block.body, name));
      const found = given.some(({ value }) => {
        const all = origins.of(value, { folder, block });
        return from.some(origin => all.has(origin));
      });
      return found
        ? []
        : [
            {
              line: given[0]?.line,
              message: `its ${of.join(' or ')} comes from no ${from.join(
                ', no ',
              )}`,
            },
          ];
    });
}

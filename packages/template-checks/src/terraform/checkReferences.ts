import { Finding } from '../types';
import { namesOf, Reference, referencesOf } from './references';
import { providerSchemas } from './schemas';
import { TerraformFile, TerraformFolder } from './TerraformFolder';

/** What an expression names exists, and what a module declares is used. */
export function checkReferences(
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
): Finding[] {
  const inTests = folder.tests.flatMap(file =>
    check(file, names =>
      names[0] === 'var' && isOwnVariable(file, names[1])
        ? undefined
        : problemOf(names, folder, folders),
    ),
  );
  const inFiles = folder.files.flatMap(file =>
    check(file, names => problemOf(names, folder, folders)),
  );
  return [...inFiles, ...inTests, ...findUnused(folder)];
}

function check(
  { path, body }: TerraformFile,
  problem: (names: string[]) => string | undefined,
): Finding[] {
  return referencesOf(body).flatMap(reference => {
    const message = problem(namesOf(reference.path));
    return message ? [{ where: `${path}:${reference.line}`, message }] : [];
  });
}

/** A test may set variables of its own, and pass them on. */
function isOwnVariable({ body }: TerraformFile, name: string): boolean {
  return body.blocks
    .filter(({ type }) => type === 'variables')
    .some(block => block.body.attributes.some(({ name: key }) => key === name));
}

function problemOf(
  names: string[],
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
): string | undefined {
  const [root, name, member] = names;
  if (name === undefined) {
    return undefined;
  }
  switch (root) {
    case 'var':
      return folder.find('variable', name)
        ? undefined
        : `There is no variable ${name}`;
    case 'local':
      return localsOf(folder).some(local => local.name === name)
        ? undefined
        : `There is no local ${name}`;
    case 'module':
      return moduleProblem(name, member, folder, folders);
    case 'data':
      return resourceProblem('data', names.slice(1), folder);
    default:
      return providerSchemas().has(root.split('_')[0]) && root.includes('_')
        ? resourceProblem('resource', names, folder)
        : undefined;
  }
}

function moduleProblem(
  name: string,
  member: string | undefined,
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
): string | undefined {
  const call = folder.find('module', name);
  if (!call) {
    return `There is no module ${name}`;
  }
  const source = folders.get(folder.sourceOf(call) ?? '');
  return !source || !member || source.find('output', member)
    ? undefined
    : `The module ${name} has no output ${member}`;
}

function resourceProblem(
  kind: 'resource' | 'data',
  [type, name, member]: string[],
  folder: TerraformFolder,
): string | undefined {
  if (!folder.find(kind, type, name)) {
    return `There is no ${kind} ${type}.${name}`;
  }
  const schema = providerSchemas().get(type.split('_')[0]);
  const resource =
    kind === 'data' ? schema?.dataSources[type] : schema?.resources[type];
  const isKnown =
    !resource ||
    !member ||
    member in resource.attributes ||
    member in resource.blocks ||
    member in resource.computed;
  return isKnown ? undefined : `${type} has no ${member}`;
}

function localsOf(
  folder: TerraformFolder,
): { name: string; path: string; line: number }[] {
  return folder
    .blocks('locals')
    .flatMap(({ path, body }) =>
      body.attributes.map(({ name, line }) => ({ name, path, line })),
    );
}

function findUnused(folder: TerraformFolder): Finding[] {
  const used = new Set(
    folder.files.flatMap(({ body }) =>
      // What a variable says of itself is no use of it.
      referencesOf({
        attributes: body.attributes,
        blocks: body.blocks.filter(({ type }) => type !== 'variable'),
      }).map(keyOf),
    ),
  );
  const unused = (
    what: string,
    key: string,
    { path, line }: { path: string; line: number },
  ): Finding[] =>
    used.has(key)
      ? []
      : [{ where: `${path}:${line}`, message: `${what} is never used` }];
  return [
    ...folder
      .blocks('variable')
      .flatMap(block =>
        unused(
          `The variable ${block.labels[0]}`,
          `var.${block.labels[0]}`,
          block,
        ),
      ),
    ...localsOf(folder).flatMap(local =>
      unused(`The local ${local.name}`, `local.${local.name}`, local),
    ),
    ...folder
      .blocks('data')
      .flatMap(block =>
        unused(
          `The data source ${block.labels.join('.')}`,
          `data.${block.labels.join('.')}`,
          block,
        ),
      ),
  ];
}

function keyOf({ path }: Reference): string {
  const names = namesOf(path);
  return names.slice(0, names[0] === 'data' ? 3 : 2).join('.');
}

import { whole } from '../checks/lines';
import { Finding } from '../types';
import { Attribute, Block } from './parseBody';
import { namesOf, referencesOf } from './references';
import { LocatedBlock, TerraformFolder } from './TerraformFolder';

const META_ATTRIBUTES = new Set([
  ...['count', 'depends_on', 'for_each', 'providers', 'source', 'version'],
]);

/** Modules get the variables that they know and need, and say what these are; none is without a caller. */
export function checkModules(
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
): Finding[] {
  return [
    ...folder
      .blocks('module')
      .flatMap(call => checkCall(call, folder, folders)),
    ...folder.values.flatMap(({ path, body }) =>
      checkValues(path, body.attributes, folder),
    ),
    ...folder.tests.flatMap(({ path, body }) =>
      body.blocks
        .flatMap(block => [block, ...block.body.blocks])
        .filter(({ type }) => type === 'variables')
        .flatMap(block => checkValues(path, block.body.attributes, folder)),
    ),
    ...checkDeclarations(folder),
    ...checkCallers(folder, folders),
    ...checkTested(folder),
  ];
}

/** Every folder of Terraform is planned by a test of its own, an environment as well as a module. */
function checkTested(folder: TerraformFolder): Finding[] {
  const isPlanned = folder.tests.some(({ body }) => body.blocks.some(isOwnRun));
  return folder.files.length > 0 && !isPlanned
    ? [
        {
          where: whole(folder.mainFile),
          message:
            'No test plans this folder: it needs a run in tests/*.tftest.hcl',
        },
      ]
    : [];
}

/** A run may be of another module, to prepare something. */
function isOwnRun({ type, body }: Block): boolean {
  return type === 'run' && !body.blocks.some(block => block.type === 'module');
}

function isModule({ path }: TerraformFolder): boolean {
  return /(^|\/)modules\//.test(path);
}

function checkCall(
  call: LocatedBlock,
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
): Finding[] {
  const where = `${call.path}:${call.line}`;
  const [name] = call.labels;
  const source = folder.sourceOf(call);
  if (source === undefined) {
    const isPinned = call.body.attributes.some(({ name: key, value }) =>
      key === 'version' ? /^"\d/.test(value[0]?.text ?? '') : false,
    );
    return isPinned
      ? []
      : [{ where, message: `The module ${name} needs an exact version` }];
  }
  const module = folders.get(source);
  if (!module) {
    return [{ where, message: `There is no module in ${source}` }];
  }
  const given = call.body.attributes.filter(
    attribute => !META_ATTRIBUTES.has(attribute.name),
  );
  const unknown = given
    .filter(attribute => !module.find('variable', attribute.name))
    .map(attribute => ({
      where: `${call.path}:${attribute.line}`,
      message: `The module ${name} has no variable ${attribute.name}`,
    }));
  const missing = module
    .blocks('variable')
    .filter(
      ({ labels, body }) =>
        !body.attributes.some(attribute => attribute.name === 'default') &&
        !given.some(attribute => attribute.name === labels[0]),
    )
    .map(({ labels }) => ({
      where,
      message: `The module ${name} needs ${labels[0]}`,
    }));
  return [...unknown, ...missing];
}

function checkValues(
  path: string,
  values: readonly Attribute[],
  folder: TerraformFolder,
): Finding[] {
  return values
    .filter(({ name }) => !folder.find('variable', name))
    .map(({ name, line }) => ({
      where: `${path}:${line}`,
      message: `There is no variable ${name}`,
    }));
}

/** Variables and outputs say what they are. */
function checkDeclarations(folder: TerraformFolder): Finding[] {
  const wanted = { variable: ['type', 'description'], output: ['description'] };
  return Object.entries(wanted).flatMap(([kind, names]) =>
    folder.blocks(kind).flatMap(({ path, line, labels, body }) =>
      names
        .filter(name => !body.attributes.some(({ name: key }) => key === name))
        .map(name => ({
          where: `${path}:${line}`,
          message: `The ${kind} ${labels[0]} needs a ${name}`,
        })),
    ),
  );
}

/** A folder below modules/ is called by somebody, and somebody reads each of its outputs. */
function checkCallers(
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
): Finding[] {
  if (!isModule(folder)) {
    return [];
  }
  const callers = [...folders.values()].flatMap(caller =>
    caller
      .blocks('module')
      .filter(call => caller.sourceOf(call) === folder.path)
      .map(call => ({ caller, name: call.labels[0] })),
  );
  if (callers.length === 0) {
    return [
      { where: whole(folder.mainFile), message: 'The module is never called' },
    ];
  }
  const read = new Set(
    callers.flatMap(({ caller, name }) =>
      caller.files
        .flatMap(({ body }) => referencesOf(body))
        .map(({ path }) => namesOf(path))
        .flatMap(names =>
          names[0] === 'module' && names[1] === name ? [names[2] ?? '*'] : [],
        ),
    ),
  );
  return folder
    .blocks('output')
    .filter(({ labels }) => !read.has(labels[0]) && !read.has('*'))
    .map(({ path, line, labels }) => ({
      where: `${path}:${line}`,
      message: `The output ${labels[0]} is never read`,
    }));
}

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { Finding, RenderedFiles, RenderedFile } from '../types';
import { readDocuments } from './documents';
import { lineAt } from './lines';

/** Those that ClickHouse itself knows. */
const BUILT_IN_MACROS = ['database', 'table', 'uuid'];

const parser = new XMLParser({ ignoreAttributes: false });

/** An element that occurs once is no list to the parser. */
const list = <T extends z.ZodType>(element: T) =>
  z.preprocess(
    value => (value === undefined ? [] : [value].flat()),
    z.array(element),
  );

const named = <T extends z.ZodType>(element: T) =>
  z.preprocess(
    // An empty element is an empty text, and a list of attributes beside.
    value => (typeof value === 'object' ? value : {}),
    z.record(z.string(), element),
  );

const userSchema = z.looseObject({
  '@_remove': z.string().optional(),
  profile: z.string().optional(),
  quota: z.string().optional(),
  password: z.unknown().optional(),
  password_sha256_hex: z.unknown().optional(),
});

const configSchema = z.looseObject({
  clickhouse: z.looseObject({
    macros: named(z.unknown()),
    profiles: named(z.unknown()),
    quotas: named(z.unknown()),
    users: named(userSchema),
    remote_servers: named(
      z.union([
        z.string(),
        z.looseObject({
          shard: list(
            z.looseObject({
              replica: list(z.looseObject({ host: z.string() })),
            }),
          ),
        }),
      ]),
    ),
  }),
});

type Config = z.infer<typeof configSchema>['clickhouse'];

const statefulSetSchema = z.looseObject({
  kind: z.literal('StatefulSet'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ serviceName: z.string(), replicas: z.number() }),
});

/**
 * The configuration of ClickHouse is XML; its users are bounded; macros, clusters,
 * variables and pods that are named are there.
 */
export function checkClickHouse(rendered: RenderedFiles): Finding[] {
  const files = rendered.files.filter(({ path }) => path.endsWith('.xml'));
  const broken = files.flatMap(checkXml);
  if (broken.length > 0) {
    return broken;
  }
  const configs = files.flatMap(file => {
    const config = configSchema.safeParse(parser.parse(textOf(file)));
    return config.success ? [{ file, config: config.data.clickhouse }] : [];
  });
  return configs.length === 0
    ? []
    : [
        ...checkUsers(configs),
        ...checkSql(rendered, configs),
        ...checkVariables(rendered, files),
        ...checkHosts(rendered, files),
      ];
}

type Configs = { file: RenderedFile; config: Config }[];

function checkXml(file: RenderedFile): Finding[] {
  const result = XMLValidator.validate(textOf(file));
  return result === true
    ? []
    : [
        {
          where: `${file.path}:${result.err.line}`,
          message: result.err.msg,
        },
      ];
}

function checkUsers(configs: Configs): Finding[] {
  const profiles = configs.flatMap(({ config }) =>
    Object.keys(config.profiles),
  );
  const quotas = configs.flatMap(({ config }) => Object.keys(config.quotas));
  return configs.flatMap(({ file, config }) =>
    Object.entries(config.users)
      .filter(([, user]) => user['@_remove'] === undefined)
      .flatMap(([name, { profile, quota, password, ...user }]) =>
        [
          ...(profile && profiles.includes(profile)
            ? []
            : [`${name} has no profile that is there`]),
          ...(quota && quotas.includes(quota)
            ? []
            : [`${name} has no quota that is there`]),
          ...(password === undefined &&
          isFromEnvironment(user.password_sha256_hex)
            ? []
            : [`The password of ${name} is not a hash from the environment`]),
        ].map(message => ({ name, message })),
      )
      .map(({ name, message }) => ({
        where: placeIn(file, offsetOfUser(textOf(file), name)),
        message,
      })),
  );
}

/** The account's own element, among all accounts. */
function offsetOfUser(text: string, name: string): number {
  const users = text.search(/<users[\s>]/);
  const element = [...text.matchAll(/<([^\s/>]+)/g)].find(
    match => match.index > users && match[1] === name,
  );
  return element?.index ?? users;
}

function isFromEnvironment(value: unknown): boolean {
  return z.looseObject({ '@_from_env': z.string() }).safeParse(value).success;
}

/** Tables name macros and clusters that the configuration has. */
function checkSql({ files }: RenderedFiles, configs: Configs): Finding[] {
  const macros = [
    ...BUILT_IN_MACROS,
    ...configs.flatMap(({ config }) => Object.keys(config.macros)),
  ];
  const clusters = configs.flatMap(({ config }) =>
    Object.keys(config.remote_servers).filter(name => !name.startsWith('@_')),
  );
  return (
    files
      // A service makes its own tables replicated ones where it finds a cluster.
      .filter(
        ({ path }) => path.endsWith('.sql') && !path.startsWith('services/'),
      )
      .flatMap(file => {
        const text = textOf(file);
        const unknownMacros = [...text.matchAll(/'[^'\n]*'/g)]
          .flatMap(({ 0: literal, index }) =>
            [...literal.matchAll(/\{(\w+)\}/g)].map(match => ({
              index: index + match.index,
              name: match[1],
            })),
          )
          .filter(({ name }) => !macros.includes(name))
          .map(({ index, name }) => ({
            index,
            message: `There is no macro ${name}`,
          }));
        const unknownClusters = [
          ...text.matchAll(/(?:ON CLUSTER\s+|Distributed\(\s*)'?(\w+)/g),
        ]
          .filter(([, name]) => !clusters.includes(name))
          .map(({ index, 1: name }) => ({
            index,
            message: `There is no cluster ${name}`,
          }));
        const lonely = [...text.matchAll(/ENGINE = (\w*MergeTree)/g)]
          .filter(([, engine]) => !engine.startsWith('Replicated'))
          .map(({ index, 1: engine }) => ({
            index,
            message: `${engine} is not replicated`,
          }));
        return onceEach([...unknownMacros, ...unknownClusters, ...lonely]).map(
          ({ index, message }) => ({ where: placeIn(file, index), message }),
        );
      })
  );
}

/** The first of those that say the same. */
function onceEach<T extends { message: string }>(problems: readonly T[]): T[] {
  return problems.filter(
    ({ message }, index) =>
      problems.findIndex(other => other.message === message) === index,
  );
}

/** What is read from the environment is set in a manifest. */
function checkVariables(
  { files }: RenderedFiles,
  configs: RenderedFile[],
): Finding[] {
  const manifests = files
    .filter(({ path }) => /\.ya?ml$/.test(path))
    .map(textOf)
    .join('\n');
  return configs.flatMap(file =>
    [...textOf(file).matchAll(/from_env="(\w+)"/g)]
      .filter(
        ([, name]) =>
          !new RegExp(`- name: ${name}$|export ${name}=`, 'm').test(manifests),
      )
      .map(({ index, 1: name }) => ({
        where: placeIn(file, index),
        message: `Nothing sets ${name}`,
      })),
  );
}

/** Addresses of single pods are those of StatefulSets. */
function checkHosts(
  rendered: RenderedFiles,
  configs: RenderedFile[],
): Finding[] {
  const pods = readDocuments(rendered).documents.flatMap(({ value }) => {
    const { data } = statefulSetSchema.safeParse(value);
    return data
      ? Array.from(
          { length: data.spec.replicas },
          (_, index) =>
            `${data.metadata.name}-${index}.${data.spec.serviceName}`,
        )
      : [];
  });
  return configs.flatMap(file =>
    [...textOf(file).matchAll(/<host(?:name)?>([\w-]+\.[\w-]+)\./g)]
      .filter(([, pod]) => !pods.includes(pod))
      .map(({ index, 1: pod }) => ({
        where: placeIn(file, index),
        message: `There is no pod ${pod}`,
      })),
  );
}

function placeIn(file: RenderedFile, offset: number): string {
  return `${file.path}:${lineAt(textOf(file), offset)}`;
}

function textOf({ content }: RenderedFile): string {
  return content.toString('utf8');
}

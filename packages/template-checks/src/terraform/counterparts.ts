import { z } from 'zod';
import { readDocuments } from '../checks/documents';
import { RenderedFiles } from '../types';
import { literalOf } from './literals';
import { attributesOf, Origins, readArgument } from './origins';
import { Body } from './parseBody';
import { LocatedBlock, TerraformFolder } from './TerraformFolder';
import { Token } from './tokenize';

type Folders = ReadonlyMap<string, TerraformFolder>;

/** Which resources need an API of Google's cloud; with the argument that does, where not all do. */
const NEEDED_BY: Readonly<Record<string, [type: RegExp, argument?: string]>> = {
  'binaryauthorization.googleapis.com': [/^google_binary_authorization_/],
  'billingbudgets.googleapis.com': [/^google_billing_budget$/],
  'certificatemanager.googleapis.com': [/^google_certificate_manager_/],
  'cloudkms.googleapis.com': [/^google_kms_/],
  'cloudresourcemanager.googleapis.com': [/^google_project_iam_/],
  'compute.googleapis.com': [/^google_compute_/],
  'container.googleapis.com': [/^google_container_/],
  'containersecurity.googleapis.com': [
    /^google_container_cluster$/,
    'security_posture_config',
  ],
  'dns.googleapis.com': [/^google_dns_/],
  'iam.googleapis.com': [/^google_service_account/],
  'monitoring.googleapis.com': [/^google_monitoring_/],
  'redis.googleapis.com': [/^google_redis_/],
  'servicenetworking.googleapis.com': [/^google_service_networking_/],
  'sqladmin.googleapis.com': [/^google_sql_/],
};

const auditSchema = z.looseObject({
  server: z.looseObject({
    auditStorage: z.looseObject({
      enabled: z.literal(true),
      mountPath: z.string().default('/vault/audit'),
    }),
  }),
});

/**
 * Some resources name nothing that is ours, and are used by what has to be there as
 * well: what is wrong where it is not.
 */
export function findLonely(
  block: LocatedBlock,
  folder: TerraformFolder,
  folders: Folders,
  rendered: RenderedFiles,
): { path?: string; line?: number; message: string }[] {
  switch (block.labels[0]) {
    case 'google_binary_authorization_policy':
      return hasResource(
        folders,
        /^google_container_cluster$/,
        'binary_authorization',
      )
        ? []
        : [{ message: 'no cluster asks it by binary_authorization' }];
    case 'google_project_service':
      return findUnneededServices(block, folder, folders);
    case 'vault_audit':
      return findAuditWithoutVolume(block.body, rendered);
    default:
      return [];
  }
}

function hasResource(folders: Folders, type: RegExp, argument?: string) {
  return [...folders.values()].some(folder =>
    folder
      .blocks('resource')
      .some(
        ({ labels, body }) =>
          type.test(labels[0]) &&
          (argument === undefined || readArgument(body, argument).length > 0),
      ),
  );
}

/** The services that are written out somewhere, which is what enables them. */
function findUnneededServices(
  block: LocatedBlock,
  folder: TerraformFolder,
  folders: Folders,
) {
  const origins = new Origins(folders);
  const expressions = readArgument(block.body, 'service').flatMap(
    ({ value }) => origins.trace(value, { folder, block }).expressions,
  );
  const services = expressions.flatMap(expression =>
    stringsIn(expression)
      .filter(({ text }) => text.endsWith('.googleapis.com'))
      .map(({ text, line }) => ({ text, line, expression })),
  );
  if (services.length === 0) {
    return [{ message: 'which services it enables is not written here' }];
  }
  return services.flatMap(({ text, line, expression }) => {
    const [type, argument] = NEEDED_BY[text] ?? [];
    const path = pathOf(expression, folders);
    return type && hasResource(folders, type, argument)
      ? []
      : [{ path, line, message: `nothing that is known here needs ${text}` }];
  });
}

/** The file that has an expression: not always that of the resource. */
function pathOf(
  expression: readonly Token[],
  folders: Folders,
): string | undefined {
  return [...folders.values()]
    .flatMap(({ files, values }) => [...files, ...values])
    .find(({ body }) =>
      attributesOf(body).some(({ value }) => value === expression),
    )?.path;
}

function stringsIn(tokens: readonly Token[]): { text: string; line: number }[] {
  return tokens.flatMap(token => [
    ...(token.kind === 'string'
      ? [{ text: token.text.replace(/^"|"$/g, ''), line: token.line }]
      : []),
    ...stringsIn(token.parts),
  ]);
}

/** Vault writes to the volume that its chart mounts, or to its own output. */
function findAuditWithoutVolume(body: Body, rendered: RenderedFiles) {
  const [options] = readArgument(body, 'options');
  const literal = options ? literalOf(options.value) : undefined;
  const entries = literal?.kind === 'object' ? literal.entries : [];
  const [, path] = entries.find(([key]) => key === 'file_path') ?? [];
  const text = path && 'text' in path ? path.text : '';
  const volumes = readDocuments(rendered).documents.flatMap(({ value }) => {
    const parsed = auditSchema.safeParse(value);
    return parsed.success ? [parsed.data.server.auditStorage.mountPath] : [];
  });
  return text === 'stdout' ||
    volumes.some(volume => text.startsWith(`${volume}/`))
    ? []
    : [
        {
          line: path?.line,
          message:
            'its file_path is neither stdout nor on a volume that server.auditStorage mounts',
        },
      ];
}

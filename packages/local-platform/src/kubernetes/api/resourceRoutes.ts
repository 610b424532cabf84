import { z } from 'zod';
import { methodNotAllowed, noSuchPath, Status } from '../model/ApiError';
import { isObject } from '../model/json';
import { KubeObject, nameOf } from '../model/KubeObject';
import { DeleteOptions, PatchKind, patchTypes } from '../registry/options';
import { Place, Registry } from '../registry/Registry';
import { Resource } from '../registry/Resource';
import { Call, unsupported } from './Call';
import { negotiate, representList, representObject } from './represent';
import { Target } from './requestInfo';
import { streamWatch, WatchSettings } from './watchStream';

export type Answer = { code: number; body: object };

const deleteSchema = z.looseObject({
  gracePeriodSeconds: z.number().int().nullish(),
  propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).nullish(),
  orphanDependents: z.boolean().nullish(),
  dryRun: z.array(z.string()).nullish(),
  preconditions: z
    .looseObject({
      uid: z.string().nullish(),
      resourceVersion: z.string().nullish(),
    })
    .nullish(),
});

/** Answers requests for objects of one kind; undefined once a stream was the answer. */
export async function serveResource(
  call: Call,
  registry: Registry,
  resource: Resource,
  target: Target,
  settings: WatchSettings,
): Promise<Answer | undefined> {
  const { verb } = call.info;
  const place: Place = {
    namespace: resource.namespaced ? target.namespace : '',
    name: target.name,
  };
  const isStatus = target.subresource === 'status';
  if (target.subresource && !(isStatus && resource.status)) {
    throw noSuchPath();
  }
  const includeObject = call.param('includeObject');
  const show = (object: KubeObject, code = 200): Answer => ({
    code,
    body: representObject(
      resource,
      object,
      negotiate(call.accept),
      includeObject,
    ),
  });
  const options = {
    ...call.writeOptions(),
    ...(isStatus && { subresource: 'status' as const }),
  };
  switch (verb) {
    case 'get':
      return show(registry.get(resource, place));
    case 'list':
      return {
        code: 200,
        body: representList(
          resource,
          registry.list(resource, {
            namespace: place.namespace,
            labelSelector: call.param('labelSelector'),
            fieldSelector: call.param('fieldSelector'),
            limit: call.number('limit'),
            continue: call.param('continue'),
            resourceVersion: call.param('resourceVersion'),
            resourceVersionMatch: call.param('resourceVersionMatch'),
          }),
          negotiate(call.accept),
          includeObject,
        ),
      };
    case 'watch':
      await streamWatch(
        call,
        registry,
        resource,
        negotiate(call.accept),
        place.name,
        settings,
      );
      return undefined;
    case 'create':
      return show(
        registry.create(
          resource,
          place.namespace,
          await call.readBody(),
          options,
        ),
        201,
      );
    case 'update':
      return show(
        registry.update(resource, place, await call.readBody(), options),
      );
    case 'patch': {
      const kind = readPatchKind(call.contentType);
      const patch = await call.readBody();
      const isNew = kind === 'apply' && !registry.find(resource, place);
      return show(
        registry.patch(resource, place, kind, patch, {
          ...options,
          force: call.flag('force'),
        }),
        isNew ? 201 : 200,
      );
    }
    case 'delete':
      return await remove(call, registry, resource, place);
    case 'deletecollection': {
      const items = registry.deleteCollection(
        resource,
        {
          namespace: place.namespace,
          labelSelector: call.param('labelSelector'),
          fieldSelector: call.param('fieldSelector'),
        },
        await readDeleteOptions(call),
      );
      const resourceVersion = String(registry.store.revision);
      return {
        code: 200,
        body: representList(
          resource,
          { items, resourceVersion },
          'object',
          undefined,
        ),
      };
    }
    default:
      throw methodNotAllowed(
        `${verb} is not supported on resources of kind "${resource.plural}"`,
      );
  }
}

function readPatchKind(contentType: string): PatchKind {
  for (const kind of ['json', 'merge', 'strategic', 'apply'] as const) {
    if (patchTypes[kind] === contentType) {
      return kind;
    }
  }
  throw unsupported(contentType);
}

async function remove(
  call: Call,
  registry: Registry,
  resource: Resource,
  place: Place,
): Promise<Answer> {
  const options = await readDeleteOptions(call);
  const { object, gone } = registry.delete(resource, place, options);
  if (!gone) {
    return { code: 200, body: object };
  }
  const { uid } = object.metadata;
  const status: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: nameOf(object),
      ...(resource.group && { group: resource.group }),
      kind: resource.plural,
      uid,
    },
  };
  // The real server answers with a pod itself.
  return {
    code: 200,
    body: resource.kind === 'Pod' && !resource.group ? object : status,
  };
}

export async function readDeleteOptions(call: Call): Promise<DeleteOptions> {
  const body = await call.readBody();
  const given = deleteSchema.parse(isObject(body) ? body : {});
  const policy = given.propagationPolicy ?? call.param('propagationPolicy');
  const seconds = given.gracePeriodSeconds ?? call.number('gracePeriodSeconds');
  return {
    user: call.user,
    dryRun: call.param('dryRun') === 'All' || given.dryRun?.includes('All'),
    ...(typeof seconds === 'number' && { gracePeriodSeconds: seconds }),
    ...((policy === 'Background' ||
      policy === 'Foreground' ||
      policy === 'Orphan') && { propagationPolicy: policy }),
    ...(given.orphanDependents === true && { propagationPolicy: 'Orphan' }),
    ...(given.preconditions && {
      preconditions: {
        uid: given.preconditions.uid ?? undefined,
        resourceVersion: given.preconditions.resourceVersion ?? undefined,
      },
    }),
  };
}

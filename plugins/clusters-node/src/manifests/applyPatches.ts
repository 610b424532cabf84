import { InputError, toError } from '@backstage/errors';
import { applyPatch, type Operation } from 'fast-json-patch';
import { z } from 'zod';
import { type Manifest } from '../types';
import { groupOf, isBuiltIn } from './kinds';
import { type KustomizationTarget } from './kustomizationSchema';
import { parseManifest, readDocuments } from './readManifests';
import { isRecord, recordsAt, type JsonRecord } from './records';
import { matchesSelector } from './selector';
import { isDeletion, strategicMerge } from './strategicMerge';

const path = z.string().regex(/^(\/.*)?$/, 'has to begin with a slash');

const operationsSchema: z.ZodType<Operation[]> = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.literal('add'), path, value: z.json() }),
    z.object({ op: z.literal('replace'), path, value: z.json() }),
    z.object({ op: z.literal('test'), path, value: z.json() }),
    z.object({ op: z.literal('remove'), path }),
    z.object({ op: z.literal('copy'), path, from: path }),
    z.object({ op: z.literal('move'), path, from: path }),
  ]),
);

export type Patch = {
  text: string;
  target: KustomizationTarget | undefined;
  /** Where it stands, for errors. */
  where: string;
};

/** The manifests with an entry of `patches` in a kustomization: JSON (RFC 6902) or strategic merge. */
export function applyPatches(
  manifests: Manifest[],
  { text, target, where }: Patch,
): Manifest[] {
  return readDocuments(text, where).reduce<Manifest[]>(
    (patched, document) =>
      Array.isArray(document)
        ? applyOperations(patched, document, target, where)
        : mergePatch(patched, document, target, where),
    manifests,
  );
}

function applyOperations(
  manifests: Manifest[],
  document: unknown[],
  target: KustomizationTarget | undefined,
  where: string,
): Manifest[] {
  const parsed = operationsSchema.safeParse(document);
  if (!parsed.success) {
    throw new InputError(
      `${where} is no JSON patch: ${z.prettifyError(parsed.error)}`,
    );
  }
  if (!target) {
    throw new InputError(`${where}: a JSON patch needs a target`);
  }
  return replaceEach(manifests, target, where, manifest => {
    try {
      const { newDocument } = applyPatch<unknown>(
        manifest,
        parsed.data,
        true,
        false,
      );
      return parseManifest(newDocument, where);
    } catch (error) {
      const [reason] = toError(error).message.split('\n');
      throw new InputError(`${where} does not fit: ${reason}`);
    }
  });
}

function mergePatch(
  manifests: Manifest[],
  document: unknown,
  target: KustomizationTarget | undefined,
  where: string,
): Manifest[] {
  if (!isRecord(document)) {
    throw new InputError(`${where} is no patch`);
  }
  const meant = target ?? targetOf(parseManifest(document, where));
  return replaceEach(manifests, meant, where, manifest => {
    if (isDeletion(document)) {
      return undefined;
    }
    try {
      const merged = strategicMerge(manifest, withoutName(document), {
        isBuiltIn: isBuiltIn(manifest),
      });
      return parseManifest(merged, where);
    } catch (error) {
      throw new InputError(`${where}: ${toError(error).message}`);
    }
  });
}

/** Which object is meant, a patch says by its target and not by what it is called itself. */
function withoutName(patch: JsonRecord): JsonRecord {
  const { apiVersion, kind, metadata, ...rest } = patch;
  if (!isRecord(metadata)) {
    return rest;
  }
  const { name, namespace, ...others } = metadata;
  return { ...rest, metadata: others };
}

function targetOf(patch: Manifest): KustomizationTarget {
  const { apiVersion, kind, metadata } = patch;
  return {
    group: escape(groupOf(patch)),
    version: escape(apiVersion.split('/').at(-1) ?? ''),
    kind: escape(kind),
    name: escape(metadata.name),
    ...(metadata.namespace === undefined
      ? {}
      : { namespace: escape(metadata.namespace) }),
  };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function replaceEach(
  manifests: Manifest[],
  target: KustomizationTarget,
  where: string,
  patch: (manifest: Manifest) => Manifest | undefined,
): Manifest[] {
  const matches = createMatcher(target, where);
  if (!manifests.some(matches)) {
    throw new InputError(`${where} is about nothing that the manifests have`);
  }
  return manifests.flatMap(manifest => {
    const patched = matches(manifest) ? patch(manifest) : manifest;
    return patched ? [patched] : [];
  });
}

function createMatcher(target: KustomizationTarget, where: string) {
  const compile = (pattern: string | undefined) => {
    try {
      return new RegExp(pattern ? `^(?:${pattern})$` : '');
    } catch {
      throw new InputError(`${where}: ${pattern} is no regular expression`);
    }
  };
  // An empty group is Kubernetes' own first one, so it cannot stand for any.
  const group = target.group === '' ? /^$/ : compile(target.group);
  const version = compile(target.version);
  const kind = compile(target.kind);
  const name = compile(target.name);
  const namespace = compile(target.namespace);
  return (manifest: Manifest): boolean => {
    const { apiVersion, metadata } = manifest;
    const [labels = {}] = recordsAt(manifest, 'metadata/labels');
    const [annotations = {}] = recordsAt(manifest, 'metadata/annotations');
    return (
      group.test(groupOf(manifest)) &&
      version.test(apiVersion.split('/').at(-1) ?? '') &&
      kind.test(manifest.kind) &&
      name.test(metadata.name) &&
      namespace.test(metadata.namespace ?? 'default') &&
      matchesSelector(target.labelSelector, labels, where) &&
      matchesSelector(target.annotationSelector, annotations, where)
    );
  };
}

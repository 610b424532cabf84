import { type Manifest } from '../types';
import { isNamespaced } from './kinds';
import { isRecord } from './records';

/** Puts everything that is in a namespace into this one, as `namespace` in a kustomization. */
export function setNamespace(manifests: Manifest[], namespace: string): void {
  const accounts = new Set(
    manifests
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map(({ metadata }) => metadata.name),
  );
  for (const manifest of manifests) {
    if (manifest.kind === 'Namespace') {
      manifest.metadata.name = namespace;
    } else if (isNamespaced(manifest)) {
      manifest.metadata.namespace = namespace;
    }
    if (/^(Cluster)?RoleBinding$/.test(manifest.kind)) {
      setSubjects(manifest, accounts, namespace);
    }
  }
}

/** Accounts that come with the manifests, and the default one, move with them. */
function setSubjects(
  { subjects }: Manifest,
  accounts: Set<string>,
  namespace: string,
): void {
  for (const subject of Array.isArray(subjects) ? subjects : []) {
    if (
      isRecord(subject) &&
      subject.kind === 'ServiceAccount' &&
      (subject.name === 'default' || accounts.has(String(subject.name)))
    ) {
      subject.namespace = namespace;
    }
  }
}

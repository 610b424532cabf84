import { User } from '../auth/User';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** Who writes, and how. */
export type WriteOptions = {
  user: User;
  /** The name under which fields are owned. */
  manager: string;
  dryRun?: boolean;
  fieldValidation?: FieldValidation;
  subresource?: 'status' | 'scale';
  /** Takes a sentence that its user should read. */
  warn?(message: string): void;
};

export type DeleteOptions = {
  user: User;
  dryRun?: boolean;
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
};

export type Selection = {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
};

export type ListOptions = Selection & {
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: string;
};

export type PatchKind = 'json' | 'merge' | 'strategic' | 'apply';

/** What a patch of that kind is called in HTTP. */
export const patchTypes: Record<PatchKind, string> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

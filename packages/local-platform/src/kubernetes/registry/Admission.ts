import { User } from '../auth/User';
import { KubeObject } from '../model/KubeObject';
import { Resource } from './Resource';

export type AdmissionRequest = {
  operation: 'CREATE' | 'UPDATE' | 'DELETE';
  resource: Resource;
  subresource: string;
  namespace: string;
  name: string;
  /** What would be stored; absent for a deletion. */
  object: KubeObject | undefined;
  old: KubeObject | undefined;
  user: User;
  dryRun: boolean;
  warn(message: string): void;
};

/** Has a say in each write. */
export interface Admission {
  /** Changes a new or changed object, in place, before it is validated. */
  mutate?(request: AdmissionRequest): void;
  /** Throws what it does not let through. */
  validate?(request: AdmissionRequest): void;
}

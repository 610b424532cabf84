import { forbidden } from '../model/ApiError';
import { asObject } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { Admission, AdmissionRequest } from '../registry/Admission';
import type { Registry } from '../registry/Registry';
import { storeName } from '../registry/Resource';
import { Tokens } from './Tokens';

const TOKEN_TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

/** Gives pods their account, and secrets for tokens their token. */
export class ServiceAccounts implements Admission {
  readonly #registry: Registry;
  readonly #tokens: Tokens;
  readonly #ca: string;

  constructor(registry: Registry, tokens: Tokens, ca: string) {
    this.#registry = registry;
    this.#tokens = tokens;
    this.#ca = ca;
  }

  mutate({ operation, resource, object, namespace }: AdmissionRequest): void {
    if (operation !== 'CREATE' || !object) {
      return;
    }
    if (storeName(resource) === '/pods') {
      const spec = asObject(object.spec);
      spec.serviceAccountName ||= 'default';
      spec.serviceAccount = spec.serviceAccountName;
    } else if (storeName(resource) === '/secrets') {
      this.#fillSecret(object, namespace);
    }
  }

  validate({ operation, resource, object, namespace, name }: AdmissionRequest) {
    if (operation !== 'CREATE' || storeName(resource) !== '/pods') {
      return;
    }
    const account = asObject(object?.spec).serviceAccountName;
    // The default one is on its way with its namespace.
    if (account !== 'default' && !this.#find(namespace, String(account))) {
      throw forbidden(
        resource,
        name,
        `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`,
      );
    }
  }

  #find(namespace: string, name: string): KubeObject | undefined {
    return this.#registry.store.get('/serviceaccounts', `${namespace}/${name}`);
  }

  #fillSecret(secret: KubeObject, namespace: string): void {
    const { annotations = {} } = secret.metadata;
    const account = this.#find(namespace, annotations[ACCOUNT] ?? '');
    if (secret.type !== TOKEN_TYPE || !account) {
      return;
    }
    const encode = (text: string) => Buffer.from(text).toString('base64');
    secret.metadata.annotations = {
      ...annotations,
      [ACCOUNT_UID]: account.metadata.uid ?? '',
    };
    secret.data = {
      ...asObject(secret.data),
      token: encode(this.#tokens.issue(account, { secret }).token),
      'ca.crt': encode(this.#ca),
      namespace: encode(namespace),
    };
  }
}

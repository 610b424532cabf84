import {
  createHash,
  createHmac,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KubeObject } from '../model/KubeObject';
import { User } from './User';

const keysSchema = z.object({ admin: z.string(), signing: z.string() });

const claimsSchema = z.object({
  aud: z.array(z.string()),
  exp: z.number().optional(),
  iat: z.number(),
  iss: z.string(),
  jti: z.string(),
  sub: z.string(),
  'kubernetes.io': z.object({
    namespace: z.string(),
    serviceaccount: z.object({ name: z.string(), uid: z.string() }),
    secret: z.object({ name: z.string(), uid: z.string() }).optional(),
  }),
});

export type Claims = z.infer<typeof claimsSchema>;

export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

export type Lookup = (
  resource: 'serviceaccounts' | 'secrets',
  namespace: string,
  name: string,
) => KubeObject | undefined;

/** Whose a bearer token is: the administrator's, a fixed user's, or a service account's. */
export class Tokens {
  readonly adminToken: string;
  readonly #signing: string;
  readonly #fixed = new Map<string, User>();
  readonly #lookup: Lookup;

  private constructor(keys: z.infer<typeof keysSchema>, lookup: Lookup) {
    this.adminToken = keys.admin;
    this.#signing = keys.signing;
    this.#lookup = lookup;
    this.add(keys.admin, {
      name: 'kubernetes-admin',
      groups: ['system:masters'],
    });
  }

  /** The keys are made at the first start. */
  static open(folder: string, lookup: Lookup): Tokens {
    const file = join(folder, 'tokens.json');
    if (existsSync(file)) {
      const keys = keysSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      return new Tokens(keys, lookup);
    }
    const keys = {
      admin: randomBytes(24).toString('base64url'),
      signing: randomBytes(32).toString('base64url'),
    };
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
    return new Tokens(keys, lookup);
  }

  add(token: string, user: User): void {
    this.#fixed.set(digest(token), user);
  }

  /** Undefined for a token that is not, or no longer, anybody's. */
  authenticate(token: string): User | undefined {
    return this.#fixed.get(digest(token)) ?? this.#readServiceAccount(token);
  }

  /** A token of a service account; without an end where it lies in a secret. */
  issue(
    account: KubeObject,
    options: { seconds?: number; audiences?: string[]; secret?: KubeObject },
  ): { token: string; expires: Date | undefined } {
    const now = Math.floor(Date.now() / 1000);
    const { namespace = '', name = '', uid = '' } = account.metadata;
    const { seconds, secret } = options;
    const claims: Claims = {
      aud: options.audiences ?? [ISSUER],
      ...(seconds && { exp: now + seconds }),
      iat: now,
      iss: ISSUER,
      jti: randomUUID(),
      sub: `system:serviceaccount:${namespace}:${name}`,
      'kubernetes.io': {
        namespace,
        serviceaccount: { name, uid },
        ...(secret && {
          secret: {
            name: secret.metadata.name ?? '',
            uid: secret.metadata.uid ?? '',
          },
        }),
      },
    };
    const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return {
      token: `${body}.${this.#sign(body)}`,
      expires: claims.exp ? new Date(claims.exp * 1000) : undefined,
    };
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#signing).update(body).digest('base64url');
  }

  #readServiceAccount(token: string): User | undefined {
    const [header, payload, signature = ''] = token.split('.');
    const wanted = Buffer.from(this.#sign(`${header}.${payload}`));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) {
      return undefined;
    }
    const claims = claimsSchema.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    );
    const { namespace, serviceaccount, secret } = claims['kubernetes.io'];
    const isThere = (
      resource: Parameters<Lookup>[0],
      named: { name: string; uid: string },
    ) =>
      this.#lookup(resource, namespace, named.name)?.metadata.uid === named.uid;
    if (
      (claims.exp !== undefined && claims.exp * 1000 < Date.now()) ||
      !isThere('serviceaccounts', serviceaccount) ||
      (secret && !isThere('secrets', secret))
    ) {
      return undefined;
    }
    return serviceAccountUser(namespace, serviceaccount);
  }
}

export function serviceAccountUser(
  namespace: string,
  account: { name: string; uid?: string },
): User {
  return {
    name: `system:serviceaccount:${namespace}:${account.name}`,
    ...(account.uid && { uid: account.uid }),
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      'system:authenticated',
    ],
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

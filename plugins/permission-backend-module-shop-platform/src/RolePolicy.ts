import {
  type BackstageUserInfo,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  type PermissionPolicy,
  type PolicyQuery,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  matchesPermission,
  roleMatches,
  rolesOf,
  type Role,
} from '@shop-platform/backstage-plugin-permission-common';
import { decideByOwner } from './decideByOwner';
import { type DecisionMetrics } from './DecisionMetrics';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Denies what no role of the person grants; the widest grant wins.
 */
export class RolePolicy implements PermissionPolicy {
  readonly #roles: Role[];
  readonly #logger: LoggerService;
  readonly #metrics: DecisionMetrics;
  readonly #reportedPatterns = new Set<string>();

  constructor(options: {
    roles: Role[];
    logger: LoggerService;
    metrics: DecisionMetrics;
  }) {
    this.#roles = options.roles;
    this.#logger = options.logger;
    this.#metrics = options.metrics;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const decision = user ? this.#decide(permission, user.info) : DENY;
    this.#metrics.record(permission.name, decision.result);
    return decision;
  }

  #decide(permission: Permission, user: BackstageUserInfo): PolicyDecision {
    const roles = rolesOf(this.#roles, user.ownershipEntityRefs);
    const matches = roles.map(role => roleMatches(role, permission.name));

    if (matches.includes('always')) {
      return ALLOW;
    }
    if (!matches.includes('owned')) {
      return DENY;
    }
    const decision = decideByOwner(permission, user);
    if (!decision) {
      this.#reportOwnerless(permission, roles);
    }
    return decision ?? DENY;
  }

  // Once for each pattern: their number is bounded, that of the names asked for is not.
  #reportOwnerless(permission: Permission, roles: Role[]) {
    const patterns = roles
      .flatMap(role => role.allowOwned)
      .filter(pattern => matchesPermission(pattern, permission.name));

    for (const pattern of patterns) {
      if (!this.#reportedPatterns.has(pattern)) {
        this.#reportedPatterns.add(pattern);
        this.#logger.warn(
          `Denied '${permission.name}': '${pattern}' under allowOwned covers it, but it is about nothing that has an owner`,
        );
      }
    }
  }
}

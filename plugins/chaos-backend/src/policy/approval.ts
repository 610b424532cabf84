import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type ApprovalRule, type PolicySettings } from '../config';
import { say } from '../findings/say';

/** The rules by which another person has to approve what reaches into namespaces. */
export function approvalRulesFor(
  policy: PolicySettings,
  cluster: string,
  namespaces: string[],
): ApprovalRule[] {
  return policy.approval.filter(
    rule =>
      (rule.clusters === undefined || rule.clusters.includes(cluster)) &&
      (rule.namespaces === undefined ||
        rule.namespaces.some(namespace => namespaces.includes(namespace))),
  );
}

/** What is said of it before somebody asks for a run. */
export function describeApproval(rules: ApprovalRule[]): ChaosFinding[] {
  return rules.length > 0
    ? [{ rule: 'approval', ok: true, ...say('approval', {}) }]
    : [];
}

/**
 * Nobody approves what they asked for themselves.
 *
 * @throws NotAllowedError where the two are one person, in any spelling of their name
 */
export function refuseOwn(
  askedBy: string | undefined,
  by: string,
): asserts askedBy is string {
  if (askedBy === undefined || isSamePerson(askedBy, by)) {
    throw new NotAllowedError(
      'Another person has to approve it than the one who asked for it',
    );
  }
}

/** Names of people are the same in upper and in lower case. */
export function isSamePerson(one: string, other: string): boolean {
  return (
    stringifyEntityRef(parseEntityRef(one)) ===
    stringifyEntityRef(parseEntityRef(other))
  );
}

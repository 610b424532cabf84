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

/** Nobody could approve what starts by itself, each time that it does. */
export function refuseUnapproved(rules: ApprovalRule[]): ChaosFinding[] {
  return rules.length > 0
    ? [
        {
          rule: 'approval',
          ok: false,
          message:
            "What runs there takes another person's approval each time (chaos.policy.approval): bring a Schedule or a Workflow by Git, where it is reviewed",
        },
      ]
    : [];
}

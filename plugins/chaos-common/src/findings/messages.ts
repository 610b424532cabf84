/**
 * What a dry run says of the rules that one meets most: the English text, which the
 * API and agents get, and what other languages are translations of. Each has the
 * code of a finding behind `finding.`, and its values in braces.
 *
 * @public
 */
export const findingMessages = {
  'finding.readable': 'It is a {{kind}} as Chaos Mesh takes it',

  'finding.armed': '{{cluster}} is armed',
  'finding.halted':
    '{{by}} halted everything in {{cluster}} at {{at}}: {{reason}}. It has to be armed again first',

  'finding.kind': '{{kind}} may be started',
  'finding.kindRefused':
    '{{kind}} may not be started here; allowed are {{kinds}} (chaos.policy.kinds)',

  'finding.namespace': 'Only {{namespaces}} is reached',
  'finding.namespaceNone':
    'No namespace may be hit yet: name some under chaos.policy.namespaces',
  'finding.namespaceProtected':
    '{{namespaces}} is protected; experiments may reach {{allowed}} (chaos.policy.namespaces)',

  'finding.targets_one': 'The selector means {{count}} pod',
  'finding.targets_other': 'The selector means {{count}} pods',
  'finding.targetsNone': 'Nothing would be hit: no pod is selected',
  'finding.stepsNone':
    'It has no step yet that does anything: add an experiment, a status check or a task',
  'finding.targetsUnknown':
    '{{cluster}} cannot be asked what would be hit: {{reason}}. Choose another cluster, or wait until it answers',
  'finding.everyPod':
    'It means every pod of {{namespaces}}; say which ones with labelSelectors, or take one of them with mode: one',
  'finding.wholeNamespace':
    'It may hit all {{pods}} pods of {{namespace}} at once, which are of {{workloads}} workloads; say with labelSelectors whose pods are meant, or take fewer of them with mode: one',

  'finding.duration': 'It ends after {{duration}}',
  'finding.durationOnce': 'It acts once',
  'finding.durationNone':
    'It would never end; give it a duration of at most {{limit}} s',
  'finding.durationUnreadable':
    "'{{duration}}' is no duration, so it would never end; write it as 90s or 5m, at most {{limit}} s",
  'finding.durationLong':
    '{{duration}} is longer than {{limit}} s (chaos.policy.maxDuration)',

  'finding.environment': 'It lies in {{environment}}, whose rules let it',
  'finding.environmentNothing':
    'Nothing may be started in {{environment}} (chaos.policy.environments)',
  'finding.environmentKind':
    '{{kind}} may not be started in {{environment}}; allowed are {{kinds}} (chaos.policy.environments)',
  'finding.environmentEndless':
    'Without a duration it is longer than {{limit}} s, the longest in {{environment}} (chaos.policy.environments)',
  'finding.environmentLong':
    '{{duration}} is longer than {{limit}} s, the longest in {{environment}} (chaos.policy.environments)',

  'finding.freeze': 'No freeze is in its way',
  'finding.freezeRefused': 'Nothing starts from {{from}} to {{to}}: {{reason}}',

  'finding.hours': 'It lies within the hours',
  'finding.hoursRefused':
    'It would run from {{from}} to {{to}}, outside these hours: {{hours}} (chaos.policy.hours)',

  'finding.percentage_one': 'It hits {{hit}} of {{count}} pod',
  'finding.percentage_other': 'It hits {{hit}} of {{count}} pods',
  'finding.percentageUpTo_one': 'It hits up to {{hit}} of {{count}} pod',
  'finding.percentageUpTo_other': 'It hits up to {{hit}} of {{count}} pods',
  'finding.percentageRefused_one':
    'It hits {{hit}} of {{count}} pod; at most {{most}} may be hit ({{key}}: {{percentage}})',
  'finding.percentageRefused_other':
    'It hits {{hit}} of {{count}} pods; at most {{most}} may be hit ({{key}}: {{percentage}})',
  'finding.percentageUpToRefused_one':
    'It hits up to {{hit}} of {{count}} pod; at most {{most}} may be hit ({{key}}: {{percentage}})',
  'finding.percentageUpToRefused_other':
    'It hits up to {{hit}} of {{count}} pods; at most {{most}} may be hit ({{key}}: {{percentage}})',

  'finding.overlap':
    'No other run hits the same, what it depends on or what depends on it',
  'finding.overlapUnread':
    'No other run hits the same, what it depends on or what depends on it, as far as is known: who calls whom could not be read ({{reason}})',
  'finding.overlapPods':
    '{{run}} of {{by}} is on, and hits the same pods, of {{what}}; wait for its end or halt it',
  'finding.overlapPodsOutside':
    '{{run}} of somebody outside the portal is on, and hits the same pods, of {{what}}; wait for its end or halt it',
  'finding.overlapPath':
    '{{run}} of {{by}} is on, and hits {{what}}, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapPathOutside':
    '{{run}} of somebody outside the portal is on, and hits {{what}}, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapFar':
    '{{run}} of {{by}} is on in {{cluster}}, and hits {{what}}, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapFarOutside':
    '{{run}} of somebody outside the portal is on in {{cluster}}, and hits {{what}}, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapPathHidden':
    '{{run}} of {{by}} is on, and hits a component that you may not see, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapPathOutsideHidden':
    '{{run}} of somebody outside the portal is on, and hits a component that you may not see, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapFarHidden':
    '{{run}} of {{by}} is on in {{cluster}}, and hits a component that you may not see, on the same path of dependencies; wait for its end or halt it',
  'finding.overlapFarOutsideHidden':
    '{{run}} of somebody outside the portal is on in {{cluster}}, and hits a component that you may not see, on the same path of dependencies; wait for its end or halt it',

  'finding.active': 'You have {{active}} of at most {{most}} runs',
  'finding.activeOther': '{{by}} has {{active}} of at most {{most}} runs',
  'finding.activeRefused_one':
    'You have {{count}} run already, and may have {{most}} (chaos.policy.maxActive)',
  'finding.activeRefused_other':
    'You have {{count}} runs already, and may have {{most}} (chaos.policy.maxActive)',
  'finding.activeOtherRefused_one':
    '{{by}} has {{count}} run already, and may have {{most}} (chaos.policy.maxActive)',
  'finding.activeOtherRefused_other':
    '{{by}} has {{count}} runs already, and may have {{most}} (chaos.policy.maxActive)',

  'finding.rateOwn':
    'You started {{active}} within {{duration}}, and may start {{most}}',
  'finding.rateOwnRefused':
    'You started {{active}} within {{duration}}, and may start {{most}} (chaos.policy.rate.perPerson); wait until {{at}}',
  'finding.rateOther':
    '{{by}} started {{active}} within {{duration}}, and may start {{most}}',
  'finding.rateOtherRefused':
    '{{by}} started {{active}} within {{duration}}, and may start {{most}} (chaos.policy.rate.perPerson); wait until {{at}}',
  'finding.rateTarget':
    'Hits on {{component}} within {{duration}}: {{active}} of at most {{most}}',
  'finding.rateTargetRefused':
    'Hits on {{component}} within {{duration}}: {{active}} of at most {{most}} (chaos.policy.rate.perTarget); wait until {{at}}',
  'finding.rateHidden':
    'Hits on a component that you may not see within {{duration}}: {{active}} of at most {{most}}',
  'finding.rateHiddenRefused':
    'Hits on a component that you may not see within {{duration}}: {{active}} of at most {{most}} (chaos.policy.rate.perTarget); wait until {{at}}',

  'finding.approval':
    'It starts once another person, who may chaos.approve, approves it',
  'finding.ownRules': 'The rules of {{component}} let it',
  'finding.ownRulesHidden':
    'The rules of a component that you may not see let it',

  'finding.cluster': '{{cluster}} would take it',
  'finding.clusterSilent':
    '{{cluster}} does not answer: {{reason}}. Choose another cluster, or wait until it answers',
} as const;

/**
 * Which of the texts of findings one is.
 *
 * @public
 */
export type FindingCode = {
  [TKey in keyof typeof findingMessages]: TKey extends `finding.${infer TName}`
    ? TName extends `${infer TBase}_${'one' | 'other'}`
      ? TBase
      : TName
    : never;
}[keyof typeof findingMessages];

const codes: ReadonlySet<string> = new Set(
  Object.keys(findingMessages).map(key =>
    key.replace(/^finding\./, '').replace(/_(one|other)$/, ''),
  ),
);

/**
 * Whether a text is known here: a back end that is newer may have others.
 *
 * @public
 */
export function isFindingCode(code: string): code is FindingCode {
  return codes.has(code);
}

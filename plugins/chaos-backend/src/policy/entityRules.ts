import {
  isOneShot,
  parseDuration,
  type ChaosFinding,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { HIDDEN } from '../components/hidden';
import { say } from '../findings/say';
import { parseYaml } from '../manifest/parseYaml';
import { durationOf } from '../runs/observe';
import { podsOf } from './checkPolicy';
import {
  endsLater,
  ENDS_LATER,
  ENDS_SAME_DAY,
  freezeFields,
  hoursFields,
} from './times';

/** The annotation of an entity with rules of its own, as YAML. */
export const POLICY_ANNOTATION = 'shop-platform.io/chaos-policy';

const rulesSchema = z.strictObject({
  /** Only these may hit it; none where there are none. */
  kinds: z.array(z.string().min(1)).optional(),
  maxDuration: z
    .string()
    .transform((text, context) => {
      try {
        return parseDuration(text);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : text);
        return z.NEVER;
      }
    })
    .optional(),
  maxPercentage: z.number().gt(0).max(100).optional(),
  /** Only its pods in these may be hit; none where there are none. */
  namespaces: z.array(z.string().min(1)).optional(),
  /** Only in these of chaos.policy.environments, and nowhere else. */
  environments: z.array(z.string().min(1)).optional(),
  /** One of them has to hold what hits it. */
  hours: z
    .array(z.strictObject(hoursFields).refine(endsLater, ENDS_SAME_DAY))
    .optional(),
  /** Nothing hits it in one of them. */
  freezes: z
    .array(z.strictObject(freezeFields).refine(endsLater, ENDS_LATER))
    .optional(),
});

/** Rules of an entity, beside those of the configuration; `problem` where they cannot be read. */
export type EntityRules = z.infer<typeof rulesSchema> | { problem: string };

/** Reads the rules of an entity; undefined where it has none. */
export function rulesOf({ metadata }: Entity): EntityRules | undefined {
  const text = metadata.annotations?.[POLICY_ANNOTATION];
  if (text === undefined) {
    return undefined;
  }
  const parsed = parseYaml(text);
  if ('problems' in parsed) {
    return {
      problem: parsed.problems.map(({ message }) => message).join('; '),
    };
  }
  const read = rulesSchema.safeParse(parsed.value);
  return read.success
    ? read.data
    : {
        problem: read.error.issues
          .map(({ path, message }) =>
            [path.join('.'), message].filter(Boolean).join(': '),
          )
          .join('; '),
      };
}

/**
 * What the rules of one entity say of an experiment that hits it. They only
 * narrow: those of the configuration hold beside them. Rules that cannot be read
 * let nothing hit it.
 */
export function checkEntityRules(options: {
  /** What people call it. */
  name: string;
  rules: EntityRules;
  experiment: Experiment;
  /** How many of its pods are hit at the same time. */
  hit: number;
  pods: number;
  /** Where those are that are hit. */
  namespaces: string[];
  /** The environments that it is hit in. */
  environments: string[];
}): ChaosFinding[] {
  const { name, rules, experiment } = options;
  const refuse = (message: string, path?: string): ChaosFinding =>
    refusedBy(name, message, path);
  if ('problem' in rules) {
    return [
      refuse(
        `Its own rules cannot be read, so nothing may hit it: ${rules.problem}`,
      ),
    ];
  }
  const { kinds, maxDuration, maxPercentage } = rules;
  const findings: ChaosFinding[] = [];
  if (kinds && !kinds.includes(experiment.kind)) {
    findings.push(
      refuse(
        kinds.length === 0
          ? 'Nothing may hit it'
          : `Only ${kinds.join(', ')} may hit it`,
        'kind',
      ),
    );
  }
  const length = durationOf(experiment.spec.duration);
  if (
    maxDuration !== undefined &&
    !isOneShot(experiment) &&
    (length === undefined || length > maxDuration)
  ) {
    findings.push(
      refuse(
        `It may be hit for at most ${maxDuration / 1000} s`,
        'spec.duration',
      ),
    );
  }
  const { hit, pods } = options;
  const most = Math.max(1, Math.floor((pods * (maxPercentage ?? 100)) / 100));
  if (hit > most) {
    findings.push(
      refuse(
        `${hit} of its ${podsOf(pods)} would be hit; at most ${most} may`,
        'spec.mode',
      ),
    );
  }
  findings.push(...checkPlaces(rules, options));
  return findings.length > 0
    ? findings
    : [{ rule: 'entity', ok: true, ...sayAllowed(name) }];
}

function sayAllowed(name: string) {
  return name === HIDDEN
    ? say('ownRulesHidden', {})
    : say('ownRules', { component: name });
}

type Places = Pick<
  Exclude<EntityRules, { problem: string }>,
  'namespaces' | 'environments'
>;

/** Whether it is hit only where it lets itself be. */
function checkPlaces(
  rules: Places,
  hit: { name: string; namespaces: string[]; environments: string[] },
): ChaosFinding[] {
  const { name, namespaces, environments } = hit;
  const findings: ChaosFinding[] = [];
  const outside = namespaces.filter(
    namespace => rules.namespaces?.includes(namespace) === false,
  );
  if (outside.length > 0) {
    findings.push(
      refusedBy(
        name,
        `It may not be hit in ${outside.join(', ')}, only in ${
          rules.namespaces?.join(', ') || 'no namespace'
        }`,
        'spec.selector.namespaces',
      ),
    );
  }
  const others = environments.filter(
    environment => rules.environments?.includes(environment) === false,
  );
  if (others.length > 0 || (rules.environments && environments.length === 0)) {
    findings.push(
      refusedBy(
        name,
        `It may not be hit in ${
          others.join(', ') || 'what lies in no environment'
        }, only in ${
          rules.environments?.join(', ') || 'no environment'
        } of chaos.policy.environments`,
      ),
    );
  }
  return findings;
}

/** A refusal, with whose rules it comes from. */
export function refusedBy(
  name: string,
  message: string,
  path?: string,
): ChaosFinding {
  return {
    rule: 'entity',
    ok: false,
    message: `${message} (${POLICY_ANNOTATION} of ${name})`,
    ...(path ? { path } : {}),
  };
}

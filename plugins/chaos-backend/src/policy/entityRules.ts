import {
  isOneShot,
  parseDuration,
  type ChaosFinding,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { parseYaml } from '../manifest/parseYaml';
import { podsOf } from './checkPolicy';

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
}): ChaosFinding[] {
  const { name, rules, experiment } = options;
  const refuse = (message: string, path?: string): ChaosFinding => ({
    rule: 'entity',
    ok: false,
    message: `${message} (${POLICY_ANNOTATION} of ${name})`,
    ...(path ? { path } : {}),
  });
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
  const { duration } = experiment.spec;
  if (
    maxDuration !== undefined &&
    !isOneShot(experiment) &&
    (!duration || parseDuration(duration) > maxDuration)
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
  return findings.length > 0
    ? findings
    : [{ rule: 'entity', ok: true, message: `The rules of ${name} let it` }];
}

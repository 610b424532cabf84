import {
  parseDuration,
  type ChaosWorkflow,
  type WorkflowTemplate,
} from '@shop-platform/backstage-plugin-chaos-common';

/**
 * From the earliest time at which something may begin to the latest at which it
 * is over; in milliseconds after what starts it by itself has begun.
 */
export type Span = { from: number; to: number };

/** More than anybody writes: steps that others name twice double each time. */
const MOST_STEPS = 500;

/** The earliest and the latest time of something. */
type Moments = { earliest: number; latest: number };

/**
 * When each template of a Workflow runs; those that nothing leads to are left
 * out. The Workflow has no loops, and its deadlines can be read.
 *
 * @returns undefined where it has too many steps
 */
export function spansOf({
  entry,
  templates,
}: ChaosWorkflow['spec']): Map<string, Span> | undefined {
  const byName = new Map(templates.map(each => [each.name, each]));
  const spans = new Map<string, Span>();
  let steps = 0;

  /** When a step is over that begins between two times. */
  const visit = (name: string, start: Moments): Moments => {
    steps += 1;
    const template = byName.get(name);
    if (!template || steps > MOST_STEPS) {
      return start;
    }
    const end = endOf(template, start, visit);
    const { from, to } = spans.get(name) ?? {
      from: Infinity,
      to: -Infinity,
    };
    spans.set(name, {
      from: Math.min(from, start.earliest),
      to: Math.max(to, end.latest),
    });
    return end;
  };

  visit(entry, { earliest: 0, latest: 0 });
  return steps > MOST_STEPS ? undefined : spans;
}

function endOf(
  { templateType, children, conditionalBranches, deadline }: WorkflowTemplate,
  start: Moments,
  visit: (name: string, start: Moments) => Moments,
): Moments {
  const limit = deadline ? parseDuration(deadline) : undefined;
  if (templateType === 'Serial' || templateType === 'Parallel') {
    let end = start;
    for (const child of children ?? []) {
      end =
        templateType === 'Serial'
          ? visit(child, end)
          : later(end, visit(child, start));
    }
    return limit === undefined ? end : earlier(end, add(start, limit));
  }
  const end = add(start, limit ?? 0);
  if (templateType === 'Task') {
    // Its branches begin once it knows, each or none of them, within its deadline.
    const decided = { earliest: start.earliest, latest: end.latest };
    conditionalBranches?.forEach(({ target }) => visit(target, decided));
    return decided;
  }
  // It is over as soon as it knows.
  return templateType === 'StatusCheck'
    ? { ...end, earliest: start.earliest }
    : end;
}

function add({ earliest, latest }: Moments, length: number): Moments {
  return { earliest: earliest + length, latest: latest + length };
}

function later(one: Moments, other: Moments): Moments {
  return {
    earliest: Math.max(one.earliest, other.earliest),
    latest: Math.max(one.latest, other.latest),
  };
}

function earlier(one: Moments, other: Moments): Moments {
  return {
    earliest: Math.min(one.earliest, other.earliest),
    latest: Math.min(one.latest, other.latest),
  };
}

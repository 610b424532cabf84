import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type WorkflowStep, type YamlPath } from './types';
import { WorkflowDocument } from './WorkflowDocument';

/** Something to change, and where that is. */
export type PlacedFinding = {
  message: string;
  /** As the back end names the place, or the rule. */
  place: string;
  /** The template that it is about. */
  index?: number;
  line?: number;
};

/** `templates[3].podChaos.mode` as steps of a path. */
function stepsOf(path: string): YamlPath {
  const parts = path.match(/\["[^"]*"\]|\[\d+\]|[^.[\]]+/g) ?? [];
  return parts.map(part => {
    if (part.startsWith('["')) {
      return part.slice(2, -2);
    }
    return part.startsWith('[') ? Number(part.slice(1, -1)) : part;
  });
}

/** zod writes `spec.templates.3.name`. */
const IN_TEMPLATE =
  /^spec(?:\.workflow)?\.templates(?:\[(\d+)\]|\.(\d+)\b)(.*)$/;

/**
 * The rules that do not hold, with the template and the line that each is about.
 * What is checked may be a Schedule around the text.
 */
export function placeFindings(
  text: string,
  findings: readonly ChaosFinding[],
): PlacedFinding[] {
  const workflow = WorkflowDocument.parse(text);
  const isRead = workflow instanceof WorkflowDocument;
  return findings
    .filter(({ ok }) => !ok)
    .map(({ message, path, rule }) => {
      const [, inBrackets, behindDot, rest = ''] =
        IN_TEMPLATE.exec(path ?? '') ?? [];
      const number = inBrackets ?? behindDot;
      const index = number === undefined ? undefined : Number(number);
      const way =
        isRead && index !== undefined
          ? [...workflow.base, 'templates', index, ...stepsOf(rest)]
          : stepsOf(path ?? '');
      const line = isRead ? workflow.lineOf(way) : undefined;
      return {
        message,
        place: path ?? rule,
        ...(index === undefined ? {} : { index }),
        ...(line === undefined ? {} : { line }),
      };
    });
}

/** What is to be changed in a step itself, but not in those inside. */
export function findingsAt(
  findings: readonly PlacedFinding[],
  { index }: Pick<WorkflowStep, 'index'>,
): PlacedFinding[] {
  return index === undefined
    ? []
    : findings.filter(finding => finding.index === index);
}

import {
  dashboardSchema,
  type Dashboard,
  type DashboardProblem,
} from '@shop-platform/backstage-plugin-analytics-common';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

const MAX_ALIASES = 100;

/** What was read of a file. */
export type ParsedDashboard = {
  dashboard?: Dashboard;
  problems: DashboardProblem[];
  /** It is another kind of file. */
  isOther: boolean;
  /** The line in which something of it stands. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
};

/** `['spec', 'panels', 2]` → `spec.panels[2]` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${part}]`
        : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

function createLineOf(document: Document, lines: LineCounter) {
  return (path: readonly PropertyKey[]): number | undefined => {
    // What is missing stands where its parent does.
    for (let length = path.length; length >= 0; length--) {
      const node =
        length === 0
          ? document.contents
          : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        return lines.linePos(node.range[0]).line;
      }
    }
    return undefined;
  };
}

function toValue(document: Document): unknown {
  return document.toJS({ maxAliasCount: MAX_ALIASES });
}

/** Reads the text of a dashboard file; what is wrong has its line. */
export function parseDashboard(text: string): ParsedDashboard {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const lineOf = createLineOf(document, lines);
  const failed = (problems: DashboardProblem[]): ParsedDashboard => ({
    problems,
    isOther: false,
    lineOf,
  });
  if (document.errors.length > 0) {
    return failed(
      document.errors.map(({ message, pos }) => ({
        path: '',
        line: lines.linePos(pos[0]).line,
        message: `is not YAML: ${message.split('\n')[0].replace(/:$/, '')}`,
      })),
    );
  }
  let value: unknown;
  try {
    value = toValue(document);
  } catch {
    return failed([{ path: '', message: 'has too many aliases' }]);
  }
  if (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind !== 'Dashboard'
  ) {
    return {
      problems: [
        {
          path: 'kind',
          line: lineOf(['kind']),
          message: 'has to be Dashboard',
        },
      ],
      isOther: true,
      lineOf,
    };
  }
  const parsed = dashboardSchema.safeParse(value);
  if (parsed.success) {
    return { dashboard: parsed.data, problems: [], isOther: false, lineOf };
  }
  return failed(
    parsed.error.issues.map(issue => {
      const path =
        issue.code === 'unrecognized_keys'
          ? [...issue.path, ...issue.keys.slice(0, 1)]
          : issue.path;
      const line = lineOf(path);
      return {
        path: pathText(path),
        ...(line !== undefined && { line }),
        message:
          issue.code === 'unrecognized_keys'
            ? 'is not known here'
            : issue.message,
      };
    }),
  );
}

import {
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { Finding, RenderedFiles } from '../types';
import { findLooseTools } from './looseTools';
import { runNative } from './native/runNative';
import { isPinnedImage, Values } from './pinnedImages';
import { readScope } from './workflowValues';

const WORKFLOW = /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const PINNED = /^(\.\/|docker:\/\/.+@sha256:)|@[0-9a-f]{40}$/;
/** A folder elsewhere may be one that an earlier step fetches. */
const OWN = /^\.\/(\.github\/[^@]*[^@/])\/?$/;

/**
 * Workflows are what GitHub accepts, and name what they run by its content: actions
 * by their commit, images by their digest, tools by sums. What an action brings along
 * is the action's: its commit holds it only where the action itself compares it.
 */
export async function checkWorkflows({
  files,
}: RenderedFiles): Promise<Finding[]> {
  const paths = new Set(files.map(({ path }) => path));
  const workflows = files
    .filter(({ path }) => WORKFLOW.test(path))
    .map(({ path, content }) => ({ path, text: content.toString('utf8') }));
  return [
    ...(await runNative('workflows', workflows)),
    ...workflows.flatMap(({ path, text }) =>
      readTexts(text).flatMap(each => [
        ...findUnpinned(path, each),
        ...findMissing(path, each, paths),
      ]),
    ),
  ];
}

function findUnpinned(
  path: string,
  { key, value, line, firstLine, inContainer, values }: WorkflowText,
): Finding[] {
  const found = (message: string) => [{ where: `${path}:${line}`, message }];
  if (key === 'uses' && !PINNED.test(value)) {
    return found(`${value} is not pinned to a commit`);
  }
  const isImage = key === 'container' || (key === 'image' && inContainer);
  if (isImage && !isPinnedImage(value, values)) {
    return found(`The image ${value} is not pinned by its digest`);
  }
  return key === 'run'
    ? findLooseTools(value, values).map(loose => ({
        where: `${path}:${firstLine + loose.line}`,
        message: loose.message,
      }))
    : [];
}

/** What a workflow uses of its own repository is there: another workflow, or an action's folder. */
function findMissing(
  path: string,
  { key, value, line }: WorkflowText,
  paths: ReadonlySet<string>,
): Finding[] {
  const [, name] = (key === 'uses' && OWN.exec(value)) || [];
  const isThere =
    name === undefined ||
    [name, `${name}/action.yml`, `${name}/action.yaml`].some(each =>
      paths.has(each),
    );
  return isThere
    ? []
    : [
        {
          where: `${path}:${line}`,
          message: `${value} is used and not rendered`,
        },
      ];
}

/** A text of a workflow with its key, where it begins, and what is set around it. */
type WorkflowText = {
  key: string;
  value: string;
  line: number;
  firstLine: number;
  /** Not as what is given to an action. */
  inContainer: boolean;
  /** As the step has them, or else its job, or else the workflow. */
  values: Values;
};

function readTexts(text: string): WorkflowText[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const texts: WorkflowText[] = [];
  visit(document, {
    Pair(_, { key, value }, ancestors) {
      if (
        isScalar(key) &&
        isScalar(value) &&
        typeof value.value === 'string' &&
        value.range
      ) {
        const { line } = lines.linePos(value.range[0]);
        const isBlock = value.type?.startsWith('BLOCK') ?? false;
        texts.push({
          key: String(key.value),
          value: value.value,
          line,
          // A block begins below its mark.
          firstLine: isBlock ? line + 1 : line,
          inContainer: ancestors.some(
            each =>
              isPair(each) &&
              isScalar(each.key) &&
              /^(?:services|container)$/.test(String(each.key.value)),
          ),
          values: ancestors.filter(isMap).reduce(readScope, new Map()),
        });
      }
    },
  });
  return texts;
}

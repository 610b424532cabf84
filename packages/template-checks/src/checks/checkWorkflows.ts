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

/**
 * Workflows are what GitHub accepts, and name what they run by its content: actions
 * by their commit, images by their digest, tools by sums. What an action brings along
 * is the action's: its commit holds it only where the action itself compares it.
 */
export async function checkWorkflows({
  files,
}: RenderedFiles): Promise<Finding[]> {
  const workflows = files
    .filter(({ path }) => WORKFLOW.test(path))
    .map(({ path, content }) => ({ path, text: content.toString('utf8') }));
  return [
    ...(await runNative('workflows', workflows)),
    ...workflows.flatMap(findUnpinned),
  ];
}

function findUnpinned({ path, text }: { path: string; text: string }) {
  return readTexts(text).flatMap((each): Finding[] => {
    const { key, value, line, firstLine, inContainer, values } = each;
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
  });
}

/** Each text of a workflow with its key, where it begins, and what is set around it. */
function readTexts(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const texts: Array<{
    key: string;
    value: string;
    line: number;
    firstLine: number;
    /** Not as what is given to an action. */
    inContainer: boolean;
    /** As the step has them, or else its job, or else the workflow. */
    values: Values;
  }> = [];
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

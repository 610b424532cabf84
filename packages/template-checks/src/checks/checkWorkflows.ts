import { isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { Finding, RenderedFiles } from '../types';
import { findLooseTools, isPinnedImage } from './looseTools';
import { runNative } from './native/runNative';

const WORKFLOW = /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const PINNED = /^(\.\/|docker:\/\/.+@sha256:)|@[0-9a-f]{40}$/;
const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

/**
 * Workflows are what GitHub accepts, and name what they run by its content: actions
 * by their commit, images by their digest, tools by sums.
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
  const texts = readTexts(text);
  // What a run computes is no word for an image.
  const values = new Map(
    texts
      .filter(({ key, value }) => VARIABLE.test(key) && !value.includes('${{'))
      .map(({ key, value }) => [key, value]),
  );
  return texts.flatMap((each): Finding[] => {
    const { key, value, line, firstLine, inContainer } = each;
    const found = (message: string) => [{ where: `${path}:${line}`, message }];
    if (key === 'uses' && !PINNED.test(value)) {
      return found(`${value} is not pinned to a commit`);
    }
    const isImage = key === 'container' || (key === 'image' && inContainer);
    if (isImage && !isPinnedImage(value)) {
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

/** Each text of a workflow with its key, and where it begins. */
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
        });
      }
    },
  });
  return texts;
}

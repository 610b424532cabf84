import { Finding, RenderedFiles } from '../types';
import { runNative } from './native/runNative';

const WORKFLOW = /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const USES = /^\s*(?:-\s*)?uses:\s*['"]?([^\s'"#]+)/;
const PINNED = /^(\.\/|docker:\/\/.+@sha256:)|@[0-9a-f]{40}$/;

/** Workflows are what GitHub accepts, and name each action by its commit. */
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
  return text.split('\n').flatMap((line, index) => {
    const action = USES.exec(line)?.[1];
    return action && !PINNED.test(action)
      ? [
          {
            where: `${path}:${index + 1}`,
            message: `${action} is not pinned to a commit`,
          },
        ]
      : [];
  });
}

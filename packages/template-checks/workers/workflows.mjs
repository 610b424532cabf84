/*
 * Checks workflows with GitHub's own language service. Its ES modules import
 * JSON without saying so, which Node refuses unless a hook says it for them;
 * hence a thread of its own.
 */
import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { z } from 'zod';

const inputSchema = z.array(z.object({ path: z.string(), text: z.string() }));

registerHooks({
  load(url, context, nextLoad) {
    return url.endsWith('.json')
      ? nextLoad(url, { ...context, importAttributes: { type: 'json' } })
      : nextLoad(url, context);
  },
});

async function main() {
  const { validate } = await import('@actions/languageservice');
  const findings = await Promise.all(
    inputSchema.parse(workerData).map(async ({ path, text }) => {
      const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text);
      const diagnostics = await validate(document);
      return diagnostics.map(({ range, message }) => ({
        where: `${path}:${range.start.line + 1}`,
        message,
      }));
    }),
  );
  parentPort?.postMessage(findings.flat());
}

void main();

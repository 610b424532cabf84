// @ts-check
/*
 * npm run demo:traces: an hour of generated traces of the shop for the platform
 * that npm start runs, for looking around.
 */
import { existsSync, readFileSync } from 'node:fs';
import { sendTraces } from './lib/generator.mjs';
import { inRoot } from './lib/paths.mjs';
import { Problem, runMain } from './lib/say.mjs';

await runMain(async () => {
  const file = inRoot('.local/endpoints.json');
  if (!existsSync(file)) {
    throw new Problem('Nothing to send traces to: run npm start first.');
  }
  const { otlp, portal } = JSON.parse(readFileSync(file, 'utf8'));
  const said = await sendTraces({ url: otlp, traces: 3_000 });
  process.stdout.write(`${said.trim()}\nSee them at ${portal}/traces\n`);
  return 0;
});

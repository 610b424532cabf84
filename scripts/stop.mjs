// @ts-check
/* npm run stop: ends what npm start started in this repository, also what a kill left behind. */
import { existsSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { runMain } from './lib/say.mjs';
import { runPlatform } from './lib/supervise.mjs';

await runMain(async () => {
  if (!existsSync(inRoot('.local')) && process.argv.length === 2) {
    process.stdout.write('Nothing was running\n');
    return 0;
  }
  return await runPlatform(['stop', ...process.argv.slice(2)]);
});

// @ts-check
/* npm run setup: fetches the toolchain and the packages, and nothing more. */
import { binFolder } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { runMain, say } from './lib/say.mjs';

await runMain(async () => {
  await prepare();
  say('Ready. Node and Yarn of this repository, for this shell:');
  process.stdout.write(`\n  export PATH="${binFolder}:$PATH"\n\n`);
});

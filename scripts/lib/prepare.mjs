// @ts-check
import { ensureEngines, ensureInstalled, needsInstall } from './install.mjs';
import { isEmbeddedPlatform, requireResources } from './machine.mjs';
import { ensureRedis } from './redis.mjs';
import { say } from './say.mjs';
import { ensureToolchain, needsToolchain } from './toolchain.mjs';

/** Says what will be fetched, checks that there is room for it, and fetches what is missing. */
export async function prepare() {
  const fresh = needsInstall();
  const found = requireResources({ fresh });
  if (fresh || needsToolchain()) {
    say(`Found ${found}`);
    say("Fetches, through npm's registry as npm is configured:");
    say('  Node 24 and Yarn 4 where needed    60 MB to .toolchain/');
    say(
      '  about 3,100 packages              330 MB to .toolchain/yarn and node_modules/ (4 GB unpacked)',
    );
    say(
      '  PostgreSQL 18 and ClickHouse 26   200 MB to packages/local-platform/engines/ (0.7 GB unpacked)',
    );
  }
  await ensureToolchain();
  await ensureInstalled();
  if (isEmbeddedPlatform()) {
    await ensureEngines();
    await ensureRedis();
  }
}

import { readFile } from 'node:fs/promises';
import { clustersOptionsSchema } from '../options';
import { EmbeddedClusters } from './EmbeddedClusters';

/** Longer than pods take to end, shorter than the supervisor waits. */
const STOP_TIMEOUT_MS = 13_000;

async function main(): Promise<void> {
  // In a file for its owner alone, and not in the arguments, which every user of the machine can read.
  const [file = ''] = process.argv.slice(2);
  const options = clustersOptionsSchema.parse(
    JSON.parse(await readFile(file, 'utf8')),
  );
  const clusters = new EmbeddedClusters(options, message =>
    console.log(message),
  );
  const stop = () => {
    setTimeout(() => {
      console.error('Ended with pods that had not ended');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    clusters.stop().then(
      () => process.exit(0),
      error => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await clusters.start();
  console.log('The clusters serve');
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

import { Socket } from 'node:net';

/**
 * Sends data into a pipe at the pace of who reads. Answers whether the engine took everything. When it refuses the
 * data it closes its end early, and says why itself.
 */
export async function feed(
  writer: Socket,
  data: AsyncIterable<Buffer>,
): Promise<boolean> {
  let isWhole = true;
  writer.on('error', () => {
    isWhole = false;
  });
  const closed = new Promise<void>(resolve => {
    writer.once('close', () => resolve());
  });
  for await (const chunk of data) {
    if (writer.destroyed) {
      return false;
    }
    if (!writer.write(chunk)) {
      await Promise.race([
        new Promise(resolve => writer.once('drain', resolve)),
        closed,
      ]);
    }
  }
  writer.end();
  await closed;
  return isWhole;
}

const lower32 = 0xffff_ffffn;

/**
 * Which of these transactions a snapshot (`pg_current_snapshot()`) does not see.
 * A commit is streamed once it is in the log, which is a moment before others
 * see it, and as long as a synchronous standby takes to confirm it.
 */
export function unseen(snapshot: string, xids: Iterable<number>): number[] {
  const [, end = '', listed = ''] = snapshot.split(':');
  const running = new Set(
    listed
      .split(',')
      .filter(xid => xid !== '')
      .map(lowerHalf),
  );
  const next = lowerHalf(end);
  // The stream's numbers have 32 bits and start over.
  return [...xids].filter(xid => running.has(xid) || ((xid - next) | 0) >= 0);
}

function lowerHalf(xid: string): number {
  return Number(BigInt(xid) & lower32);
}

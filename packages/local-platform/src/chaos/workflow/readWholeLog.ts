import { KubeObject, PodRuntime } from '../../kubernetes';

/** All that a container printed, cut off after a number of bytes. */
export async function readWholeLog(
  runtime: PodRuntime | undefined,
  pod: KubeObject,
  container: string,
  mostBytes: number,
): Promise<string> {
  if (!runtime) {
    throw new Error('this cluster runs no pods, so there are no logs');
  }
  const lines = runtime.logs(pod, container, {
    follow: false,
    previous: false,
    timestamps: false,
    limitBytes: mostBytes,
    signal: new AbortController().signal,
  });
  const parts: Buffer[] = [];
  for await (const line of lines) {
    parts.push(Buffer.from(line));
  }
  return Buffer.concat(parts).toString();
}

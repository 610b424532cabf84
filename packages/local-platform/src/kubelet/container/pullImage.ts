import { toError } from '@backstage/errors';
import { NodeServices } from '../NodeServices';
import { pause } from '../pause';
import { FoundImage } from '../types';

export type Pull = {
  services: Pick<NodeServices, 'images' | 'timings'>;
  /** As the manifest names it now: that may change while it is waited for. */
  image(): string;
  /** Given when the pod is to end. */
  signal: AbortSignal;
  /** A signal that is given when the manifest changes from now on. */
  untilChange(): AbortSignal;
  wait(reason: string, message: string): void;
  normal(reason: string, message: string): void;
  warning(reason: string, message: string): void;
};

/**
 * Waits in back-off until there is an image; undefined when the pod ends.
 *
 * @returns the image with the name that it was found by
 */
export async function pullImage(
  pull: Pull,
): Promise<{ name: string; found: FoundImage } | undefined> {
  const { services, signal } = pull;
  const { backOffMs, maxBackOffMs, secondMs } = services.timings;
  for (let delay = backOffMs; ; delay = Math.min(delay * 2, maxBackOffMs)) {
    const wake = AbortSignal.any([signal, pull.untilChange()]);
    const name = pull.image();
    const quoted = JSON.stringify(name);
    const [found, problem] = await find(services.images, name);
    if (signal.aborted) {
      return undefined;
    }
    if (found) {
      pull.normal(
        'Pulled',
        `Container image ${quoted} already present on machine`,
      );
      return { name, found };
    }
    const why = `failed to pull image ${quoted}: ${problem}`;
    pull.warning('Failed', `Failed to pull image ${quoted}: ${problem}`);
    pull.wait('ErrImagePull', why);
    await pause(Math.min(secondMs, delay), wake);
    if (!wake.aborted) {
      const text = `Back-off pulling image ${quoted}`;
      pull.normal('BackOff', text);
      pull.wait('ImagePullBackOff', `${text}: ${why}`);
      await pause(Math.max(0, delay - secondMs), wake);
    }
  }
}

async function find(
  images: NodeServices['images'],
  name: string,
): Promise<[FoundImage | undefined, string]> {
  try {
    return [await images.find(name), 'not found'];
  } catch (error) {
    return [undefined, toError(error).message];
  }
}

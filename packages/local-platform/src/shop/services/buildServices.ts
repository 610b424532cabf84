import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toError } from '@backstage/errors';
import { FolderBuilder, FolderState } from '../../images/FolderBuilder';
import { Image } from '../../images/ImageStore';
import { ServiceFolder } from './findServices';

const STEP_TIMEOUT_MS = 600_000;
const MAX_OUTPUT_BYTES = 20 * 1024 * 1024;
/** The compiler keeps one core busy. */
const AT_ONCE = 2;

/** A service with its image. */
export type BuiltService = ServiceFolder & { image: Image };

export type BuildServicesOptions = {
  builder: FolderBuilder;
  services: ServiceFolder[];
  /** The file that a service's build writes its output to. */
  logFile(service: string): string;
  signal: AbortSignal;
  say(message: string): void;
};

/**
 * Builds those services whose sources changed since their last image. One that
 * does not build is said by name and left out; the others go on.
 */
export async function buildServices(
  options: BuildServicesOptions,
): Promise<BuiltService[]> {
  const { builder, services, say } = options;
  const found = await Promise.all(
    services.map(async service => ({
      service,
      state: await builder.inspect(service.name, service.folder),
    })),
  );
  const missing = found.filter(({ state }) => state.image === undefined);
  if (missing.length > 0) {
    say(
      `Building the shop's services: ${missing
        .map(({ service }) => service.name)
        .join(', ')}`,
    );
  }
  const images = new Map<string, Image>();
  const queue = [...missing];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const image = await build(next.state, options);
      if (image) {
        images.set(next.service.name, image);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  options.signal.throwIfAborted();
  if (missing.length > 0) {
    await builder.removeUnused(services.map(({ name }) => name));
  }
  return found.flatMap(({ service, state }) => {
    const image = state.image ?? images.get(service.name);
    return image ? [{ ...service, image }] : [];
  });
}

async function build(
  state: FolderState,
  { builder, logFile, signal, say }: BuildServicesOptions,
): Promise<Image | undefined> {
  const file = logFile(state.name);
  await mkdir(dirname(file), { recursive: true });
  const log = createWriteStream(file, { mode: 0o600 });
  // A disk that is full loses the log, never the build.
  log.on('error', () => undefined);
  try {
    return await builder.build(state, {
      timeoutMs: STEP_TIMEOUT_MS,
      maxOutputBytes: MAX_OUTPUT_BYTES,
      signal,
      onOutput: text => log.write(text),
    });
  } catch (error) {
    if (!signal.aborted) {
      say(
        `The shop's service ${state.name} was not built: ${
          toError(error).message
        }. Its log: ${file}`,
      );
    }
    return undefined;
  } finally {
    log.end();
  }
}

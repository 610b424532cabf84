import { checkObjects } from '../pack/checkObjects';
import { PackError } from '../pack/PackError';
import { readPack } from '../pack/readPack';
import { isObjectId, NO_OBJECT } from '../store/names';
import { RefUpdate, Repository } from '../store/Repository';
import { encodeBand, encodeLine, FLUSH, LineReader } from './pktLine';

/** Takes a push: first all objects, checked, then the refs. Answers git's report. */
export async function receivePack(
  repository: Repository,
  body: Buffer,
  limits: { maxUnpackedBytes: number },
): Promise<Buffer> {
  const reader = new LineReader(body);
  const { updates, capabilities } = readCommands(reader.section());
  if (updates.length === 0) {
    // How git asks whether its credential is good before it sends much.
    return Buffer.alloc(0);
  }
  let unpack = 'ok';
  let refusals = new Map<string, string>();
  try {
    await takeObjects(repository, reader.rest(), updates, limits);
    refusals = await repository.updateRefs(updates, {
      // Git itself refuses what is not forced, before it asks.
      force: true,
      atomic: capabilities.has('atomic'),
    });
    await repository.noteSize(reader.rest().length);
  } catch (error) {
    if (!(error instanceof PackError)) {
      throw error;
    }
    unpack = error.message;
    updates.forEach(({ name }) => refusals.set(name, 'unpacker error'));
  }
  return report(updates, unpack, refusals, capabilities);
}

function readCommands(lines: string[]): {
  updates: RefUpdate[];
  capabilities: Set<string>;
} {
  const [first = '', options = ''] = (lines[0] ?? '').split('\0');
  const commands = [first, ...lines.slice(1)].filter(Boolean);
  const updates = commands.map(line => {
    const [before, after, ...name] = line.split(' ');
    if (!isObjectId(before) || !isObjectId(after ?? '') || !name.length) {
      throw new PackError('receive-pack: a command is not understood');
    }
    return { before, after, name: name.join(' ') };
  });
  if (new Set(updates.map(({ name }) => name)).size < updates.length) {
    throw new PackError('receive-pack: a ref is named twice');
  }
  return { updates, capabilities: new Set(options.trim().split(' ')) };
}

async function takeObjects(
  repository: Repository,
  pack: Buffer,
  updates: RefUpdate[],
  { maxUnpackedBytes }: { maxUnpackedBytes: number },
): Promise<void> {
  const { objects } = repository;
  const received =
    pack.length > 0
      ? await readPack(pack, {
          maxUnpackedBytes,
          readBase: oid => objects.read(oid),
        })
      : new Map();
  const tips = updates.filter(({ after }) => after !== NO_OBJECT);
  const checked = await checkObjects(
    objects,
    received,
    tips.map(({ after }) => after),
  );
  for (const { name, after } of tips) {
    const type = (received.get(after) ?? (await objects.read(after)))?.type;
    if (name.startsWith('refs/heads/') && type !== 'commit') {
      throw new PackError(`${name} has to be a commit`);
    }
  }
  for (const { type, content } of checked) {
    await objects.write(type, content);
  }
}

function report(
  updates: RefUpdate[],
  unpack: string,
  refusals: ReadonlyMap<string, string>,
  capabilities: ReadonlySet<string>,
): Buffer {
  const lines = Buffer.concat([
    encodeLine(`unpack ${unpack}\n`),
    ...updates.map(({ name }) => {
      const reason = refusals.get(name);
      return encodeLine(reason ? `ng ${name} ${reason}\n` : `ok ${name}\n`);
    }),
    FLUSH,
  ]);
  if (!capabilities.has('report-status')) {
    return Buffer.alloc(0);
  }
  if (!capabilities.has('side-band-64k')) {
    return lines;
  }
  const words = [...refusals]
    .filter(([, reason]) => reason.startsWith('protected branch'))
    .map(
      ([name]) =>
        `error: GH006: Protected branch update failed for ${name}.\nerror: Cannot force-push to or delete this branch\n`,
    );
  return Buffer.concat([
    encodeBand(2, words.join('')),
    encodeBand(1, lines),
    FLUSH,
  ]);
}

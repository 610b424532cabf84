import { PackError } from '../pack/PackError';
import { writePack } from '../pack/writePack';
import { isObjectId } from '../store/names';
import { Repository } from '../store/Repository';
import { encodeBand, encodeLine, FLUSH, LineReader } from './pktLine';
import { cutHistory, Depth, selectObjects, Selection } from './selectObjects';

/** Reasons to refuse before the answer has begun are thrown; see `PackError`. */
export async function uploadPack(
  repository: Repository,
  body: Buffer,
): Promise<AsyncGenerator<Buffer>> {
  const reader = new LineReader(body);
  const request = readRequest(reader.section());
  for (const want of request.wants) {
    if (!(await repository.objects.has(want))) {
      throw new PackError(`upload-pack: not our ref ${want}`);
    }
  }
  return answer(repository, request, reader);
}

type Request = Omit<Selection, 'haves'> & { capabilities: Set<string> };

function readRequest(lines: string[]): Request {
  const wants: string[] = [];
  const shallow = new Set<string>();
  let depth: number | undefined;
  let capabilities = new Set<string>();
  for (const line of lines) {
    const [verb, value, ...options] = line.split(' ');
    if (verb === 'deepen' && /^[1-9]\d{0,9}$/.test(value)) {
      depth = Number(value);
      continue;
    }
    if (!['want', 'shallow'].includes(verb) || !isObjectId(value)) {
      throw new PackError(`upload-pack: the line "${verb}" is not understood`);
    }
    if (verb === 'shallow') {
      shallow.add(value);
      continue;
    }
    if (wants.length === 0) {
      capabilities = new Set(options);
    }
    wants.push(value);
  }
  return { wants, shallow, depth, capabilities };
}

async function* answer(
  repository: Repository,
  request: Request,
  reader: LineReader,
): AsyncGenerator<Buffer> {
  const { objects } = repository;
  const { wants, shallow, depth, capabilities } = request;
  if (wants.length === 0) {
    return;
  }
  const cut = depth ? await cutHistory(objects, wants, depth) : undefined;
  if (cut) {
    yield describeCut(cut, shallow);
  }
  // Without a round of negotiation the client only wanted to hear about the depth.
  if (reader.isAtEnd) {
    return;
  }
  const negotiation = await negotiate(repository, capabilities, reader);
  yield negotiation.lines;
  if (!negotiation.isDone) {
    return;
  }
  const selection = { wants, shallow, haves: negotiation.common };
  const selected = await selectObjects(objects, selection, cut);
  const inBands = capabilities.has('side-band-64k');
  for await (const piece of writePack(objects, selected)) {
    yield inBands ? encodeBand(1, piece) : piece;
  }
  if (inBands) {
    yield FLUSH;
  }
}

function describeCut(cut: Depth, shallow: ReadonlySet<string>): Buffer {
  const isNowWhole = (oid: string) =>
    cut.commits.has(oid) && !cut.boundary.has(oid);
  return Buffer.concat([
    ...[...cut.boundary]
      .filter(oid => !shallow.has(oid))
      .map(oid => encodeLine(`shallow ${oid}\n`)),
    ...[...shallow]
      .filter(isNowWhole)
      .map(oid => encodeLine(`unshallow ${oid}\n`)),
    FLUSH,
  ]);
}

/** Finds what both sides have. Each request repeats what came out before, so nothing is remembered. */
async function negotiate(
  repository: Repository,
  capabilities: ReadonlySet<string>,
  reader: LineReader,
): Promise<{ lines: Buffer; common: string[]; isDone: boolean }> {
  const isDetailed = capabilities.has('multi_ack_detailed');
  const lines: Buffer[] = [];
  const common: string[] = [];
  const say = (line: string) => lines.push(encodeLine(`${line}\n`));
  while (!reader.isAtEnd) {
    const line = reader.next();
    const [verb, oid] = line?.split(' ') ?? ['flush'];
    if (verb === 'have' && isObjectId(oid)) {
      if (await repository.objects.readCommit(oid)) {
        common.push(oid);
        if (isDetailed) {
          say(`ACK ${oid} common`);
        } else if (common.length === 1) {
          say(`ACK ${oid}`);
        }
      }
      continue;
    }
    const last = common.at(-1);
    if (verb === 'done') {
      if (isDetailed || !last) {
        say(last ? `ACK ${last}` : 'NAK');
      }
      return { lines: Buffer.concat(lines), common, isDone: true };
    }
    if (isDetailed || !last) {
      if (last) {
        say(`ACK ${last} ready`);
      }
      say('NAK');
    }
    if (last && isDetailed && capabilities.has('no-done')) {
      say(`ACK ${last}`);
      return { lines: Buffer.concat(lines), common, isDone: true };
    }
  }
  return { lines: Buffer.concat(lines), common, isDone: false };
}

import { GitObject, hashObject } from '../store/gitObjects';
import { applyDelta, readDeltaResultSize } from './delta';
import { PackError } from './PackError';
import { PackEntry, readEntries, UnpackBudget } from './readEntries';

type Delta = Extract<PackEntry, { type: 'delta' }>;

export type ReadPackOptions = {
  maxUnpackedBytes: number;
  /** Finds an object that a delta builds on and the pack does not hold. */
  readBase(oid: string): Promise<GitObject | undefined>;
};

/** Objects become known in the order of the pack; deltas wait for their bases. */
class Unpacking {
  readonly #objects = new Map<string, GitObject>();
  readonly #byOffset = new Map<number, GitObject>();
  readonly #waiting = new Map<number | string, Delta[]>();
  readonly #budget: UnpackBudget;

  constructor(budget: UnpackBudget) {
    this.#budget = budget;
  }

  add(entry: PackEntry): void {
    if (entry.type !== 'delta') {
      this.#learn(entry.offset, identify(entry.type, entry.content));
      return;
    }
    const base =
      typeof entry.base === 'number'
        ? this.#byOffset.get(entry.base)
        : this.#objects.get(entry.base);
    if (base) {
      this.#learn(entry.offset, this.#resolve(entry, base));
    } else {
      const others = this.#waiting.get(entry.base) ?? [];
      this.#waiting.set(entry.base, [...others, entry]);
    }
  }

  /** An object from outside the pack. */
  addBase(base: GitObject): void {
    for (const delta of this.#takeWaiting(base.oid)) {
      this.#learn(delta.offset, this.#resolve(delta, base));
    }
  }

  missingBases(): string[] {
    return [...this.#waiting.keys()].filter(key => typeof key === 'string');
  }

  finish(): Map<string, GitObject> {
    if (this.#waiting.size > 0) {
      throw new PackError('the pack has deltas without their base');
    }
    return this.#objects;
  }

  #learn(offset: number, object: GitObject): void {
    const learned = [{ offset, object }];
    for (let next = learned.pop(); next; next = learned.pop()) {
      const known = next.object;
      this.#objects.set(known.oid, known);
      this.#byOffset.set(next.offset, known);
      const deltas = [
        ...this.#takeWaiting(next.offset),
        ...this.#takeWaiting(known.oid),
      ];
      learned.push(
        ...deltas.map(delta => ({
          offset: delta.offset,
          object: this.#resolve(delta, known),
        })),
      );
    }
  }

  #takeWaiting(key: number | string): Delta[] {
    const deltas = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    return deltas;
  }

  #resolve(delta: Delta, base: GitObject): GitObject {
    this.#budget.take(readDeltaResultSize(delta.content));
    return identify(base.type, applyDelta(base.content, delta.content));
  }
}

function identify(type: GitObject['type'], content: Buffer): GitObject {
  return { oid: hashObject(type, content), type, content };
}

/** Unpacks a pack into its objects, by id. Nothing is written. */
export async function readPack(
  pack: Buffer,
  options: ReadPackOptions,
): Promise<Map<string, GitObject>> {
  const budget = new UnpackBudget(options.maxUnpackedBytes);
  const unpacking = new Unpacking(budget);
  for await (const entry of readEntries(pack, budget)) {
    unpacking.add(entry);
  }
  for (const oid of unpacking.missingBases()) {
    const base = await options.readBase(oid);
    if (base) {
      unpacking.addBase(base);
    }
  }
  return unpacking.finish();
}

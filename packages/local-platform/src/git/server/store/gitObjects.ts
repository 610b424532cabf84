import { createHash } from 'node:crypto';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export type GitObject = { oid: string; type: ObjectType; content: Buffer };

export type TreeEntry = {
  /** Six octal digits, as GitHub shows them: `100644`, `040000`. */
  mode: string;
  path: string;
  oid: string;
  type: 'commit' | 'blob' | 'tree';
};

/** Who did something, when. */
export type Signature = {
  name: string;
  email: string;
  /** Seconds since 1970. */
  timestamp: number;
  /** Minutes that local time is behind UTC. */
  timezoneOffset: number;
};

export type Commit = {
  oid: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
};

/** An object as it is hashed and stored. */
export function wrapObject(type: ObjectType, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
}

export function hashObject(type: ObjectType, content: Buffer): string {
  return createHash('sha1').update(wrapObject(type, content)).digest('hex');
}

export function encodeTree(entries: TreeEntry[]): Buffer {
  const sorted = [...entries].sort((left, right) =>
    Buffer.compare(sortKey(left), sortKey(right)),
  );
  return Buffer.concat(
    sorted.flatMap(({ mode, path, oid }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`),
      Buffer.from(oid, 'hex'),
    ]),
  );
}

export function encodeCommit(commit: Omit<Commit, 'oid'>): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map(parent => `parent ${parent}`),
    `author ${encodeSignature(commit.author)}`,
    `committer ${encodeSignature(commit.committer)}`,
    '',
    commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
  ];
  return Buffer.from(lines.join('\n'));
}

/** Git sorts folders as if their names ended with a slash. */
function sortKey({ path, type }: TreeEntry): Buffer {
  return Buffer.from(type === 'tree' ? `${path}/` : path);
}

function encodeSignature(signature: Signature): string {
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '').trim();
  const minutes = Math.abs(signature.timezoneOffset);
  const zone = [Math.floor(minutes / 60), minutes % 60]
    .map(part => String(part).padStart(2, '0'))
    .join('');
  return `${clean(signature.name)} <${clean(signature.email)}> ${
    signature.timestamp
  } ${signature.timezoneOffset > 0 ? '-' : '+'}${zone}`;
}

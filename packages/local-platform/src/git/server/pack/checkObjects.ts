import { GitObject } from '../store/gitObjects';
import { isEntryName, isObjectId } from '../store/names';
import { ObjectStore } from '../store/ObjectStore';
import { PackError } from './PackError';

type Link = { oid: string; type?: GitObject['type'] };

/**
 * Checks that everything new tips lead to is there, in the pack or on disk, and
 * that no tree holds a name that could leave its folder. Answers the objects to
 * store, each after those it leads to: written in this order, an object on disk
 * is always complete, however the writing ends.
 */
export async function checkObjects(
  store: ObjectStore,
  received: ReadonlyMap<string, GitObject>,
  tips: string[],
): Promise<GitObject[]> {
  const inOrder = new Set<GitObject>();
  const seen = new Set<string>();
  const waiting: (Link | GitObject)[] = tips.map(oid => ({ oid }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ('content' in next) {
      inOrder.add(next);
      continue;
    }
    const { oid, type } = next;
    const object = received.get(oid);
    if (type && object && type !== object.type) {
      throw new PackError(`${oid} is no ${type}`);
    }
    if (seen.has(oid)) {
      continue;
    }
    seen.add(oid);
    if (!object) {
      await checkStored(store, next);
      continue;
    }
    waiting.push(object);
    readLinks(object).forEach(link => waiting.push(link));
  }
  return [...inOrder];
}

async function checkStored(store: ObjectStore, { oid }: Link): Promise<void> {
  if (!(await store.has(oid))) {
    throw new PackError(`missing necessary objects: ${oid}`);
  }
}

function readLinks({ type, content, oid }: GitObject): Link[] {
  switch (type) {
    case 'commit':
      return readCommitLinks(oid, content);
    case 'tree':
      return readTreeLinks(oid, content);
    case 'tag':
      return readHeaders(content, 'object').map(target => ({ oid: target }));
    default:
      return [];
  }
}

function readCommitLinks(oid: string, content: Buffer): Link[] {
  const [tree] = readHeaders(content, 'tree');
  const [author] = readHeaders(content, 'author');
  const [committer] = readHeaders(content, 'committer');
  const signature = /^[^<>]*<[^<>]*> \d+ [+-]\d{4}$/;
  if (!tree || !signature.test(author) || !signature.test(committer)) {
    throw new PackError(`the commit ${oid} is malformed`);
  }
  return [
    { oid: tree, type: 'tree' },
    ...readHeaders(content, 'parent').map(parent => ({
      oid: parent,
      type: 'commit' as const,
    })),
  ];
}

/** The values of a header, before the message begins. */
function readHeaders(content: Buffer, name: string): string[] {
  const [head] = content.toString('utf8').split('\n\n', 1);
  const values = head
    .split('\n')
    .filter(line => line.startsWith(`${name} `))
    .map(line => line.slice(name.length + 1));
  const wantsIds = name !== 'author' && name !== 'committer';
  if (wantsIds && !values.every(isObjectId)) {
    throw new PackError(`a "${name}" line is malformed`);
  }
  return values;
}

function readTreeLinks(oid: string, content: Buffer): Link[] {
  const links: Link[] = [];
  const names = new Set<string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(' ', at);
    const end = content.indexOf(0, space);
    const name = content.toString('utf8', space + 1, end);
    const mode = content.toString('latin1', at, space);
    if (
      space < 0 ||
      end < 0 ||
      end + 21 > content.length ||
      !/^(100644|100755|100664|120000|40000|160000)$/.test(mode) ||
      !isEntryName(name) ||
      names.has(name)
    ) {
      throw new PackError(`the tree ${oid} has a malformed entry`);
    }
    names.add(name);
    at = end + 21;
    // A submodule's commit lies in another repository.
    if (mode !== '160000') {
      const target = content.toString('hex', end + 1, at);
      links.push({ oid: target, type: mode === '40000' ? 'tree' : 'blob' });
    }
  }
  return links;
}

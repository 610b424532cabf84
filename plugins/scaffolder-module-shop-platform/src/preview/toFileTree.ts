/** A folder with what is in it, or a file. */
export type TreeNode<T> =
  | { kind: 'file'; name: string; file: T }
  | { kind: 'folder'; name: string; path: string; children: TreeNode<T>[] };

type Folder<T> = Extract<TreeNode<T>, { kind: 'folder' }>;

/**
 * The files as a tree: folders before files, each in the order of the names; a
 * folder with nothing but one folder in it is one line, `infrastructure/terraform`.
 */
export function toFileTree<T extends { path: string }>(
  files: readonly T[],
): TreeNode<T>[] {
  const root: Folder<T> = { kind: 'folder', name: '', path: '', children: [] };
  for (const file of files) {
    const parts = file.path.split('/');
    const name = parts.pop() ?? file.path;
    const folder = parts.reduce(intoFolder, root);
    folder.children.push({ kind: 'file', name, file });
  }
  return tidy(root).children;
}

function intoFolder<T>(folder: Folder<T>, name: string): Folder<T> {
  const existing = folder.children.find(
    (child): child is Folder<T> =>
      child.kind === 'folder' && child.name === name,
  );
  if (existing) {
    return existing;
  }
  const path = folder.path ? `${folder.path}/${name}` : name;
  const created: Folder<T> = { kind: 'folder', name, path, children: [] };
  folder.children.push(created);
  return created;
}

function tidy<T>(folder: Folder<T>): Folder<T> {
  const children = folder.children
    .map(child => (child.kind === 'folder' ? joined(tidy(child)) : child))
    .sort(byKindAndName);
  return { ...folder, children };
}

function joined<T>(folder: Folder<T>): Folder<T> {
  const [only, ...others] = folder.children;
  return only?.kind === 'folder' && others.length === 0
    ? { ...only, name: `${folder.name}/${only.name}` }
    : folder;
}

function byKindAndName<T>(a: TreeNode<T>, b: TreeNode<T>): number {
  if (a.kind !== b.kind) {
    return a.kind === 'folder' ? -1 : 1;
  }
  return a.name < b.name ? -1 : 1;
}

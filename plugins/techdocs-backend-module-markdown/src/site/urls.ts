function encode(part: string): string {
  return /^[\w.-]*$/.test(part) ? part : encodeURIComponent(part);
}

/**
 * The relative address of one place on the site, seen from a page.
 *
 * @param from - the address of a page: `''` or one that ends with a slash
 * @param to - the path of a page or a file
 */
export function relativeUrl(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  // The last part is a file's name, or empty for a page: never shared.
  const last = Math.min(here.length, there.length - 1);
  let shared = 0;
  while (shared < last && here[shared] === there[shared]) {
    shared += 1;
  }
  const up = '../'.repeat(here.length - shared);
  const down = there.slice(shared).map(encode).join('/');
  return `${up}${down}` || './';
}

/** Decodes a path as an author wrote it; one that is not encoded stays. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

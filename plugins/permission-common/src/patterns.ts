const SEGMENT = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/i;

/**
 * Explains what is wrong with a permission pattern; `undefined` when nothing is.
 */
export function explainPattern(pattern: string): string | undefined {
  if (pattern.trim() === '') {
    return 'a pattern must not be empty';
  }
  const [first, ...rest] = pattern.split('.');
  if (first === '*' && rest.length > 0) {
    return `'${pattern}' begins with '*': begin with a name, or write '*' alone for every permission`;
  }
  const wrong = [first, ...rest].find(
    segment => segment !== '*' && !SEGMENT.test(segment),
  );
  return wrong === undefined
    ? undefined
    : `'${pattern}' is not a permission name: write names joined by dots, and '*' only in place of a whole name`;
}

/**
 * Whether a pattern of the configuration covers a permission.
 *
 * @remarks
 * `*` stands for exactly one name, and at the end for one or more:
 * `kubernetes.*.read` covers `kubernetes.pods.read`, `catalog.*` covers
 * `catalog.entity.read`, `*` covers everything.
 *
 * @public
 */
export function matchesPermission(pattern: string, name: string): boolean {
  const wanted = pattern.split('.');
  const actual = name.split('.');
  const open = wanted[wanted.length - 1] === '*';

  if (open ? actual.length < wanted.length : actual.length !== wanted.length) {
    return false;
  }
  return wanted.every(
    (segment, index) => segment === '*' || segment === actual[index],
  );
}

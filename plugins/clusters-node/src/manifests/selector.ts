import { InputError } from '@backstage/errors';
import { type JsonRecord } from './records';

const TERM =
  /^\s*(?:(?<absent>!)\s*)?(?<key>[\w./-]+)\s*(?:(?<operator>==?|!=)\s*(?<value>[\w.-]*)|(?<set>in|notin)\s*\((?<values>[^)]*)\))?\s*$/;

/** Whether labels fit a selector such as `app=core,tier!=web,track in (a,b)`. */
export function matchesSelector(
  selector: string | undefined,
  labels: JsonRecord,
  where: string,
): boolean {
  const terms = selector?.trim() ? selector.split(/,(?![^(]*\))/) : [];
  return terms.every(term => {
    const parts = TERM.exec(term)?.groups;
    if (!parts) {
      throw new InputError(`${where}: not supported: the selector ${term}`);
    }
    return fits(parts, labels[parts.key]);
  });
}

function fits(
  parts: Record<string, string | undefined>,
  value: unknown,
): boolean {
  const { absent, operator, set, values = '' } = parts;
  if (absent) {
    return value === undefined;
  }
  if (set) {
    const isIn = values
      .split(',')
      .map(text => text.trim())
      .includes(String(value));
    return set === 'in' ? isIn : !isIn;
  }
  if (operator === '!=') {
    return value !== parts.value;
  }
  return operator ? value === parts.value : value !== undefined;
}

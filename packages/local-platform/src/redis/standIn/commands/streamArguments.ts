import { Reply } from '../resp';
import { EntryId, Entry, FIRST, formatId, LAST, parseId } from '../streams';
import { syntaxError, toInteger } from './Command';

export function readBound(
  text: string,
  sequence: bigint,
  step: bigint,
): EntryId {
  if (text === '-') {
    return FIRST;
  }
  if (text === '+') {
    return LAST;
  }
  const isOpen = text.startsWith('(');
  const [first, second] = parseId(isOpen ? text.slice(1) : text, sequence);
  return isOpen ? [first, second + step] : [first, second];
}

export function readCount(options: string[]): number | undefined {
  if (options.length === 0) {
    return undefined;
  }
  if (options.length !== 2 || options[0].toUpperCase() !== 'COUNT') {
    throw syntaxError();
  }
  return toInteger(options[1]);
}

export function toReply({ id, fields }: Entry): Reply {
  return [formatId(id), fields];
}

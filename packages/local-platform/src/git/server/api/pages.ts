import { Answer, json } from '../http/answers';
import { Call } from '../http/Router';

const DEFAULT_SIZE = 30;
const MAX_SIZE = 100;

/** Which part of a list a request wants. */
export function readPage(query: URLSearchParams): {
  page: number;
  size: number;
} {
  const number = (name: string, fallback: number) => {
    const value = Number(query.get(name));
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  return {
    page: number('page', 1),
    size: Math.min(number('per_page', DEFAULT_SIZE), MAX_SIZE),
  };
}

/** One page of a list, with the links to the others that clients follow. */
export function paginate<T>(
  call: Call,
  items: T[],
  present: (part: T[]) => unknown = part => part,
): Answer {
  const { page, size } = readPage(call.query);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, relation: string) => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(target));
    return `<${url.href}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return json(
    present(items.slice((page - 1) * size, page * size)),
    200,
    links.length > 0 ? { link: links.join(', ') } : {},
  );
}

import { HttpHead } from './HttpHead';
import { HttpMatch } from './types';

/** What is known of a request, and of its answer once there is one. */
export type Asked = { method: string; path: string; head: HttpHead };
export type Answered = { code: number; head: HttpHead };

/** Whether a rule is for a request, or for the answer to it. */
export function isMeant(
  { path, method, code, requestHeaders, responseHeaders }: HttpMatch,
  asked: Asked,
  answered?: Answered,
): boolean {
  return (
    (path === undefined || matchesGlob(path, asked.path)) &&
    (method === undefined || method === asked.method) &&
    hasAll(asked.head, requestHeaders) &&
    (!answered ||
      ((code === undefined || code === answered.code) &&
        hasAll(answered.head, responseHeaders)))
  );
}

function hasAll(head: HttpHead, wanted: Record<string, string> = {}): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    head.values(name).includes(value),
  );
}

/** `*` stands for anything, also nothing and slashes; `?` for one character. */
export function matchesGlob(pattern: string, text: string): boolean {
  let star = -1;
  let resume = 0;
  let at = 0;
  for (let index = 0; index < text.length; ) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (
      at < pattern.length &&
      (pattern[at] === '?' || pattern[at] === text[index])
    ) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

import { matchesGlob } from '../matchesGlob';
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

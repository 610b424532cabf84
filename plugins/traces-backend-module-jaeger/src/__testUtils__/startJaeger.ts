import { type TraceStore } from '@shop-platform/backstage-plugin-traces-node';
import { type ServerResponse } from 'node:http';
import { createStore } from './createStore';
import { startPeer } from './startPeer';

/** An answer in JSON, or what makes one. */
type Answer = unknown | ((url: URL, response: ServerResponse) => void);

/** A Jaeger with a few answers, and a store that asks it. */
export type StartedJaeger = {
  store: TraceStore;
  /** What was asked, in order. */
  asked: URL[];
  stop(): Promise<void>;
};

/** Starts a server with these answers by path; to others it is a Jaeger without that endpoint. */
export async function startJaeger(
  answers: Record<string, Answer>,
): Promise<StartedJaeger> {
  const asked: URL[] = [];
  const { url, stop } = await startPeer((request, response) => {
    const target = new URL(request.url ?? '', 'http://jaeger.example');
    asked.push(target);
    const answer =
      answers[target.pathname] ?? fail(404, '404 page not found\n');
    if (typeof answer === 'function') {
      answer(target, response);
    } else {
      send(response, answer);
    }
  });
  return { store: createStore({ url }), asked, stop };
}

export function send(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

/** Jaeger calls its errors text, though they are JSON. */
export function fail(status: number, body: string) {
  return (_: URL, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(body);
  };
}

/** An error of the API v3. */
export function failWith(status: number, message: string) {
  const body = { error: { httpCode: status, message } };
  return fail(status, `${JSON.stringify(body)}\n`);
}

export const parametersOf = (url: URL): Record<string, string> =>
  Object.fromEntries(url.searchParams);

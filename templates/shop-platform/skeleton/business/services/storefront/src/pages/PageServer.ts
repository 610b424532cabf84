import { randomBytes } from 'node:crypto';
import { trace, type Context } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problems.ts';
import { refusable } from '../http/refusals.ts';
import { readVisitor, type Visitor } from '../session/visitor.ts';
import type { Tracer } from '../tracing/index.ts';
import { failurePage } from './buying.ts';
import { contentSecurityPolicy, type Frame } from './layout.ts';

export interface PageContext {
  ctx: Context;
  frame: Frame;
  visitor: Visitor;
}

/** A page, or where to go instead. */
export type Shown =
  | string
  | { goTo: string }
  | { status: number; text: string };

export type Show = (context: PageContext) => Promise<Shown>;

/** Answers with pages: in the visitor's language, traced by name, and with a page for what goes wrong. */
export class PageServer {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    show: Show,
  ): Promise<FastifyReply> {
    const visitor = readVisitor(request, reply);
    const frame: Frame = {
      language: visitor.language,
      nonce: randomBytes(16).toString('base64'),
      path: request.method === 'GET' ? request.url : '/',
    };
    secure(reply, frame.nonce);
    try {
      const shown = await refusable(this.#tracer, name, ctx =>
        show({ ctx, frame, visitor }),
      );
      if (typeof shown === 'string') {
        return reply.send(shown);
      }
      return 'goTo' in shown
        ? reply.redirect(shown.goTo, 303)
        : reply.status(shown.status).send(shown.text);
    } catch (error) {
      return fail(request, reply, frame, error);
    }
  }
}

function secure(reply: FastifyReply, nonce: string): void {
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    // A page is of one visitor: it holds their language and what they entered.
    .header('cache-control', 'no-store');
}

function fail(
  request: FastifyRequest,
  reply: FastifyReply,
  frame: Frame,
  error: unknown,
): FastifyReply {
  const status = error instanceof Problem ? error.options.status : 500;
  if (status >= 500) {
    request.log.error({ err: error }, 'A page failed');
  }
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return reply.status(status).send(failurePage(frame, { status, traceId }));
}

import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const uuid = z.uuid().transform(text => text.toLowerCase());
const thirtyDays = 30 * 24 * 3600;

export type Language = 'uk' | 'en';

/** Who asks: a customer whom the gateway vouches for, or a guest known by a cookie. */
export interface Visitor {
  sessionId: string;
  customerId: string | undefined;
  language: Language;
}

export function readCookies(request: FastifyRequest): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), value.join('=').trim()] as const;
  });
  return new Map(pairs);
}

/**
 * The gateway puts the subject of a customer's token into `X-Customer-Id` and
 * takes that header from everybody else. A guest is known by a cookie, or for
 * clients without cookies by `X-Session-Id`; one who is new gets a cookie.
 */
export function readVisitor(
  request: FastifyRequest,
  reply: FastifyReply,
): Visitor {
  const cookies = readCookies(request);
  const known = uuid.safeParse(
    request.headers['x-session-id'] ?? cookies.get('shop_session'),
  );
  const sessionId = known.data ?? randomUUID();
  if (!known.success) {
    setCookie(reply, 'shop_session', sessionId);
  }
  return {
    sessionId,
    customerId: uuid.safeParse(request.headers['x-customer-id']).data,
    language: readLanguage(request, reply, cookies),
  };
}

/** Asked for, or chosen earlier, or the browser's; Ukrainian in doubt. */
function readLanguage(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: Map<string, string>,
): Language {
  const language = z.enum(['uk', 'en']);
  const asked = z.object({ lang: language }).safeParse(request.query);
  if (asked.success) {
    setCookie(reply, 'shop_lang', asked.data.lang);
    return asked.data.lang;
  }
  const browser = /^en\b/.test(request.headers['accept-language'] ?? '');
  return (
    language.safeParse(cookies.get('shop_lang')).data ?? (browser ? 'en' : 'uk')
  );
}

function setCookie(reply: FastifyReply, name: string, value: string): void {
  reply.header(
    'set-cookie',
    `${name}=${value}; Path=/; Max-Age=${thirtyDays}; HttpOnly; SameSite=Lax`,
  );
}

/*
 * An HTTP proxy that sends each request to the first upstream that is well, and to
 * the next one where that can do no harm. As `gateway` it stands in a region before
 * the shop; as the global entry it stands before the regions' gateways. It is a
 * program of its own, without dependencies, so that it can be an image.
 *
 *   PROXY_PORT       where it listens
 *   PROXY_HOST       on which address, all unless given
 *   PROXY_UPSTREAMS  JSON: [{ "name", "url", "health": "/readyz" }], the preferred first
 *
 * `GET /healthz/ready` answers 200 while an upstream is well, else 503; both with
 * what is known of each, as JSON.
 */
const http = require('node:http');
const { pipeline } = require('node:stream');

const HEALTH_PATH = '/healthz/ready';
const CHECK_EVERY_MS = 1_000;
const CHECK_TIMEOUT_MS = 1_000;
/** One lost answer is no reason to send a region's customers elsewhere. */
const FAILURES_UNTIL_ILL = 2;
/** Longer than anything behind it waits itself. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Node closes idle connections after 5 s; a request must not meet that. */
const IDLE_MS = 4_000;

/** Of RFC 9110, 7.6.1: they concern one connection only. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What may be sent again when nobody knows whether it arrived. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

class Upstream {
  constructor({ name, url, health }) {
    this.name = name;
    this.url = new URL(url);
    this.healthUrl = new URL(health ?? HEALTH_PATH, url);
    this.agent = new http.Agent({
      keepAlive: true,
      keepAliveMsecs: 1_000,
      timeout: IDLE_MS,
      maxFreeSockets: 64,
    });
    this.failures = FAILURES_UNTIL_ILL;
    this.reason = 'it was not asked yet';
    this.since = new Date();
    /** Safe requests that have no answer yet. */
    this.waiting = new Set();
  }

  get isWell() {
    return this.failures < FAILURES_UNTIL_ILL;
  }

  note(reason) {
    const wasWell = this.isWell;
    this.failures = reason ? this.failures + 1 : 0;
    this.reason = reason;
    if (wasWell !== this.isWell) {
      this.since = new Date();
      process.stdout.write(
        `${this.name} ${
          this.isWell ? 'is well' : `is not well: ${this.reason}`
        }\n`,
      );
      if (wasWell) {
        // Whoever waits here may be served elsewhere.
        this.waiting.forEach(outgoing =>
          outgoing.destroy(Object.assign(new Error(reason), { code: reason })),
        );
      }
    }
  }

  async check() {
    try {
      const response = await fetch(this.healthUrl, {
        signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
      });
      await response.arrayBuffer();
      this.note(response.ok ? undefined : `it answers ${response.status}`);
    } catch (error) {
      const { code, name } = error.cause ?? error;
      // That of a time-out is a number.
      this.note(typeof code === 'string' ? code : name);
    }
  }

  describe() {
    return {
      name: this.name,
      status: this.isWell ? 'ready' : 'unavailable',
      since: this.since.toISOString(),
      ...(this.reason && { reason: this.reason }),
    };
  }
}

const upstreams = JSON.parse(process.env.PROXY_UPSTREAMS).map(
  each => new Upstream(each),
);

function sendHealth(response) {
  const isReady = upstreams.some(each => each.isWell);
  sendJson(response, isReady ? 200 : 503, {
    status: isReady ? 'ready' : 'unavailable',
    upstreams: upstreams.map(each => each.describe()),
  });
}

function sendJson(response, status, body) {
  const type = status < 400 || body.upstreams ? 'json' : 'problem+json';
  response.writeHead(status, { 'content-type': `application/${type}` });
  response.end(JSON.stringify(body));
}

function headersFor(request) {
  const { remoteAddress } = request.socket;
  const forwarded = request.headers['x-forwarded-for'];
  return {
    ...withoutHopByHop(request.headers),
    'x-forwarded-for': forwarded
      ? `${forwarded}, ${remoteAddress}`
      : remoteAddress,
    'x-forwarded-host':
      request.headers['x-forwarded-host'] ?? request.headers.host,
    'x-forwarded-proto': request.headers['x-forwarded-proto'] ?? 'http',
  };
}

function withoutHopByHop(headers) {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !HOP_BY_HOP.has(name) && !named.includes(name),
    ),
  );
}

function hasBody({ headers }) {
  return (
    Number(headers['content-length'] ?? 0) > 0 ||
    headers['transfer-encoding'] !== undefined
  );
}

function canRepeat(request) {
  return SAFE.has(request.method) && !hasBody(request);
}

/** Sends a request to an upstream; calls `again` where another may be tried. */
function send(upstream, request, response, again) {
  let isConnected = false;
  const outgoing = http.request({
    agent: upstream.agent,
    host: upstream.url.hostname,
    port: upstream.url.port || 80,
    method: request.method,
    path: request.url,
    headers: headersFor(request),
    timeout: ANSWER_TIMEOUT_MS,
  });
  outgoing.on('socket', socket => {
    if (socket.connecting) {
      socket.once('connect', () => {
        isConnected = true;
      });
    } else {
      isConnected = true;
    }
  });
  if (canRepeat(request)) {
    upstream.waiting.add(outgoing);
    outgoing.once('close', () => upstream.waiting.delete(outgoing));
  }
  outgoing.on('response', incoming => {
    upstream.waiting.delete(outgoing);
    response.writeHead(incoming.statusCode, {
      ...withoutHopByHop(incoming.headers),
      'x-served-by': [incoming.headers['x-served-by'], upstream.name]
        .filter(Boolean)
        .join(', '),
    });
    pipeline(incoming, response, () => undefined);
  });
  outgoing.on('timeout', () => {
    outgoing.destroy(
      Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }),
    );
  });
  outgoing.on('error', error => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const reason = error.code ?? error.message;
    if (!isConnected) {
      upstream.note(reason);
    }
    again({
      upstream,
      reason,
      // A body that was read is gone.
      isRepeatable:
        !hasBody(request) &&
        (canRepeat(request) || !isConnected) &&
        reason !== 'ETIMEDOUT',
    });
  });
  response.on('close', () => outgoing.destroy());
  return outgoing;
}

function forward(request, response) {
  const candidates = [...upstreams].sort(
    (one, other) => Number(other.isWell) - Number(one.isWell),
  );
  const refuse = ({ upstream, reason }) =>
    sendJson(response, reason === 'ETIMEDOUT' ? 504 : 502, {
      type: 'about:blank',
      title: reason === 'ETIMEDOUT' ? 'Gateway Timeout' : 'Bad Gateway',
      status: reason === 'ETIMEDOUT' ? 504 : 502,
      detail: `${upstream.name} did not answer (${reason}).`,
    });
  const attempt = index => {
    const outgoing = send(candidates[index], request, response, failure => {
      if (failure.isRepeatable && index + 1 < candidates.length) {
        attempt(index + 1);
      } else {
        request.resume();
        refuse(failure);
      }
    });
    if (hasBody(request)) {
      request.pipe(outgoing);
    } else {
      outgoing.end();
    }
  };
  attempt(0);
}

let isEnding = false;

const server = http.createServer((request, response) => {
  response.shouldKeepAlive &&= !isEnding;
  if (request.url === HEALTH_PATH) {
    sendHealth(response);
  } else {
    forward(request, response);
  }
});

async function checkForever() {
  await Promise.all(upstreams.map(each => each.check()));
  setTimeout(checkForever, CHECK_EVERY_MS);
}

server.listen(
  Number(process.env.PROXY_PORT),
  process.env.PROXY_HOST ?? '0.0.0.0',
  () => process.stdout.write(`Listening at ${server.address().port}\n`),
);
void checkForever();

process.on('SIGTERM', () => {
  isEnding = true;
  server.close(() => process.exit(0));
});

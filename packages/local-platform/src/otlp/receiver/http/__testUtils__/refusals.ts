import { RequestOptions } from 'node:http';
import { gzipSync } from 'node:zlib';
import { makeRequest, makeSpan } from '../../../__testUtils__/spans';

/** The largest body that the server under test takes. */
export const MAX_BODY = 64 * 1024;

const gzip = { 'content-encoding': 'gzip' };

export const oneSpan = () => JSON.stringify(makeRequest([makeSpan()]));

/** Requests that the receiver refuses, and how. */
export const refusals: {
  title: string;
  body?: () => string | Buffer;
  options?: RequestOptions & { headers?: Record<string, string> };
  status: number;
  code: number;
  message: RegExp;
  answerHeaders?: Record<string, string>;
  /** The body is JSON, or the point is its content type. */
  inJsonOnly?: true;
}[] = [
  {
    title: 'a wrong credential',
    options: { headers: { authorization: 'Bearer wrong' } },
    status: 401,
    code: 16,
    message: /credential/,
    answerHeaders: { 'www-authenticate': 'Basic realm="otlp", Bearer' },
  },
  {
    title: 'no credential',
    options: { headers: { authorization: '' } },
    status: 401,
    code: 16,
    message: /credential/,
  },
  {
    title: 'a name that is not loopback',
    options: { headers: { host: 'evil.example.com' } },
    status: 403,
    code: 7,
    message: /answers to 127\.0\.0\.1/,
  },
  {
    title: 'logs',
    options: { path: '/v1/logs' },
    status: 404,
    code: 12,
    message: /OTEL_LOGS_EXPORTER=none/,
  },
  {
    title: 'an unknown path',
    options: { path: '/v1/profiles' },
    status: 404,
    code: 5,
    message: /\/v1\/traces/,
  },
  {
    title: 'another method',
    options: { method: 'PUT' },
    status: 405,
    code: 12,
    message: /send POST/,
    answerHeaders: { allow: 'POST' },
  },
  {
    title: 'another content type',
    options: { headers: { 'content-type': 'text/plain' } },
    status: 415,
    code: 3,
    message: /Content-Type/,
    inJsonOnly: true,
  },
  {
    title: 'another content encoding',
    options: { headers: { 'content-encoding': 'br' } },
    status: 415,
    code: 3,
    message: /gzip/,
  },
  {
    title: 'a body that is too large',
    body: () => Buffer.alloc(MAX_BODY + 1),
    status: 413,
    code: 3,
    message: /larger than 65536 bytes/,
  },
  {
    title: 'a decompression bomb',
    body: () => gzipSync(Buffer.alloc(64 * 1024 * 1024)),
    options: { headers: gzip },
    status: 413,
    code: 3,
    message: /larger than 65536 bytes/,
  },
  {
    title: 'rows that grow out of a small body',
    body: () =>
      JSON.stringify(
        makeRequest(
          Array.from({ length: 60 }, () => makeSpan()),
          [{ key: 'big', value: { stringValue: 'x'.repeat(20_000) } }],
        ),
      ),
    status: 413,
    code: 3,
    message: /repeats the attributes of its resource/,
    inJsonOnly: true,
  },
  {
    title: 'what is not gzip',
    body: oneSpan,
    options: { headers: gzip },
    status: 400,
    code: 3,
    message: /not gzip/,
  },
  {
    title: 'gzip that is cut off',
    body: () => gzipSync(oneSpan()).subarray(0, 60),
    options: { headers: gzip },
    status: 400,
    code: 3,
    message: /not gzip/,
  },
  {
    title: 'what is not JSON',
    body: () => '{"resourceSpans": [',
    status: 400,
    code: 3,
    message: /not JSON/,
    inJsonOnly: true,
  },
  {
    title: 'a list for a message',
    body: () => '[]',
    status: 400,
    code: 3,
    message: /ExportTraceServiceRequest is not an object/,
    inJsonOnly: true,
  },
  {
    title: 'an id that is not hexadecimal',
    body: () => JSON.stringify(makeRequest([makeSpan({ spanId: 'zz' })])),
    status: 400,
    code: 3,
    message: /Span\.spanId is not hexadecimal/,
    inJsonOnly: true,
  },
  {
    title: 'a time that is no integer',
    body: () =>
      JSON.stringify(makeRequest([{ ...makeSpan(), startTimeUnixNano: 1.5 }])),
    status: 400,
    code: 3,
    message: /Span\.startTimeUnixNano is not a 64-bit integer/,
    inJsonOnly: true,
  },
  {
    title: 'a time outside of 64 bits',
    body: () =>
      JSON.stringify(
        makeRequest([{ ...makeSpan(), endTimeUnixNano: `${2n ** 64n}` }]),
      ),
    status: 400,
    code: 3,
    message: /Span\.endTimeUnixNano is outside of 64 bits/,
    inJsonOnly: true,
  },
  {
    title: 'an unknown kind of span',
    body: () =>
      JSON.stringify(makeRequest([{ ...makeSpan(), kind: 'SPAN_KIND_FOO' }])),
    status: 400,
    code: 3,
    message: /Span\.kind is not a number or a name/,
    inJsonOnly: true,
  },
];

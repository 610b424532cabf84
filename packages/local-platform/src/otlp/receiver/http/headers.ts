import { IncomingMessage } from 'node:http';
import { contentTypes, Encoding, Refusal, RpcCode } from './answers';

/** The encoding that the content type names; undefined when OTLP has no such. */
export function readEncoding(request: IncomingMessage): Encoding | undefined {
  const type = (request.headers['content-type'] ?? '')
    .split(';', 1)[0]
    .trim()
    .toLowerCase();
  if (type === contentTypes.protobuf) {
    return 'protobuf';
  }
  return type === contentTypes.json ? 'json' : undefined;
}

/** Refuses what is not a POST of a known type. */
export function checkRequest(request: IncomingMessage): void {
  if (request.method !== 'POST') {
    throw new Refusal(
      405,
      RpcCode.unimplemented,
      `${request.method} does nothing here; send POST`,
      { allow: 'POST' },
    );
  }
  if (readEncoding(request) === undefined) {
    throw new Refusal(
      415,
      RpcCode.invalidArgument,
      `Content-Type has to be ${contentTypes.protobuf} or ${contentTypes.json}`,
    );
  }
}

/** Whether the body is compressed; refuses what else it may be. */
export function isGzip(request: IncomingMessage): boolean {
  const encoding = (request.headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  if (encoding === 'gzip') {
    return true;
  }
  if (encoding === 'identity' || encoding === '') {
    return false;
  }
  throw new Refusal(
    415,
    RpcCode.invalidArgument,
    'Content-Encoding has to be gzip or identity',
    { 'accept-encoding': 'gzip, identity' },
  );
}

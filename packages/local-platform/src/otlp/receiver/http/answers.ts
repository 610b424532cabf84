import { Writer } from 'protobufjs/minimal';
import { Verdict } from '../decode/Verdict';

/** The two encodings of OTLP over HTTP; an answer has its request's. */
export type Encoding = 'protobuf' | 'json';

/** The numbers of google.rpc.Code that are used here. */
export const RpcCode = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A request that is refused, as HTTP and as google.rpc.Status. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: number,
    message: string,
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const contentTypes: Record<Encoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** google.rpc.Status: code = 1, message = 2. */
export function encodeStatus(refusal: Refusal, encoding: Encoding): Buffer {
  if (encoding === 'json') {
    return jsonBytes({ code: refusal.code, message: refusal.message });
  }
  return finish(
    Writer.create()
      .uint32(8)
      .int32(refusal.code)
      .uint32(18)
      .string(refusal.message),
  );
}

/**
 * The answer to a request that was taken. partial_success = 1 holds the number of
 * rejected items = 1 and error_message = 2, and is absent when all is stored as it
 * came.
 */
export function encodeResponse(
  verdict: Verdict,
  encoding: Encoding,
  rejectedName: 'rejectedSpans' | 'rejectedDataPoints',
): Buffer {
  const { rejected, message } = verdict;
  if (rejected === 0 && message === '') {
    return encoding === 'json' ? jsonBytes({}) : Buffer.alloc(0);
  }
  if (encoding === 'json') {
    // 64-bit integers are strings in protobuf's JSON.
    return jsonBytes({
      partialSuccess: {
        [rejectedName]: String(rejected),
        errorMessage: message,
      },
    });
  }
  return finish(
    Writer.create()
      .uint32(10)
      .fork()
      .uint32(8)
      .int64(rejected)
      .uint32(18)
      .string(message)
      .ldelim(),
  );
}

function finish(writer: Writer): Buffer {
  const bytes = writer.finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

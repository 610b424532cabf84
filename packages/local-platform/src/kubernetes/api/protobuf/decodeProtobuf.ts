import { readFileSync } from 'node:fs';
import { Reader } from 'protobufjs/minimal';
import { z } from 'zod';
import { badRequest } from '../../model/ApiError';
import { asArray, asObject, asNumber, JsonObject } from '../../model/json';

/*
 * kubectl's own commands (`create namespace`, `auth can-i`, `create token`) send
 * protobuf whatever the server prefers, so bodies of the built-in kinds are read.
 * messages.json has the numbers of the fields, from Kubernetes' generated.proto.
 */
const fieldSchema = z.union([
  z.tuple([z.string(), z.string()]),
  z.tuple([z.string(), z.string(), z.enum(['repeated', 'map'])]),
]);
const messages = z
  .object({
    kinds: z.record(z.string(), z.string()),
    messages: z.record(z.string(), z.record(z.string(), fieldSchema)),
  })
  .parse(JSON.parse(readFileSync(require.resolve('./messages.json'), 'utf8')));

const MAGIC = Buffer.from('k8s\0');

/** Numbers that mean something else when they are absent. */
const ZERO_COUNTS = new Set([
  'replicas',
  'backoffLimit',
  'completions',
  'parallelism',
  'gracePeriodSeconds',
  'terminationGracePeriodSeconds',
  'ttlSecondsAfterFinished',
]);

/** Reads an object from Kubernetes' envelope of protobuf. */
export function decodeProtobuf(bytes: Buffer): JsonObject {
  if (!bytes.subarray(0, 4).equals(MAGIC)) {
    throw badRequest('the body is not in Kubernetes’ protobuf format');
  }
  try {
    return readEnvelope(bytes.subarray(4));
  } catch (error) {
    if (error instanceof RangeError) {
      throw badRequest(`the body is no valid protobuf: ${error.message}`);
    }
    throw error;
  }
}

function readEnvelope(bytes: Uint8Array): JsonObject {
  let apiVersion = '';
  let kind = '';
  let raw: Uint8Array = new Uint8Array();
  eachField(bytes, (number, reader, wire) => {
    if (number === 1) {
      eachField(reader.bytes(), (inner, text, type) => {
        if (inner === 1) {
          apiVersion = text.string();
        } else if (inner === 2) {
          kind = text.string();
        } else {
          text.skipType(type);
        }
      });
    } else if (number === 2) {
      raw = reader.bytes();
    } else {
      reader.skipType(wire);
    }
  });
  const name =
    kind === 'DeleteOptions'
      ? 'meta.v1.DeleteOptions'
      : messages.kinds[`${apiVersion}/${kind}`];
  if (!name) {
    throw badRequest(
      `no protobuf of ${apiVersion} ${kind} is read here: send application/json`,
    );
  }
  return { apiVersion, kind, ...asObject(readMessage(raw, name)) };
}

function eachField(
  bytes: Uint8Array,
  read: (number: number, reader: Reader, wire: number) => void,
): void {
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    read(tag >>> 3, reader, tag & 7);
  }
}

function readMessage(bytes: Uint8Array, name: string): unknown {
  const fields = messages.messages[name] ?? {};
  const result: JsonObject = {};
  eachField(bytes, (number, reader, wire) => {
    const field = fields[number];
    if (!field) {
      reader.skipType(wire);
      return;
    }
    const [key, type, label] = field;
    if (label === 'map') {
      const [entry, value] = readEntry(reader.bytes(), type);
      result[key] = { ...asObject(result[key]), [entry]: value };
    } else if (label === 'repeated') {
      result[key] = [...asArray(result[key]), readValue(reader, type)];
    } else {
      const value = readValue(reader, type);
      // Go writes what is empty, too.
      if (value !== '' && (value !== 0 || ZERO_COUNTS.has(key))) {
        result[key] = value;
      }
    }
  });
  return result;
}

function readEntry(bytes: Uint8Array, type: string): [string, unknown] {
  let key = '';
  let value: unknown = '';
  eachField(bytes, (number, reader) => {
    if (number === 1) {
      key = reader.string();
    } else {
      value = readValue(reader, type);
    }
  });
  return [key, value];
}

function readValue(reader: Reader, type: string): unknown {
  switch (type) {
    case 'string':
      return reader.string();
    case 'bytes':
      return Buffer.from(reader.bytes()).toString('base64');
    case 'bool':
      return reader.bool();
    case 'int32':
      return reader.int32();
    case 'int64':
      return Number(reader.int64());
    case 'double':
      return reader.double();
    case 'meta.v1.Time':
    case 'meta.v1.MicroTime':
      return readTime(reader.bytes());
    case 'api.resource.Quantity':
      return numbered(reader.bytes(), ['', 'string'])[0];
    case 'util.intstr.IntOrString': {
      const [isText, number, text] = numbered(reader.bytes(), [
        ...['', 'int', 'int'],
        'string',
      ]);
      return isText ? text : number ?? 0;
    }
    default:
      return readMessage(reader.bytes(), type);
  }
}

/** The fields of a message with simple fields, from number 1 on. */
function numbered(bytes: Uint8Array, types: string[]): unknown[] {
  const values: unknown[] = [];
  eachField(bytes, (number, reader, wire) => {
    if (types[number] === 'int') {
      values[number - 1] = Number(reader.int64());
    } else if (types[number] === 'string') {
      values[number - 1] = reader.string();
    } else {
      reader.skipType(wire);
    }
  });
  return values;
}

/** Empty where it stands for no time. */
function readTime(bytes: Uint8Array): string {
  const [seconds, nanos] = numbered(bytes, ['', 'int', 'int']);
  const since = asNumber(seconds);
  return since
    ? new Date(since * 1000 + (asNumber(nanos) ?? 0) / 1e6)
        .toISOString()
        .replace('.000Z', 'Z')
    : '';
}

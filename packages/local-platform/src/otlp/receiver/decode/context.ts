import { collect, findServiceName, Ranges } from './attributes';
import { WireReader } from './WireReader';

/*
 * ResourceSpans and ResourceMetrics: resource = 1, scope_spans or
 * scope_metrics = 2, schema_url = 3. ScopeSpans and ScopeMetrics: scope = 1,
 * spans or metrics = 2, schema_url = 3. The two levels are alike in both
 * signals, so they are read by the same functions.
 */
const OWNER = 10;
const ITEM = 18;
const SCHEMA_URL = 26;
/** Resource: attributes = 1. */
const RESOURCE_ATTRIBUTE = 10;
/** InstrumentationScope: name = 1, version = 2, attributes = 3, dropped_attributes_count = 4. */
const SCOPE_NAME = 10;
const SCOPE_VERSION = 18;
const SCOPE_ATTRIBUTE = 26;
const SCOPE_DROPPED = 32;

/** What all items of a resource share. */
export type ResourceContext = {
  attributes: Ranges;
  serviceName: Buffer;
  schemaUrl: string;
  /** The ranges of its scopes. */
  scopes: Ranges;
};

/** What all items of a scope share. */
export type ScopeContext = {
  name: Buffer;
  version: Buffer;
  attributes: Ranges;
  droppedAttributes: number;
  schemaUrl: string;
  /** The ranges of its spans or metrics. */
  items: Ranges;
};

type Level = { owner: Ranges; items: Ranges; schemaUrl: string };

/** The ranges of the items in a request: field 1, many times. */
export function readRequest(wire: WireReader): Ranges {
  const ranges: Ranges = [];
  const end = wire.bytes.length;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === OWNER) {
      collect(wire, end, ranges);
    } else {
      wire.skip(tag);
    }
  }
  return ranges;
}

export function readResource(
  wire: WireReader,
  start: number,
  end: number,
): ResourceContext {
  const level = readLevel(wire, start, end);
  const attributes: Ranges = [];
  for (let index = 0; index < level.owner.length; index += 2) {
    const stop = level.owner[index + 1];
    wire.position = level.owner[index];
    while (wire.position < stop) {
      const tag = wire.tag();
      if (tag === RESOURCE_ATTRIBUTE) {
        collect(wire, stop, attributes);
      } else {
        wire.skip(tag);
      }
    }
    wire.leave(stop);
  }
  return {
    attributes,
    serviceName: Buffer.from(findServiceName(wire, attributes), 'utf8'),
    schemaUrl: level.schemaUrl,
    scopes: level.items,
  };
}

export function readScope(
  wire: WireReader,
  start: number,
  end: number,
): ScopeContext {
  const level = readLevel(wire, start, end);
  const scope: ScopeContext = {
    name: Buffer.alloc(0),
    version: Buffer.alloc(0),
    attributes: [],
    droppedAttributes: 0,
    schemaUrl: level.schemaUrl,
    items: level.items,
  };
  for (let index = 0; index < level.owner.length; index += 2) {
    readScopeFields(wire, level.owner[index], level.owner[index + 1], scope);
  }
  return scope;
}

function readScopeFields(
  wire: WireReader,
  start: number,
  end: number,
  scope: ScopeContext,
): void {
  wire.position = start;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === SCOPE_NAME) {
      scope.name = readBytes(wire, end);
    } else if (tag === SCOPE_VERSION) {
      scope.version = readBytes(wire, end);
    } else if (tag === SCOPE_ATTRIBUTE) {
      collect(wire, end, scope.attributes);
    } else if (tag === SCOPE_DROPPED) {
      scope.droppedAttributes = wire.uint32();
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
}

function readLevel(wire: WireReader, start: number, end: number): Level {
  const level: Level = { owner: [], items: [], schemaUrl: '' };
  wire.position = start;
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === OWNER) {
      collect(wire, end, level.owner);
    } else if (tag === ITEM) {
      collect(wire, end, level.items);
    } else if (tag === SCHEMA_URL) {
      level.schemaUrl = readBytes(wire, end).toString('utf8');
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  return level;
}

function readBytes(wire: WireReader, limit: number): Buffer {
  const end = wire.enter(limit);
  const bytes = wire.bytes.subarray(wire.position, end);
  wire.position = end;
  return bytes;
}

import { Writer } from 'protobufjs/minimal';
import {
  ProviderSchema,
  TerraformAttribute,
  TerraformBlock,
  TerraformNestedBlock,
  TerraformType,
} from '@shop-platform/template-checks/rendered';

/** Of a block in a block, and of an attribute with attributes. */
const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

/** The answer to GetProviderSchema, by Terraform's plugin protocol 6. */
export function encodeSchema(schema: ProviderSchema): Uint8Array {
  const writer = Writer.create();
  writeMessage(writer, 1, inner => writeSchema(inner, schema.provider));
  const resources = Object.entries(schema.resources);
  for (const [name, { attributes, blocks, computed }] of resources) {
    writeEntry(writer, 2, name, { attributes, blocks }, computed);
  }
  const dataSources = Object.entries(schema.dataSources);
  for (const [name, { attributes, blocks, computed }] of dataSources) {
    writeEntry(writer, 3, name, { attributes, blocks }, computed);
  }
  return writer.finish();
}

function writeMessage(
  writer: Writer,
  field: number,
  write: (inner: Writer) => void,
): void {
  writer.uint32(field * 8 + 2).fork();
  write(writer);
  writer.ldelim();
}

function writeEntry(
  writer: Writer,
  field: number,
  name: string,
  block: TerraformBlock,
  computed: Record<string, TerraformType>,
): void {
  writeMessage(writer, field, entry => {
    entry.uint32(10).string(name);
    writeMessage(entry, 2, inner => writeSchema(inner, block, computed));
  });
}

function writeSchema(
  writer: Writer,
  block: TerraformBlock,
  computed: Record<string, TerraformType> = {},
): void {
  writeMessage(writer, 2, inner => writeBlock(inner, block, computed));
}

function writeBlock(
  writer: Writer,
  { attributes, blocks }: TerraformBlock,
  computed: Record<string, TerraformType> = {},
): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    writeMessage(writer, 2, inner => writeAttribute(inner, name, attribute));
  }
  for (const [name, type] of Object.entries(computed)) {
    writeMessage(writer, 2, inner => {
      inner.uint32(10).string(name);
      inner.uint32(18).bytes(typeBytes(type));
      inner.uint32(48).bool(true);
    });
  }
  for (const [name, nested] of Object.entries(blocks)) {
    writeMessage(writer, 3, inner => writeNested(inner, name, nested));
  }
}

function writeNested(
  writer: Writer,
  name: string,
  block: TerraformNestedBlock,
): void {
  writer.uint32(10).string(name);
  writeMessage(writer, 2, inner => writeBlock(inner, block));
  const isMany = block.nesting === 'list' || block.nesting === 'set';
  const isSet = block.nesting.startsWith('set');
  if (block.nesting === 'single') {
    writer.uint32(24).int32(NESTING.single);
  } else {
    writer.uint32(24).int32(isSet ? NESTING.set : NESTING.list);
    writer.uint32(32).int64(block.required ? 1 : 0);
    writer.uint32(40).int64(isMany ? 0 : 1);
  }
}

/** What is not required may also be the provider's to decide: the extract does not tell. */
function writeAttribute(
  writer: Writer,
  name: string,
  { type, required }: TerraformAttribute,
): void {
  writer.uint32(10).string(name);
  const nested = nestedOf(type);
  if (nested) {
    writeMessage(writer, 10, inner => {
      for (const [key, attribute] of Object.entries(nested.attributes)) {
        writeMessage(inner, 1, word => writeAttribute(word, key, attribute));
      }
      inner.uint32(24).int32(nested.nesting);
    });
  } else {
    writer.uint32(18).bytes(typeBytes(type));
  }
  // By their names: these take what must not get into the state.
  const isWriteOnly = name.endsWith('_wo');
  writer.uint32(32).bool(required === true);
  writer.uint32(40).bool(!required);
  writer.uint32(48).bool(!required && !isWriteOnly);
  writer.uint32(88).bool(isWriteOnly);
}

function nestedOf(
  type: TerraformType,
):
  | { attributes: Record<string, TerraformAttribute>; nesting: number }
  | undefined {
  if (typeof type === 'string') {
    return undefined;
  }
  if ('object' in type) {
    return { attributes: type.object, nesting: NESTING.single };
  }
  const [kind, element] = collectionOf(type);
  return typeof element === 'object' && 'object' in element
    ? { attributes: element.object, nesting: NESTING[kind] }
    : undefined;
}

function collectionOf(
  type: Exclude<TerraformType, string | { object: unknown }>,
): ['list' | 'set' | 'map', TerraformType] {
  if ('list' in type) {
    return ['list', type.list];
  }
  return 'set' in type ? ['set', type.set] : ['map', type.map];
}

function typeBytes(type: TerraformType): Uint8Array {
  return Buffer.from(JSON.stringify(ctyOf(type)));
}

type Cty = string | [string, Cty | { [name: string]: Cty }];

function ctyOf(type: TerraformType): Cty {
  if (typeof type === 'string') {
    return type;
  }
  if ('object' in type) {
    const entries = Object.entries(type.object);
    return [
      'object',
      Object.fromEntries(
        entries.map(([name, attribute]) => [name, ctyOf(attribute.type)]),
      ),
    ];
  }
  const [kind, element] = collectionOf(type);
  const inner = ctyOf(element);
  // A list of anything may be a tuple as well.
  return inner === 'dynamic' ? inner : [kind, inner];
}

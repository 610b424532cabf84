import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What an argument takes. `dynamic` is anything.
 *
 * @public
 */
export type TerraformType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | { list: TerraformType }
  | { set: TerraformType }
  | { map: TerraformType }
  | { object: Record<string, TerraformAttribute> };

/**
 * An argument of a block, or of an object.
 *
 * @public
 */
export type TerraformAttribute = { type: TerraformType; required?: boolean };

/**
 * The arguments and blocks that a block takes.
 *
 * @public
 */
export type TerraformBlock = {
  attributes: Record<string, TerraformAttribute>;
  blocks: Record<string, TerraformNestedBlock>;
};

/**
 * What the blocks of one type are to Terraform. Those `-of-one` may be there once.
 *
 * @public
 */
export type TerraformNesting =
  | 'single'
  | 'list'
  | 'list-of-one'
  | 'set'
  | 'set-of-one';

/**
 * A block in a block.
 *
 * @public
 */
export type TerraformNestedBlock = TerraformBlock & {
  nesting: TerraformNesting;
  required?: boolean;
};

/**
 * A resource or data source: what it takes, and what only the provider knows.
 *
 * @public
 */
export type TerraformResource = TerraformBlock & {
  computed: Record<string, TerraformType>;
};

/**
 * The part of a provider's schema that the templates use.
 *
 * @public
 */
export type ProviderSchema = {
  /** `hashicorp/google` */
  source: string;
  version: string;
  provider: TerraformBlock;
  resources: Record<string, TerraformResource>;
  dataSources: Record<string, TerraformResource>;
};

const typeSchema: z.ZodType<TerraformType> = z.lazy(() =>
  z.union([
    z.enum(['string', 'number', 'bool', 'dynamic']),
    z.strictObject({ list: typeSchema }),
    z.strictObject({ set: typeSchema }),
    z.strictObject({ map: typeSchema }),
    z.strictObject({
      object: z.record(
        z.string(),
        z.strictObject({ type: typeSchema, required: z.boolean().optional() }),
      ),
    }),
  ]),
);

const attributesSchema = z.record(
  z.string(),
  z.strictObject({ type: typeSchema, required: z.boolean().optional() }),
);

const nestedSchema: z.ZodType<TerraformNestedBlock> = z.lazy(() =>
  z.strictObject({
    attributes: attributesSchema,
    blocks: z.record(z.string(), nestedSchema),
    nesting: z.enum(['single', 'list', 'list-of-one', 'set', 'set-of-one']),
    required: z.boolean().optional(),
  }),
);

const blockShape = {
  attributes: attributesSchema,
  blocks: z.record(z.string(), nestedSchema),
};

const resourceSchema = z.strictObject({
  ...blockShape,
  computed: z.record(z.string(), typeSchema),
});

const providerSchema = z.strictObject({
  source: z.string(),
  version: z.string(),
  provider: z.strictObject(blockShape),
  resources: z.record(z.string(), resourceSchema),
  dataSources: z.record(z.string(), resourceSchema),
});

/** What is Terraform's own, and needs no provider. */
const BUILT_IN: ProviderSchema = {
  source: 'terraform.io/builtin/terraform',
  version: '',
  provider: { attributes: {}, blocks: {} },
  resources: {
    terraform_data: {
      attributes: {
        input: { type: 'dynamic' },
        triggers_replace: { type: 'dynamic' },
      },
      blocks: {},
      computed: { id: 'string', output: 'dynamic' },
    },
  },
  dataSources: {
    terraform_remote_state: {
      attributes: {
        backend: { type: 'string', required: true },
        config: { type: 'dynamic' },
        defaults: { type: 'dynamic' },
        workspace: { type: 'string' },
      },
      blocks: {},
      computed: { outputs: 'dynamic' },
    },
  },
};

let providers: Map<string, ProviderSchema> | undefined;

/**
 * The providers that are known, by the first word of their resources' types.
 *
 * @public
 */
export function providerSchemas(): ReadonlyMap<string, ProviderSchema> {
  if (!providers) {
    const folder = resolvePackagePath(
      '@shop-platform/template-checks',
      'schemas/terraform',
    );
    providers = new Map([
      ['terraform', BUILT_IN],
      ...readdirSync(folder).map((file): [string, ProviderSchema] => [
        file.replace(/\.json$/, ''),
        providerSchema.parse(
          JSON.parse(readFileSync(join(folder, file), 'utf8')),
        ),
      ]),
    ]);
  }
  return providers;
}

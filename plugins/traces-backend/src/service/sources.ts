import { InputError } from '@backstage/errors';
import {
  type TraceStore,
  type TraceStoreType,
} from '@shop-platform/backstage-plugin-traces-node';
import { type SourceConfig } from '../config';

/** A store under the name by which people know it. */
export type Source = {
  id: string;
  title: string;
  type: string;
  store: TraceStore;
};

function describeKnown(types: ReadonlyMap<string, TraceStoreType>): string {
  return types.size === 0
    ? 'no module that brings one is installed'
    : `the installed modules bring ${[...types.keys()].sort().join(', ')}`;
}

/** Makes the stores of the configured sources. */
export function createSources(
  configs: SourceConfig[],
  types: ReadonlyMap<string, TraceStoreType>,
): Source[] {
  return configs.map(({ config, ...source }, index) => {
    const type = types.get(source.type);
    if (!type) {
      throw new InputError(
        `traces.sources[${index}] ('${
          source.id
        }'): there is no store of type '${source.type}'; ${describeKnown(
          types,
        )}. Install the module of this type, such as @shop-platform/backstage-plugin-traces-backend-module-${
          source.type
        }, or correct the type`,
      );
    }
    return { ...source, store: type.create({ id: source.id, config }) };
  });
}

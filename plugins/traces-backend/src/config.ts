import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const SOURCE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** An entry of `traces.sources`; what follows from its type is the module's. */
export type SourceConfig = {
  id: string;
  title: string;
  type: string;
  config: Config;
};

export type TracesLimits = {
  /** The widest window of time that one question may have. */
  windowMs: number;
  /** How long to wait for one source. */
  sourceTimeoutMs: number;
};

export type TracesConfig = {
  sources: SourceConfig[];
  limits: TracesLimits;
};

const defaultLimits = {
  window: { days: 31 },
  sourceTimeout: { seconds: 10 },
};

function readSource(config: Config, index: number): SourceConfig {
  const id = config.getString('id');
  if (!SOURCE_ID.test(id)) {
    throw new InputError(
      `traces.sources[${index}].id: '${id}' has to be letters, digits, '.', '_' and '-', at most 128`,
    );
  }
  return {
    id,
    title: config.getOptionalString('title') ?? id,
    type: config.getString('type'),
    config,
  };
}

function readLimit(config: Config, name: keyof typeof defaultLimits): number {
  const key = `traces.limits.${name}`;
  const milliseconds = durationToMilliseconds(
    config.has(key)
      ? readDurationFromConfig(config, { key })
      : defaultLimits[name],
  );
  if (!(milliseconds > 0)) {
    throw new InputError(`${key} has to be longer than nothing`);
  }
  return milliseconds;
}

/** Reads `traces`; throws an error that names the wrong key. */
export function readTracesConfig(config: Config): TracesConfig {
  const sources = (config.getOptionalConfigArray('traces.sources') ?? []).map(
    readSource,
  );
  const twice = sources.find(
    ({ id }, index) => sources.findIndex(other => other.id === id) !== index,
  );
  if (twice) {
    throw new InputError(
      `traces.sources: two sources have the id '${twice.id}'; give each its own`,
    );
  }
  return {
    sources,
    limits: {
      windowMs: readLimit(config, 'window'),
      sourceTimeoutMs: readLimit(config, 'sourceTimeout'),
    },
  };
}

import { ApiError, methodNotAllowed, noSuchPath } from '../model/ApiError';
import { Registry } from '../registry/Registry';
import { Call } from './Call';
import {
  aggregated,
  apiVersions,
  groupList,
  groupOf,
  resourceList,
} from './discovery';
import { openApiIndex, openApiV2, openApiV3 } from './openapi';
import { Answer } from './resourceRoutes';

export const VERSION = 'v1.34.0';

function version(): object {
  return {
    major: '1',
    minor: '34',
    gitVersion: `${VERSION}+shop-platform`,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: `${process.platform}/${
      process.arch === 'x64' ? 'amd64' : process.arch
    }`,
  };
}

/** Answers what is no resource: what the cluster is, and what it serves. */
export function servePath(call: Call, registry: Registry): Answer {
  const { path, verb } = call.info;
  if (verb !== 'get' && verb !== 'head') {
    throw methodNotAllowed(`${verb} is not supported on ${path}`);
  }
  const body = find(call, registry);
  if (!body) {
    throw noSuchPath();
  }
  return { code: 200, body };
}

function find(call: Call, registry: Registry): object | undefined {
  const resources = registry.resources.all;
  const parts = call.info.path.split('/').filter(part => part !== '');
  const wantsAll = call.accept.includes('as=APIGroupDiscoveryList');
  switch (parts[0]) {
    case 'version':
      return version();
    case 'api':
      if (parts.length === 1) {
        return wantsAll ? aggregated(resources, true) : apiVersions();
      }
      return resourceList(resources, '', parts[1]);
    case 'apis':
      if (parts.length === 1) {
        return wantsAll ? aggregated(resources, false) : groupList(resources);
      }
      return parts.length === 2
        ? groupOf(resources, parts[1])
        : resourceList(resources, parts[1], parts[2]);
    case 'openapi':
      return openApi(call, registry, parts.slice(1));
    default:
      return undefined;
  }
}

function openApi(
  call: Call,
  registry: Registry,
  [generation, ...path]: string[],
): object | undefined {
  const { all, version: revision } = registry.resources;
  if (!/json|\*\/\*/.test(call.accept)) {
    throw new ApiError(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json',
    );
  }
  if (generation === 'v2') {
    return openApiV2(all);
  }
  if (generation !== 'v3') {
    return undefined;
  }
  return path.length === 0
    ? openApiIndex(all, revision)
    : openApiV3(all, path.join('/'));
}

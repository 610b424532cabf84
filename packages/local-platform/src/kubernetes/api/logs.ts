import { once } from 'node:events';
import { ApiError, badRequest } from '../model/ApiError';
import { asObjects, at } from '../model/json';
import { nameOf } from '../model/KubeObject';
import { PodRuntime } from '../PodRuntime';
import { Place, Registry } from '../registry/Registry';
import { Resource } from '../registry/Resource';
import { Call } from './Call';
import { containerOf } from './subresources';

/** `/log`: what a container printed, as plain text. */
export async function streamLogs(
  call: Call,
  registry: Registry,
  pods: Resource,
  place: Place,
  runtime: PodRuntime | undefined,
): Promise<void> {
  const pod = registry.get(pods, place);
  const container = containerOf(pod, call.param('container'));
  const previous = call.flag('previous');
  const state = [
    ...asObjects(at(pod, 'status', 'containerStatuses')),
    ...asObjects(at(pod, 'status', 'initContainerStatuses')),
  ].find(status => status.name === container);
  const waiting = at(state, 'state', 'waiting', 'reason');
  if (!runtime) {
    throw new ApiError(
      501,
      'NotImplemented',
      'this cluster runs no pods, so there are no logs',
    );
  }
  if (previous && at(state, 'lastState', 'terminated') === undefined) {
    throw badRequest(
      `previous terminated container ${JSON.stringify(
        container,
      )} in pod ${JSON.stringify(nameOf(pod))} not found`,
    );
  }
  if (
    !state ||
    (waiting && at(state, 'lastState', 'terminated') === undefined)
  ) {
    throw badRequest(
      `container ${JSON.stringify(container)} in pod ${JSON.stringify(
        nameOf(pod),
      )} is waiting to start: ${waiting ?? 'ContainerCreating'}`,
    );
  }
  const { response } = call;
  const aborted = new AbortController();
  response.once('close', () => aborted.abort());
  const lines = runtime.logs(pod, container, {
    follow: call.flag('follow'),
    previous,
    timestamps: call.flag('timestamps'),
    tailLines: call.number('tailLines'),
    limitBytes: call.number('limitBytes'),
    sinceSeconds: call.number('sinceSeconds'),
    sinceTime: call.param('sinceTime'),
    signal: aborted.signal,
  });
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  for await (const line of lines) {
    if (!response.write(line) && !response.destroyed) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    if (response.destroyed) {
      return;
    }
  }
  response.end();
}

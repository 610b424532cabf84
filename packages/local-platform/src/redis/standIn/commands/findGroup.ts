import { Keyspace } from '../Keyspace';
import { RedisError } from '../resp';
import { compareIds, Group, Pending, Stream } from '../streams';

export function needGroup(
  keyspace: Keyspace,
  key: string,
  name: string,
): { stream: Stream; group: Group } {
  const stream = keyspace.stream(key);
  const group = stream?.groups.get(name);
  if (!stream || !group) {
    throw new RedisError(
      `NOGROUP No such key '${key}' or consumer group '${name}'`,
    );
  }
  return { stream, group };
}

export function inOrder({ pending }: Group): Pending[] {
  return [...pending.values()].sort((left, right) =>
    compareIds(left.id, right.id),
  );
}

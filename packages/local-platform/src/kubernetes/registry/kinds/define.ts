import { subdomainName } from '../../model/names';
import { definition } from '../../schema/Schema';
import { nameAndAge } from '../columns/format';
import { Resource } from '../Resource';

type Given = Partial<Resource> & {
  kind: string;
  plural: string;
};

/** A built-in kind, with what most of them have in common. */
export function define(
  group: string,
  version: string,
  { kind, plural, ...rest }: Given,
): Resource {
  const schemaName = rest.schemaName ?? `io.k8s.api.${version}.${kind}`;
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced: true,
    schema: definition(schemaName),
    schemaName,
    status: false,
    columns: nameAndAge,
    nameRule: subdomainName,
    ...rest,
  };
}

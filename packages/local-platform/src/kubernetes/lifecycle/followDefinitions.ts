import { KubeObject, nameOf } from '../model/KubeObject';
import { readDefinition } from '../registry/customResources';
import { Registry } from '../registry/Registry';
import { keyOf, storeName } from '../registry/Resource';

const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions';

/** Serves what definitions define, and nothing of it once they are gone. */
export function followDefinitions(registry: Registry): () => void {
  const { store, resources } = registry;
  const add = (definition: KubeObject) =>
    resources.setCustom(nameOf(definition), readDefinition(definition));
  store.list(DEFINITIONS).forEach(add);
  return store.subscribe(({ resource, object, deleted }) => {
    if (resource !== DEFINITIONS) {
      return;
    }
    if (!deleted) {
      add(object);
      return;
    }
    const [served] = readDefinition(object);
    resources.setCustom(nameOf(object), []);
    if (served) {
      for (const one of store.list(storeName(served))) {
        const { namespace = '', name = '' } = one.metadata;
        store.delete(storeName(served), keyOf(namespace, name));
      }
    }
  });
}

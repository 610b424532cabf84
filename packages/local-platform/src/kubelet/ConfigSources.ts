import { Client, Informer, KubeObject } from '../kubernetes';
import { aborted } from './pause';
import { asStringMap } from '../kubernetes/model/json';
import { namespaceOf } from '../kubernetes/model/KubeObject';

/** ConfigMaps and Secrets, and word of when one of a namespace changes. */
export class ConfigSources {
  readonly #configMaps: Informer<KubeObject>;
  readonly #secrets: Informer<KubeObject>;
  readonly #waiting = new Set<{ namespace: string; resolve: () => void }>();

  constructor(client: Client) {
    const follow = (plural: string) =>
      client
        .resource('v1', plural)
        .informer()
        .on(({ object }) => this.#tell(namespaceOf(object)))
        .start();
    this.#configMaps = follow('configmaps');
    this.#secrets = follow('secrets');
  }

  configMap(
    namespace: string,
    name: string,
  ): Record<string, string> | undefined {
    const found = this.#configMaps.get(namespace, name);
    return found && asStringMap(found.data);
  }

  secret(namespace: string, name: string): Record<string, string> | undefined {
    const found = this.#secrets.get(namespace, name);
    return (
      found &&
      Object.fromEntries(
        Object.entries(asStringMap(found.data)).map(([key, value]) => [
          key,
          Buffer.from(value, 'base64').toString(),
        ]),
      )
    );
  }

  /** Resolves at the next change in a namespace, or when the signal is given. */
  async changed(namespace: string, signal: AbortSignal): Promise<void> {
    const change = new AbortController();
    const entry = { namespace, resolve: () => change.abort() };
    this.#waiting.add(entry);
    await aborted(AbortSignal.any([change.signal, signal]));
    this.#waiting.delete(entry);
  }

  stop(): void {
    this.#configMaps.stop();
    this.#secrets.stop();
  }

  #tell(namespace: string): void {
    for (const entry of [...this.#waiting]) {
      if (entry.namespace === namespace) {
        entry.resolve();
      }
    }
  }
}

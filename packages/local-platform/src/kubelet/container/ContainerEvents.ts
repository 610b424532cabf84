import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import { NodeServices } from '../NodeServices';
import { Launch } from './launch';
import { ContainerPlace } from './place';

/** What is told of one container, in the events of its pod. */
export class ContainerEvents {
  readonly #services: NodeServices;
  readonly #of: ContainerPlace;

  constructor(services: NodeServices, of: ContainerPlace) {
    this.#services = services;
    this.#of = of;
  }

  normal(reason: string, message: string): void {
    this.#services.events.normal(
      this.#of.pod(),
      reason,
      message,
      this.#fieldPath,
    );
  }

  warning(reason: string, message: string): void {
    this.#services.events.warning(
      this.#of.pod(),
      reason,
      message,
      this.#fieldPath,
    );
  }

  /** It did not come to a start; what nobody foresaw is in the log, too. */
  failed(message: string, isForeseen: boolean): void {
    this.warning('Failed', `Error: ${message}`);
    if (!isForeseen) {
      const { name, pod } = this.#of;
      this.#services.log(`${nameOf(pod())}/${name}: ${message}`);
    }
  }

  started({ command, isNode }: Launch): void {
    this.normal('Started', `Started container ${this.#of.name}`);
    if (!isNode) {
      this.normal(
        'WithoutPodNetwork',
        `${command} is not a Node program: it has this machine's network, not its pod's`,
      );
    }
  }

  /** It failed and waits; returns where, as its status says it. */
  backingOff(): string {
    const { name } = this.#of;
    const pod = this.#of.pod();
    const where = `${nameOf(pod)}_${namespaceOf(pod)}(${pod.metadata.uid})`;
    this.warning(
      'BackOff',
      `Back-off restarting failed container ${name} in pod ${where}`,
    );
    return `container=${name} pod=${where}`;
  }

  get #fieldPath(): string {
    const { kind, name } = this.#of;
    return `spec.${kind}{${name}}`;
  }
}

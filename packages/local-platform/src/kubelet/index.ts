import { Kubelet, KubeletOptions } from './Kubelet';

export { Kubelet } from './Kubelet';
export type { KubeletOptions } from './Kubelet';
export type {
  ContainerHandle,
  FoundImage,
  ImageSource,
  Timings,
} from './types';

/** Begins to run the pods of a node; those that ran before are started again. */
export async function startKubelet(options: KubeletOptions): Promise<Kubelet> {
  return await Kubelet.start(options);
}

import {
  ChaosRecord,
  Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';

/** Does to targets what the experiments of a kind say. */
export interface Injector {
  /** Hits one target; throws why that cannot be. */
  apply(experiment: Experiment, record: ChaosRecord): void;
  /** Leaves one target as it was; one that is gone needs nothing. */
  recover(experiment: Experiment, record: ChaosRecord): void;
  /**
   * Brings what this process does in line with the records of an experiment: after
   * each change, and after a restart, in which a process forgets.
   */
  follow?(key: string, experiment: Experiment, records: ChaosRecord[]): void;
  /** The experiment is gone, however it went. */
  forget?(key: string): void;
  stop?(): void;
}

/** The parts of a record's id. */
export function placeOf({ id }: Pick<ChaosRecord, 'id'>): {
  namespace: string;
  pod: string;
  container: string;
} {
  const [namespace = '', pod = '', container = ''] = id.split('/');
  return { namespace, pod, container };
}

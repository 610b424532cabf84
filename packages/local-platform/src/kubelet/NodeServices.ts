import { ClusterNetwork } from '../network/ClusterNetwork';
import { ConfigSources } from './ConfigSources';
import { EventRecorder } from './EventRecorder';
import { ContainerLogs } from './logs/ContainerLogs';
import { ProcessRecords } from './ProcessRecords';
import { ImageSource, Timings } from './types';
import { UsageMeter } from './usage/UsageMeter';

/** What the pods of a node share. */
export type NodeServices = {
  nodeName: string;
  hostIp: string;
  capacity: Record<string, string>;
  /** Where Node keeps what it compiled. */
  compileCache: string;
  images: ImageSource;
  config: ConfigSources;
  events: EventRecorder;
  logs: ContainerLogs;
  records: ProcessRecords;
  meter: UsageMeter;
  network: ClusterNetwork;
  timings: Timings;
  log(line: string): void;
};

import { NameFault } from '../proxy/types';

/** What happens in the processes of some containers. */
export type ProcessRule = {
  /** As `namespace/pod/name`. */
  containers: string[];
} & ProcessFault;

/** One fault, as processes are told. */
export type ProcessFault = {
  /** Their clock goes ahead by so much, or behind. */
  clock?: { offsetMs: number };
  /** `?` stands for one character, `*` for anything; without a pattern all names are meant. */
  names?: { action: NameFault; patterns: string[] };
  files?: FileFault;
};

/** What happens to calls that are for the files of a volume. */
export type FileFault = {
  /** Where containers have it. */
  volumePath: string;
  /** `*` stands for anything; all files of the volume unless it is said. */
  path?: string;
  /** As the driver of a file system names them; all where it is empty. */
  methods: string[];
  /** How many of a hundred. */
  percent: number;
  delayMs?: number;
  errno?: number;
};

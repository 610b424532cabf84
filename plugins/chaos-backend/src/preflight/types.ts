import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  type ChaosPreflight,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type CheckSources } from '../checks/CheckSources';
import { type Seen } from '../checks/CheckWatch';
import { type ActingClients } from '../clusters/ActingClients';
import {
  type Components,
  type KnownComponents,
} from '../components/Components';
import { type SeenCallers } from '../components/SeenCallers';
import { type ApprovalRule, type PolicySettings } from '../config';
import { type Levers } from '../levers/Levers';
import { type Standing } from '../manifest/partsOf';
import { type Run } from '../runs/types';
import { type Start } from './checkRate';

/** What would be hit. */
export type Hit = {
  /** The components. */
  entities: string[];
  known: KnownComponents;
  /** The pods and the workloads, whichever the catalog knows. */
  places: string[];
  /** Those of a run that is on, by the pods that there were when it was looked. */
  placesOf(run: Run): string[];
};

/** What a start needs of its preflight beside what is shown of it. */
export type Checked = Hit & {
  preflight: ChaosPreflight;
  experiment?: Experiment;
  /** What its steady-state checks say now. */
  seen: Seen[];
};

/** The same of a Schedule or a Workflow. */
export type CheckedStanding = {
  preflight: ChaosPreflight;
  standing?: Standing;
  /** What begins to be hit with it. */
  hit?: Hit;
  /** The components that it may hit. */
  entities: string[];
  /** The rules by which another person has to approve it. */
  approval: ApprovalRule[];
};

export type PreflightOptions = {
  clusters: ClustersService;
  acting: ActingClients;
  catalog: CatalogService;
  policy: PolicySettings;
  levers: Levers;
  sources: CheckSources;
  /** Asks the catalog for all components, also those that a person may not see. */
  readComponents(): Promise<Components>;
  /** Who calls whom, by the traces. */
  seenCallers: Pick<SeenCallers, 'read'>;
  /** The runs that are not over. */
  active(): Promise<Run[]>;
  /** What was started within the times of the rates, but for one of them. */
  recent(except?: string): Promise<Start[]>;
  now(): number;
};

/** A Schedule or a Workflow that somebody asks about. */
export type StandingQuery = {
  cluster: string;
  manifest: string;
  startedBy: string;
  /** It is there: whether it starts something as soon as it is resumed. */
  resumes?: { isDue: boolean };
  /** It is read by another person, who is to approve it. */
  isForAnother?: boolean;
};

/** Who asks. */
export type PreflightCall = {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
};

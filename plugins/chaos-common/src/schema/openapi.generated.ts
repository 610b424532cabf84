// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.
/** The paths of the OpenAPI document of chaos. @public */
export type paths = {
  '/calendar': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What ran, what is planned, and when nothing may run, in all clusters */
    get: operations['getCalendar'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clusters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The clusters, whether each can run experiments, and the halt levers */
    get: operations['getClusters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dry-runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What an experiment would hit, and whether it may start; nothing is touched */
    post: operations['dryRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/game-days': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Plan a game day; nothing starts by it */
    post: operations['planGameDay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/game-days/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Plan a game day anew, which was not cancelled */
    put: operations['changeGameDay'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/game-days/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Call a game day off; the calendar keeps it, with who did that */
    post: operations['cancelGameDay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/halts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End every run, and start none until it is armed again */
    post: operations['haltAll'];
    /** Let experiments start again */
    delete: operations['arm'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/presets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Experiments to begin with, made for one workload */
    get: operations['getPresets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Runs, the newest first, those that others started in the clusters included */
    get: operations['getRuns'];
    put?: never;
    /** Start an experiment */
    post: operations['startRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One run with its targets, what happened, and its verdict */
    get: operations['getRun'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Start a run that another person asked for */
    post: operations['approveRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/halt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End a run now; its faults are taken back */
    post: operations['haltRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take the faults back for a while; the time of the run goes on */
    post: operations['pauseRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/reject': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Refuse a run that another person asked for */
    post: operations['rejectRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Inject the faults of a paused run again */
    post: operations['resumeRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/scores': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How often the platform held when a component was broken on purpose */
    get: operations['getScore'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The Schedules and Workflows of all clusters, whoever made them */
    get: operations['getStanding'];
    put?: never;
    /** Create a Schedule, or begin a Workflow, or ask for it where another person has to approve it */
    post: operations['createStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing-requests/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What somebody asked to create, begin or resume, and what was decided */
    get: operations['getStandingRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing-requests/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Do what another person asked for, if it still may be done */
    post: operations['approveStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing-requests/{id}/reject': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Refuse what another person asked for */
    post: operations['rejectStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing-requests/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take back what one asked for oneself */
    post: operations['withdrawStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing/{cluster}/{kind}/{namespace}/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One Schedule or Workflow with its nodes and what it started last */
    get: operations['getStandingDetails'];
    put?: never;
    post?: never;
    /** Delete it; what it started ends, and its faults are taken back */
    delete: operations['deleteStanding'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing/{cluster}/{kind}/{namespace}/{name}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Start nothing by a Schedule until it is resumed */
    post: operations['pauseStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing/{cluster}/{kind}/{namespace}/{name}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a paused Schedule start experiments again, or ask for it where another person has to approve it */
    post: operations['resumeStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/standing/{cluster}/{kind}/{namespace}/{name}/run': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Start now, once, what a Schedule starts, or a Workflow again */
    post: operations['runStanding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
};
/** The webhooks of the OpenAPI document of chaos. @public */
export type webhooks = Record<string, never>;
/** The components of the OpenAPI document of chaos. @public */
export type components = {
  schemas: {
    Calendar: {
      /** When nothing may run in clusters, whatever it reaches of the namespaces that may be hit. */
      closed: {
        clusters: string[];
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      }[];
      freezes: {
        /** Format: date-time */
        from: string;
        reason: string;
        /** All of them where it is absent. */
        regions?: string[];
        /** Format: date-time */
        to: string;
      }[];
      /** Format: date-time */
      from: string;
      /** What people plan to break together, the earliest first. */
      gameDays: components['schemas']['GameDay'][];
      /** Whether more begin, after those that are listed. */
      hasMoreGameDays: boolean;
      /** Whether more began, before those that are listed. */
      hasMoreRuns: boolean;
      /** Schedules that start more than is listed, with until when it is. */
      often: {
        cluster: string;
        name: string;
        namespace: string;
        /** Format: date-time */
        until: string;
      }[];
      /** What Schedules start from now on, the earliest first. */
      planned: components['schemas']['PlannedRun'][];
      /** What began, the newest first. */
      runs: components['schemas']['CalendarRun'][];
      /** Clusters whose Schedules and Workflows are not known now. */
      silent: components['schemas']['SilentCluster'][];
      /** Format: date-time */
      to: string;
      /** Workflows that began then, and are in the clusters still. */
      workflows: components['schemas']['Standing'][];
    };
    /** A run in short. */
    CalendarRun: {
      action?: string;
      cluster: string;
      /** Format: date-time */
      endedAt?: string;
      /** Format: uuid */
      id: string;
      kind: string;
      name: string;
      namespace: string;
      outcome?: 'passed' | 'failed' | 'inconclusive';
      /** Format: date-time */
      startedAt: string;
      state: components['schemas']['RunState'];
    };
    ChaosCluster: {
      /** Runs that are not over. */
      active?: number;
      halt?: components['schemas']['Halt'];
      lever?: components['schemas']['Lever'];
      name: string;
      /** Why it is not ready, and what to do. */
      reason?: string;
      region: string;
      /**
       * Format: date-time
       * Since when it is silent.
       */
      since?: string;
      /**
       * `ready`: it runs experiments. `absent`: Chaos Mesh is not installed. `refused`: the portal may not read experiments. `silent`: no answer.
       */
      state: 'ready' | 'absent' | 'refused' | 'silent';
      title: string;
    };
    /** A hypothesis about one service, with its numbers. */
    Check: {
      after?: number;
      before?: number;
      /**
       * On which side of the limit it has to be. Absent: below.
       */
      comparator?: 'below' | 'above';
      during?: number;
      entity?: string;
      /** Of a caller, how it is known that it calls what was hit: the catalog says so, or the traces of that time do. */
      knownBy?: ('catalog' | 'traces')[];
      limit: number;
      measure:
        | 'errorRate'
        | 'p95'
        | 'http'
        | 'sql'
        | 'promql'
        | 'latency'
        | 'errors'
        | 'rate';
      /** What was wrong beside the number. */
      message?: string;
      ok: boolean;
      /** How many requests the numbers stand on. */
      requests?: {
        after: number;
        before: number;
        during: number;
      };
      /**
       * `check`: a steady-state check of the experiment, with the worst value while the fault was on, and the last ones before and after.
       */
      role: 'target' | 'caller' | 'check';
      /** How often a steady-state check looked. */
      samples?: {
        after: number;
        before: number;
        during: number;
      };
      scope?: components['schemas']['Scope'];
      service: string;
      unit: 'ratio' | 'ms' | 'number' | 'perSecond';
    };
    /** What the steady-state checks of experiments may ask. */
    CheckSources: {
      /** Where a check by HTTP may ask: `https://shop.example.com`. */
      origins: string[];
      /** Whether a check may ask Prometheus. */
      prometheus: boolean;
      /** The queries that a check by SQL may name. */
      queries: {
        name: string;
        title?: string;
      }[];
    };
    Error: {
      error: {
        message: string;
        name: string;
      };
    };
    /** A rule, and whether it lets the experiment start. */
    Finding: {
      /** What was found and, where it is not ok, what to change. */
      message: string;
      ok: boolean;
      /** Where in the manifest: `spec.duration`. */
      path?: string;
      rule:
        | 'manifest'
        | 'cluster'
        | 'rights'
        | 'lever'
        | 'kind'
        | 'namespace'
        | 'environment'
        | 'duration'
        | 'freeze'
        | 'hours'
        | 'entity'
        | 'task'
        | 'targets'
        | 'percentage'
        | 'overlap'
        | 'rate'
        | 'schedule'
        | 'approval'
        | 'check';
      /** What the message says, for those who tell it in another language; not there of messages that have no code. */
      says?: {
        /** Which text it is: `durationLong`. */
        code: string;
        /** What the text speaks of. */
        values: {
          active?: string;
          allowed?: string;
          at?: string;
          by?: string;
          cluster?: string;
          component?: string;
          /** How many, by which words change their form. */
          count?: number;
          duration?: string;
          environment?: string;
          from?: string;
          hit?: string;
          hours?: string;
          key?: string;
          kind?: string;
          kinds?: string;
          limit?: string;
          most?: string;
          namespace?: string;
          namespaces?: string;
          percentage?: string;
          pods?: string;
          reason?: string;
          run?: string;
          to?: string;
          what?: string;
          workloads?: string;
        };
      };
    };
    /** What people plan to break together. A person starts it when its time has come. */
    GameDay: {
      /** Format: date-time */
      at: string;
      cancelled?: {
        /** Format: date-time */
        at: string;
        by: string;
      };
      cluster: string;
      entity?: string;
      /** Format: uuid */
      id: string;
      namespace: string;
      notes?: string;
      people: string[];
      /**
       * Format: date-time
       * When it was last changed.
       */
      plannedAt: string;
      plannedBy: string;
      preset?: string;
      /** Of the cluster, or its name where it is not configured any more. */
      region: string;
      title: string;
      workflow?: string;
    };
    GameDayPlan: {
      /**
       * Format: date-time
       * When it begins, which is yet to come.
       */
      at: string;
      cluster: string;
      /** What is to be hit: `component:default/payments`. */
      entity?: string;
      /** One of those that may be hit. */
      namespace: string;
      notes?: string;
      /** Who takes part: `user:default/olena`, `group:default/team-orders`. */
      people: string[];
      /** The experiment to begin with, as its form has it in its link. */
      preset?: string;
      title: string;
      /** The Workflow of the cluster and namespace to begin with, in place of an experiment. */
      workflow?: string;
    };
    /** A lever that was pulled. */
    Halt: {
      /** Format: date-time */
      at: string;
      /** The person: `user:default/olena`. Of one that was pulled in the cluster, whoever its lever says. */
      by: string;
      /**
       * Where it was pulled: in the portal, or at the lever of the cluster itself, as with kubectl.
       */
      from?: 'portal' | 'cluster';
      reason: string;
    };
    Halts: {
      clusters: {
        halt?: components['schemas']['Halt'];
        lever?: components['schemas']['Lever'];
        name: string;
      }[];
    };
    /** What `chaos.steadyState` asks of a service, and what it was. */
    ImpliedCheck: {
      /** Absent where the catalog has none. */
      entity?: string;
      /** It may be that much. */
      limit: number;
      measure: 'errorRate' | 'p95';
      role: 'target' | 'caller';
      /** The oldest first: of five minutes before, and of the last minute at each moment since. Fewer than ten requests say nothing. */
      samples: components['schemas']['Sample'][];
      /** Its name in traces. */
      service: string;
      unit: 'ratio' | 'ms';
    };
    /** The lever of a cluster itself, which holds those who use kubectl. */
    Lever: {
      /** Its ConfigMap: `chaos-mesh/chaos-halt-lever`. */
      object: string;
      /** Why it is behind or not known, and what to do. */
      reason?: string;
      /**
       * `same`: it says what the portal says. `behind`: it does not yet, and is set again every few seconds. `absent`: the cluster has none, so that kubectl is not held there. `unknown`: it could not be asked.
       */
      state: 'same' | 'behind' | 'absent' | 'unknown';
    };
    /** One object of Chaos Mesh as YAML or JSON. */
    ManifestText: string;
    Outcome: 'passed' | 'failed' | 'inconclusive';
    /** Groups and people, by the catalog: `group:default/team-orders`. Empty where it names none, absent for what it does not know. */
    Owners: string[];
    /** The Schedule or the Workflow that started it, in the same cluster and namespace. */
    Parent: {
      kind: 'Schedule' | 'Workflow';
      name: string;
    };
    /** What a Schedule starts at a time to come. */
    PlannedRun: {
      /** Format: date-time */
      at: string;
      cluster: string;
      /** That of the Schedule. */
      name: string;
      namespace: string;
      /** Why it does not run. */
      refusal?: {
        /**
         * `paused`: its Schedule will have been paused by a freeze or the hours before, and nobody has resumed it.
         */
        by: 'freeze' | 'hours' | 'paused';
        reason: string;
      };
      region: string;
      what: string[];
    };
    /** The rules of the configuration for what may start. */
    Policy: {
      /** Where another person has to approve a start. */
      approval?: {
        clusters?: string[];
        namespaces?: string[];
      }[];
      checks?: components['schemas']['CheckSources'];
      /** What is narrower in some clusters and namespaces. */
      environments: {
        clusters?: string[];
        kinds?: string[];
        maxDurationSeconds?: number;
        maxPercentage?: number;
        /** `production`. */
        name: string;
        namespaces?: string[];
      }[];
      freezes: {
        /** Format: date-time */
        from: string;
        reason: string;
        regions?: string[];
        /** Format: date-time */
        to: string;
      }[];
      /** When something may run; one of those for a place is enough. */
      hours?: {
        clusters?: string[];
        /** Days of the week, 0 is Sunday. Absent: every day. */
        days?: number[];
        /** `09:00`. */
        from: string;
        namespaces?: string[];
        /** `17:00`, or `24:00`. */
        to: string;
        /** Europe/Kyiv */
        zone: string;
      }[];
      kinds: string[];
      /** Runs of one person at the same time. */
      maxActive: number;
      maxDurationSeconds: number;
      /** Of the pods of a workload. */
      maxPercentage: number;
      namespaces: string[];
      /** Starts within a stretch of time. Absent: as many as there are. */
      rate: {
        perPerson?: components['schemas']['Rate'];
        perTarget?: components['schemas']['Rate'];
      };
      /** What StatusChecks may ask beside Services of the namespaces. */
      statusUrls: string[];
    };
    Preflight: {
      /** How many pods the selector means before the mode picks some. */
      candidates?: number;
      /** The steady-state checks of the experiment, as they are now. */
      checks?: components['schemas']['SteadyCheck'][];
      /** The components of those pods that the caller may see, and whose they are. Absent where none is known. */
      components?: {
        entity: string;
        owners: components['schemas']['Owners'];
        title: string;
      }[];
      /** What depends on what is hit, nearest first. */
      dependents: {
        /** Absent for a service that the catalog does not know. */
        entity?: string;
        /** Who says so: the catalog, or the traces, in which it called within the last hour. */
        knownBy: ('catalog' | 'traces')[];
        owners?: components['schemas']['Owners'];
        title: string;
      }[];
      findings: components['schemas']['Finding'][];
      /** The object with what Chaos Mesh fills in, as YAML. */
      manifest?: components['schemas']['ManifestText'];
      mayStart: boolean;
      /** What has to be typed to start. */
      namespace?: string;
      /** Whether another person has to approve the start. */
      needsApproval?: boolean;
      /** When a Schedule would start experiments next, at most five times. */
      nextRuns?: string[];
      /**
       * Absent for an experiment, which is started as a run.
       */
      standing?: 'Schedule' | 'Workflow';
      /** The pods that may be hit. With a mode that picks at random these are all it may pick from. */
      targets: components['schemas']['Target'][];
      /** Why the traces do not tell all who call what is hit: more may depend on it. Absent where they do. */
      unreadCallers?: string[];
    };
    Preset: {
      id:
        | 'pod-kill'
        | 'network-delay'
        | 'network-loss'
        | 'network-partition'
        | 'cpu-stress'
        | 'memory-stress'
        | 'http-delay'
        | 'http-abort'
        | 'pod-failure';
      kind: string;
      manifest: components['schemas']['ManifestText'];
    };
    Presets: {
      presets: components['schemas']['Preset'][];
      saved?: components['schemas']['Saved'];
      /** Where experiments on the component are kept. Absent where its sources are on no host with GitHub's API. */
      saveTo?: {
        folder: string;
        /** As the scaffolder names a repository. */
        repoUrl: string;
      };
      /** Where a new file is begun and proposed as a pull request, in the repository of the component; it takes `filename` and `value`. Absent where its host has no such page. */
      saveUrl?: string;
    };
    /** How many starts there may be within a time. */
    Rate: {
      starts: number;
      withinSeconds: number;
    };
    Run: {
      /** `delay`, `pod-kill`. */
      action?: string;
      /**
       * Format: date-time
       * Only of one that awaits approval.
       */
      approveBefore?: string;
      cluster: string;
      durationSeconds?: number;
      /**
       * Format: date-time
       * When all its faults were off.
       */
      endedAt?: string;
      /**
       * Format: date-time
       * When its duration is over.
       */
      endsAt?: string;
      entities: string[];
      /** A person */
      haltedBy?: string;
      haltReason?: string;
      /** Format: uuid */
      id: string;
      /** In how many of them the fault is on. */
      injected?: number;
      /**
       * Format: date-time
       * When the first of its faults was on.
       */
      injectedAt?: string;
      kind: string;
      /** What is wrong with it. */
      message?: string;
      name: string;
      namespace: string;
      outcome?: components['schemas']['Outcome'];
      parent?: components['schemas']['Parent'];
      region: string;
      /** Format: date-time */
      startedAt: string;
      /** Absent when it was started outside the portal. */
      startedBy?: string;
      state: components['schemas']['RunState'];
      /** How many pods it hit. */
      targets: number;
    };
    RunDetails: {
      /** The steady-state checks of the experiment, with what was seen. */
      checks?: components['schemas']['SteadyCheck'][];
      /** What happened, the oldest first. */
      events: {
        /** Format: date-time */
        at: string;
        by?: string;
        message?: string;
        type:
          | 'requested'
          | 'approved'
          | 'rejected'
          | 'expired'
          | 'started'
          | 'adopted'
          | 'injected'
          | 'paused'
          | 'resumed'
          | 'halted'
          | 'recovered'
          | 'not-recovered'
          | 'gone'
          | 'failed'
          | 'verdict';
      }[];
      /** What the verdict is going to stand on beside them: of each service that is hit or calls one that is, with what was seen of it so far. */
      implied?: components['schemas']['ImpliedCheck'][];
      manifest: components['schemas']['ManifestText'];
      run: components['schemas']['Run'];
      targets: components['schemas']['Target'][];
      verdict?: components['schemas']['Verdict'];
    };
    /**
     * `not-recovered`: it should be over, and faults are still on, or nothing shows that they are off; somebody has to look. `failed`: it never began. `rejected`: nobody approved it.
     */
    RunState:
      | 'awaiting-approval'
      | 'starting'
      | 'injecting'
      | 'running'
      | 'paused'
      | 'recovering'
      | 'recovered'
      | 'not-recovered'
      | 'failed'
      | 'rejected';
    Sample: {
      /** Format: date-time */
      at: string;
      /** What was wrong. */
      message?: string;
      /** Absent where it could not be told. */
      ok?: boolean;
      scope?: components['schemas']['Scope'];
      value?: number;
    };
    /** What is kept in the repository of the component. Absent where the catalog names no address of its sources. */
    Saved: {
      /** The repository could not be read: what there is, is from before. */
      failure?: {
        reason: string;
        /** Format: date-time */
        since: string;
      };
      presets: components['schemas']['SavedPreset'][];
      problems: components['schemas']['SavedProblem'][];
    };
    /** An experiment, a Schedule or a Workflow in a repository. */
    SavedPreset: {
      /** Its path in the repository. */
      file: string;
      /** Its file, as `saved:<file>`. */
      id: string;
      kind: string;
      manifest: components['schemas']['ManifestText'];
      name: string;
      url: string;
    };
    /** A file that holds no experiment that could start. */
    SavedProblem: {
      file: string;
      /** What has to change. */
      message: string;
      url: string;
    };
    /**
     * Where requests were counted, by `cloud.region` of their spans. `region`: in that of the run, and of its cluster. All else is of all regions together: the spans of the service name none, no span of any service names that one, or it is of who calls whom, which is not known by region. Absent of what counts no requests, where none came, and of what was seen before this was told apart.
     */
    Scope:
      | 'region'
      | 'spans-without-region'
      | 'region-without-spans'
      | 'calls-without-region';
    /** How often the platform held when a component was hit, of the runs that were over in a stretch of time. Runs that never began do not count. */
    Score: {
      entity: string;
      failed: number;
      /** Format: date-time */
      from: string;
      /** Never in the score. */
      inconclusive: number;
      passed: number;
      /** The score as it was a week before and so on, the oldest first; the last one is that of `to`. */
      points: components['schemas']['ScorePoint'][];
      /** `passed / (passed + failed)`. Absent where there is neither: nothing is known then. */
      score?: number;
      /** Format: date-time */
      to: string;
      /** Runs without a verdict, never in the score. */
      unjudged: number;
      /** How long the stretch is. */
      windowSeconds: number;
    };
    /** The score of the stretch of time that ends at a moment. */
    ScorePoint: {
      /** Format: date-time */
      at: string;
      failed: number;
      passed: number;
      score?: number;
    };
    SilentCluster: {
      name: string;
      reason: string;
      /** Format: date-time */
      since?: string;
    };
    /** A Schedule or a Workflow as a cluster has it. */
    Standing: {
      /** The names of what it started and is not over. */
      active: string[];
      /** Only where another person had to approve it. */
      approvedBy?: string;
      cluster: string;
      /** Format: date-time */
      createdAt: string;
      deleting: boolean;
      /** Format: date-time */
      endedAt?: string;
      kind: 'Schedule' | 'Workflow';
      /** Format: date-time */
      lastRun?: string;
      name: string;
      namespace: string;
      /** At most five; none while it is paused. */
      nextRuns: string[];
      parent?: components['schemas']['Parent'];
      paused: boolean;
      /**
       * Only of a Workflow.
       */
      phase?: 'waiting' | 'running' | 'done' | 'aborted';
      region: string;
      /** Cron: `0 3 * * 1`. */
      schedule?: string;
      /** Absent when it was made outside the portal. */
      startedBy?: string;
      /** The kinds of experiments that it starts: `NetworkChaos delay`. */
      what: string[];
    };
    StandingDetails: {
      item: components['schemas']['Standing'];
      manifest: string;
      /** Only of a Workflow, in the order in which they began. */
      nodes: components['schemas']['StandingNode'][];
      /** The last runs that it started. */
      runs: components['schemas']['Run'][];
    };
    /** A step of a Workflow. */
    StandingNode: {
      /** Format: date-time */
      endedAt?: string;
      /**
       * Format: date-time
       * Its deadline.
       */
      endsAt?: string;
      name: string;
      /** The name of the node that it is in. */
      parent?: string;
      phase: 'waiting' | 'running' | 'done' | 'aborted';
      reason?: string;
      /** Format: date-time */
      startedAt?: string;
      task?: components['schemas']['StandingTask'];
      template: string;
      /** `Serial`, `Suspend`, `NetworkChaos`. */
      type: string;
    };
    /** One of the two. */
    StandingOutcome: {
      request?: components['schemas']['StandingRequest'];
      standing?: components['schemas']['Standing'];
    };
    /** A Schedule or a Workflow that another person has to approve before it is touched. */
    StandingRequest: {
      /**
       * To create a Schedule or begin a Workflow, or to resume a Schedule.
       */
      action: 'create' | 'resume';
      /** Format: date-time */
      approveBefore: string;
      /** Format: date-time */
      askedAt: string;
      /** `user:default/taras`. */
      askedBy: string;
      cluster: string;
      /** Format: date-time */
      decidedAt?: string;
      /** Absent while it waits and when it lapsed. */
      decidedBy?: string;
      /** Format: uuid */
      id: string;
      kind: 'Schedule' | 'Workflow';
      name: string;
      namespace: string;
      /** Why it was rejected. */
      reason?: string;
      state: 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'expired';
    };
    StandingRequestDetails: {
      /** The components that it would hit, as of when it was asked for. */
      entities: string[];
      /** What was asked for, as YAML with what Chaos Mesh fills in. */
      manifest: components['schemas']['ManifestText'];
      /** When a Schedule would start experiments next, at most five times. */
      nextRuns?: string[];
      request: components['schemas']['StandingRequest'];
      /** The pods that it would hit, as of when it was asked for. */
      targets: components['schemas']['Target'][];
    };
    /** What came of a step that is a `Task`. */
    StandingTask: {
      branches: {
        /** Absent until it is decided. */
        taken?: boolean;
        /** The template that would begin. */
        target: string;
      }[];
      /** Of its container; absent until it has ended. */
      exitCode?: number;
    };
    /** What has to hold before an experiment, while it is on and after it. */
    SteadyCheck: {
      comparator: 'below' | 'above';
      /** Its place among the checks. */
      id: number;
      limit: number;
      /** The oldest first. */
      samples: components['schemas']['Sample'][];
      title: string;
      type: 'http' | 'sql' | 'promql' | 'latency' | 'errors' | 'rate';
      unit: 'ratio' | 'ms' | 'number' | 'perSecond';
    };
    /** A pod, and what has come of it. */
    Target: {
      container?: string;
      /** The component: `component:default/payments`. */
      entity?: string;
      /** Only of a run. */
      events?: {
        /** Format: date-time */
        at: string;
        message?: string;
        ok: boolean;
        operation: 'apply' | 'recover';
      }[];
      name: string;
      namespace: string;
      node?: string;
      /** Its workload: `Deployment/payments`. */
      owner?: string;
      /**
       * Only of a run.
       */
      phase?: 'injected' | 'not-injected';
    };
    Verdict: {
      /** Format: date-time */
      at: string;
      checks: components['schemas']['Check'][];
      outcome: components['schemas']['Outcome'];
      reason: string;
      /** Failed requests of the services that were hit while the fault was on, beyond those that would have failed at the rate of before. Of two that were hit, the one that calls the other counts, so no request counts twice. Absent with too few requests before or during. */
      requestsLost?: number;
      /** In milliseconds, from when every fault was on to the first sample of what is watched that is past its limit. What was past it before the fault does not count. Absent where no sample was, and in verdicts from before it was kept. */
      timeToDetectMs?: number;
      /** In milliseconds, from when the faults began to be taken back to the first sample, once the last fault was off, from which on all that is watched stayed within its limits. Absent while that is not known, as without samples after the end, and where it did not recover. */
      timeToRecoverMs?: number;
    };
  };
  responses: {
    /** What went wrong, and how to put it right */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    GameDayId: string;
    RunId: string;
    StandingCluster: string;
    StandingKind: 'Schedule' | 'Workflow';
    StandingName: string;
    StandingNamespace: string;
    StandingRequestId: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
};
/** The $defs of the OpenAPI document of chaos. @public */
export type $defs = Record<string, never>;
/** The operations of the OpenAPI document of chaos. @public */
export type operations = {
  getCalendar: {
    parameters: {
      query: {
        /** Its beginning. */
        from: string;
        /** Its end; at most 43 days later. */
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The calendar */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Calendar'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getClusters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The clusters, in the order of the configuration */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            clusters: components['schemas']['ChaosCluster'][];
            policy: components['schemas']['Policy'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  dryRun: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          cluster: string;
          manifest: components['schemas']['ManifestText'];
        };
      };
    };
    responses: {
      /** The findings; an experiment that may not start is an answer, too */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  planGameDay: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GameDayPlan'];
      };
    };
    responses: {
      /** It is in the calendar */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GameDay'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  changeGameDay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['GameDayId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GameDayPlan'];
      };
    };
    responses: {
      /** As it is in the calendar now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GameDay'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  cancelGameDay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['GameDayId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** As it is in the calendar now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GameDay'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  haltAll: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Only there. Default: everywhere. */
          cluster?: string;
          reason: string;
          /** In all clusters of this region, of which each has an audit event of its own. Not together with a cluster. */
          region?: string;
        };
      };
    };
    responses: {
      /** The levers as they are now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Halts'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  arm: {
    parameters: {
      query?: {
        /** Only there. Default: everywhere. */
        cluster?: string;
        /** In all clusters of this region, of which each has an audit event of its own. Not together with a cluster. */
        region?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The levers as they are now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Halts'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPresets: {
    parameters: {
      query: {
        /** The component whose pods they hit: `component:default/payments`. */
        entity: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The presets, the mildest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Presets'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRuns: {
    parameters: {
      query?: {
        /** `nextCursor` of the page before. */
        cursor?: string;
        /** Only runs that hit this component. */
        entity?: string;
        /** Only runs that were not over before. */
        from?: string;
        limit?: number;
        /** Only runs with this verdict. */
        outcome?: 'passed' | 'failed' | 'inconclusive';
        /** `active`: those that are not over. */
        state?: 'active' | 'over';
        /** Only runs that began before. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of runs */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            nextCursor?: string;
            runs: components['schemas']['Run'][];
            /** Clusters that do not answer; their runs are as last heard. */
            silent: components['schemas']['SilentCluster'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  startRun: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          cluster: string;
          /** The name of the namespace that is hit, typed by the one who starts. */
          confirmation: string;
          manifest: components['schemas']['ManifestText'];
        };
      };
    };
    responses: {
      /** It is applied in the cluster */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['RunId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunDetails'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  approveRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['RunId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run, which is applied in the cluster */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  haltRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['RunId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run, which recovers */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  pauseRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['RunId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  rejectRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['RunId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          reason: string;
        };
      };
    };
    responses: {
      /** The run, which never began */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  resumeRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['RunId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getScore: {
    parameters: {
      query: {
        /** The component that was hit: `component:default/payments`. */
        entity: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The score with the numbers that it comes from */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Score'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getStanding: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The standing set, and the clusters of which it is not known */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Standing'][];
            /** What waits for another person's approval, the oldest first. */
            requests: components['schemas']['StandingRequest'][];
            /** Clusters whose Schedules and Workflows are not known now. */
            silent: components['schemas']['SilentCluster'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  createStanding: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          cluster: string;
          /** The name of the namespace that is hit, typed by the one who creates it. */
          confirmation: string;
          manifest: components['schemas']['ManifestText'];
        };
      };
    };
    responses: {
      /** It is in the cluster, or awaits approval */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingOutcome'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getStandingRequest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['StandingRequestId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The request with what it is about */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingRequestDetails'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  approveStanding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['StandingRequestId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The request, whose object is in the cluster */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingRequest'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  rejectStanding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['StandingRequestId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          reason: string;
        };
      };
    };
    responses: {
      /** The request, which is over */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingRequest'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  withdrawStanding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['StandingRequestId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The request, which is over */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingRequest'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getStandingDetails: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        cluster: components['parameters']['StandingCluster'];
        kind: components['parameters']['StandingKind'];
        name: components['parameters']['StandingName'];
        namespace: components['parameters']['StandingNamespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It, as the cluster has it */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingDetails'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  deleteStanding: {
    parameters: {
      query: {
        /** Its name, typed by the one who deletes it. */
        confirmation: string;
      };
      header?: never;
      path: {
        cluster: components['parameters']['StandingCluster'];
        kind: components['parameters']['StandingKind'];
        name: components['parameters']['StandingName'];
        namespace: components['parameters']['StandingNamespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It is being deleted */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Standing'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  pauseStanding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        cluster: components['parameters']['StandingCluster'];
        kind: components['parameters']['StandingKind'];
        name: components['parameters']['StandingName'];
        namespace: components['parameters']['StandingNamespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The Schedule */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Standing'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  resumeStanding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        cluster: components['parameters']['StandingCluster'];
        kind: components['parameters']['StandingKind'];
        name: components['parameters']['StandingName'];
        namespace: components['parameters']['StandingNamespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The Schedule, or that it awaits approval */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StandingOutcome'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  runStanding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        cluster: components['parameters']['StandingCluster'];
        kind: components['parameters']['StandingKind'];
        name: components['parameters']['StandingName'];
        namespace: components['parameters']['StandingNamespace'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** The name of the namespace that is hit, typed by the one who starts. */
          confirmation: string;
        };
      };
    };
    responses: {
      /** What was started, or awaits approval */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            request?: components['schemas']['StandingRequest'];
            run?: components['schemas']['Run'];
            standing?: components['schemas']['Standing'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
};

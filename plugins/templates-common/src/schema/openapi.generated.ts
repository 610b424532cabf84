// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.
/** The paths of the OpenAPI document of templates. @public */
export type paths = {
  '/render': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The files that a template makes of some values
     * A dry run of the scaffolder for the one who asks. Nothing is published, registered or deployed. Where a value is left out, the default of the form holds.
     */
    post: operations['renderTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/renderings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What templates rendered into the repositories of the catalog
     * The manifests that templates wrote, as last read, with the entities that the caller may see; and the releases of each template, so that it can be said what changed since.
     */
    get: operations['getRenderings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
};
/** The webhooks of the OpenAPI document of templates. @public */
export type webhooks = Record<string, never>;
/** The components of the OpenAPI document of templates. @public */
export type components = {
  schemas: {
    Error: {
      error: {
        message: string;
        name: string;
        /** Why the form does not take the values, where that is the reason. */
        refusals?: components['schemas']['RenderRefusal'][];
      };
    };
    /** A file that the template makes. */
    RenderedFile: {
      content: string;
      /**
       * How the content is written down; base64 where it is no text.
       */
      encoding: 'utf8' | 'base64';
      executable: boolean;
      /** Below the root of the project, with forward slashes. */
      path: string;
    };
    /** What a template makes of some values. */
    RenderedTemplate: {
      /** In the order of their paths. */
      files: components['schemas']['RenderedFile'][];
      log: components['schemas']['RenderLogLine'][];
      /** The links and texts that a task would end with; those of steps that a dry run leaves out are missing. */
      output: {
        [key: string]: unknown;
      };
      templateRef: string;
    };
    /** A line of the task's log. */
    RenderLogLine: {
      message: string;
      stepId?: string;
    };
    /** One reason why the form does not take the values. */
    RenderRefusal: {
      /** In the words of the template's author, or else the scaffolder's. */
      message: string;
      /** The value, such as domain or publicPaths.0.path; empty for all of them. */
      path: string;
      /** What the form calls it. */
      title?: string;
    };
    /** A pull request about what a template rendered, which is open. */
    TemplatePullRequest: {
      title: string;
      url: string;
    };
    TemplateRelease: {
      changes: string[];
      date: string;
      version: string;
    };
    /** What a template rendered into a repository. */
    TemplateRendering: {
      /** The files of the template that are no longer what it wrote; some hundred at most. */
      changedFiles: string[];
      /** What comes from it. */
      entityRefs: string[];
      /** The path of the manifest in the repository. */
      manifest: string;
      pullRequest?: components['schemas']['TemplatePullRequest'];
      /** The address of the repository; missing for a folder beside the portal, which has no upgrades. */
      repository?: string;
      template: string;
      /**
       * Format: date-time
       * Since when the repository does not answer. What is said of it is older.
       */
      unknownSince?: string;
      /** The version that rendered it last. */
      version: string;
    };
    TemplateRenderings: {
      /**
       * Format: date-time
       * When everything was last read; missing before the first time has ended.
       */
      readAt?: string;
      renderings: components['schemas']['TemplateRendering'][];
      templates: components['schemas']['TemplateVersions'][];
      unanswered: components['schemas']['UnansweredRepository'][];
    };
    /** A template that says what its versions changed. */
    TemplateVersions: {
      name: string;
      /** The newest first. */
      releases: components['schemas']['TemplateRelease'][];
      title: string;
    };
    UnansweredRepository: {
      message: string;
      repository: string;
      /** Format: date-time */
      since: string;
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
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
};
/** The $defs of the OpenAPI document of templates. @public */
export type $defs = Record<string, never>;
/** The operations of the OpenAPI document of templates. @public */
export type operations = {
  renderTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** The template of the catalog, such as template:default/istio-mesh. */
          templateRef: string;
          /** What a person would type into the form. */
          values: {
            [key: string]: unknown;
          };
          /** The templates that this one is rendered for, the outermost first. It may be none of them. */
          within?: string[];
        };
      };
    };
    responses: {
      /** What came of it */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RenderedTemplate'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRenderings: {
    parameters: {
      query?: {
        /** Only what this entity was made from. */
        entityRef?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** What was found */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateRenderings'];
        };
      };
      default: components['responses']['Error'];
    };
  };
};

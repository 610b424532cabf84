import { type SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  templates?: {
    renderings?: {
      /**
       * How often the repositories of the catalog are read for what templates
       * rendered into them: every ten minutes by default.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}

import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiFlashlightLine } from '@remixicon/react';
import { chaosApi } from './extensions/apis';
import { chaosBar } from './extensions/bars';
import { chaosEntityCard } from './extensions/entityCards';
import { chaosEntityContent } from './extensions/entityContents';
import { chaosHomeCard } from './extensions/homeCards';
import { chaosPage } from './extensions/pages';
import { chaosTimeWindows } from './extensions/timeWindows';
import {
  calendarRouteRef,
  entityChaosRouteRef,
  newRunRouteRef,
  newWorkflowRouteRef,
  rootRouteRef,
  runRouteRef,
  schedulesRouteRef,
  standingRouteRef,
  templateRouteRef,
  tracesRouteRef,
} from './routes';

/**
 * Chaos: a page with what runs, the levers and what ran, one to start an
 * experiment, one to build a Workflow, one for each run, one for what starts experiments by itself, and
 * for entities with workloads a card and a tab, for the home page a card, and over every page a bar.
 *
 * @public
 */
export const chaosPlugin = createFrontendPlugin({
  pluginId: 'chaos',
  title: 'Chaos',
  icon: <RiFlashlightLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    newRun: newRunRouteRef,
    newWorkflow: newWorkflowRouteRef,
    run: runRouteRef,
    schedules: schedulesRouteRef,
    standing: standingRouteRef,
    calendar: calendarRouteRef,
    entityContent: entityChaosRouteRef,
  },
  externalRoutes: { traces: tracesRouteRef, template: templateRouteRef },
  extensions: [
    chaosApi,
    chaosTimeWindows,
    chaosPage,
    chaosEntityCard,
    chaosEntityContent,
    chaosHomeCard,
    chaosBar,
  ],
});

import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import {
  calendarRouteRef,
  newRunRouteRef,
  newWorkflowRouteRef,
  requestRouteRef,
  runRouteRef,
  schedulesRouteRef,
  standingRouteRef,
} from '../../routes';
import { CalendarPage } from '../CalendarPage';
import { ChaosPage } from '../ChaosPage';
import { NewRunPage } from '../NewRunPage';
import { RequestPage } from '../RequestPage';
import { RunPage } from '../RunPage';
import { SchedulesPage } from '../SchedulesPage';
import { StandingPage } from '../StandingPage';
import { WorkflowPage } from '../WorkflowPage';

/** What runs and ran, and under it each run, and the next one. */
export function ChaosRouter() {
  return (
    <Routes>
      <Route index element={<ChaosPage />} />
      <Route path={newRunRouteRef.path} element={<NewRunPage />} />
      <Route path={newWorkflowRouteRef.path} element={<WorkflowPage />} />
      <Route path={runRouteRef.path} element={<RunPage />} />
      <Route path={schedulesRouteRef.path} element={<SchedulesPage />} />
      <Route path={requestRouteRef.path} element={<RequestPage />} />
      <Route path={calendarRouteRef.path} element={<CalendarPage />} />
      <Route path={standingRouteRef.path} element={<StandingPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}

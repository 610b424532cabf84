import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import {
  dashboardRouteRef,
  editorRouteRef,
  explorerRouteRef,
  pipelinesRouteRef,
} from '../../routes';
import { DashboardPage } from '../DashboardPage';
import { DashboardsPage } from '../DashboardsPage';
import { EditorPage } from '../EditorPage';
import { ExplorerPage } from '../ExplorerPage';
import { PipelinesPage } from '../PipelinesPage';

/** All dashboards, each one and its file, the explorer and the pipelines. */
export function AnalyticsRouter() {
  return (
    <Routes>
      <Route index element={<DashboardsPage />} />
      <Route path={explorerRouteRef.path} element={<ExplorerPage />} />
      <Route path={pipelinesRouteRef.path} element={<PipelinesPage />} />
      <Route path={dashboardRouteRef.path} element={<DashboardPage />} />
      <Route path={editorRouteRef.path} element={<EditorPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}

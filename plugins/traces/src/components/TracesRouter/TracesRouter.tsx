import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { traceRouteRef } from '../../routes';
import { TracePage } from '../TracePage';
import { TracesPage } from '../TracesPage';

/** The search, and under it each trace. */
export function TracesRouter() {
  return (
    <Routes>
      <Route index element={<TracesPage />} />
      <Route path={traceRouteRef.path} element={<TracePage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}

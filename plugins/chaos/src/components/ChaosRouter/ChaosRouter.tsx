import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { newRunRouteRef, runRouteRef } from '../../routes';
import { ChaosPage } from '../ChaosPage';
import { NewRunPage } from '../NewRunPage';
import { RunPage } from '../RunPage';

/** What runs and ran, and under it each run, and the next one. */
export function ChaosRouter() {
  return (
    <Routes>
      <Route index element={<ChaosPage />} />
      <Route path={newRunRouteRef.path} element={<NewRunPage />} />
      <Route path={runRouteRef.path} element={<RunPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}

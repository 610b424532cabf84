import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { regionRouteRef } from '../../routes';
import { RegionPage } from '../RegionPage';
import { RegionsPage } from '../RegionsPage';

/** All regions, and under them each one. */
export function RegionsRouter() {
  return (
    <Routes>
      <Route index element={<RegionsPage />} />
      <Route path={regionRouteRef.path} element={<RegionPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}

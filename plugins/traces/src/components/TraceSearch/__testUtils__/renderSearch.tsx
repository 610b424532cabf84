import { type ApiMock, renderInTestApp } from '@backstage/frontend-test-utils';
import { timeWindowsApiRef, type TimeWindowsApi } from '@shop-platform/ui-kit';
import { Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import { type TracesApi, tracesApiRef } from '../../../api';
import { rootRouteRef } from '../../../routes';
import { TracesPage } from '../../TracesPage';

function Where() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output>{decodeURIComponent(pathname + search)}</output>
      <button onClick={() => navigate(-1)}>Browser back</button>
    </>
  );
}

const NOTHING_DONE: TimeWindowsApi = {
  list: async () => ({ windows: [], moreExist: false }),
};

/** The page at its place, with its link told and a way back. */
export function renderSearch(
  api: ApiMock<TracesApi>,
  link: string = '/traces',
  timeWindows: TimeWindowsApi = NOTHING_DONE,
) {
  return renderInTestApp(
    <>
      <Where />
      <Routes>
        <Route path="/traces" element={<TracesPage />} />
        <Route path="*" element={<p>Another page</p>} />
      </Routes>
    </>,
    {
      mountedRoutes: { '/traces': rootRouteRef },
      apis: [
        [tracesApiRef, api],
        [timeWindowsApiRef, timeWindows],
      ],
      initialRouteEntries: [link],
    },
  );
}

/** The link that the page is at. */
export const where = () =>
  [...document.querySelectorAll('output')].map(one => one.textContent).join();

import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments } from './documents';
import {
  GrafanaDashboard,
  readExpressions,
  readGrafanaDashboards,
} from './grafanaDashboards';
import { lineAt } from './lines';

const GRID_WIDTH = 24;

/** The address of a dashboard, which its uid is in. */
const DASHBOARD_LINK = /https?:\/\/grafana\.[\w.-]+(?::\d+)?\/d\/([\w-]+)/g;

const generatorSchema = z.looseObject({
  configMapGenerator: z.array(
    z.looseObject({ files: z.array(z.string()).default([]) }),
  ),
});

/** Grafana's dashboards show something in each panel, reach Grafana, and are what links lead to. */
export function checkGrafana(rendered: RenderedFiles): Finding[] {
  const { dashboards, findings } = readGrafanaDashboards(rendered);
  const generated = readGeneratorFiles(rendered);
  const paths = new Set(rendered.files.map(({ path }) => path));
  const uids = dashboards.map(({ dashboard }) => dashboard.uid);
  return [
    ...findings,
    ...generated
      .filter(({ path }) => !paths.has(path))
      .map(({ place, path }) => ({
        where: place(),
        message: `${path} is listed and not rendered`,
      })),
    ...dashboards.flatMap(found =>
      [
        ...checkDashboard(found),
        ...(generated.some(({ path }) => path === found.path)
          ? []
          : [{ keys: [], message: 'No ConfigMap has this dashboard' }]),
        ...(uids.filter(uid => uid === found.dashboard.uid).length > 1
          ? [
              {
                keys: ['uid'],
                message: `The uid ${found.dashboard.uid} is another dashboard's, too`,
              },
            ]
          : []),
      ].map(({ keys, message }) => ({ where: found.at(keys), message })),
    ),
    ...checkDashboardLinks(rendered, uids),
  ];
}

/** Where dashboards are rendered, they are all that there are. */
function checkDashboardLinks(
  { files }: RenderedFiles,
  uids: readonly string[],
): Finding[] {
  return uids.length === 0
    ? []
    : files.flatMap(({ path, content }) => {
        const text = content.toString('utf8');
        return [...text.matchAll(DASHBOARD_LINK)]
          .filter(([, uid]) => !uids.includes(`${uid}`))
          .map(({ 0: link, index }) => ({
            where: `${path}:${lineAt(text, index)}`,
            message: `${link} leads to no dashboard: those that are rendered are ${uids.join(
              ', ',
            )}`,
          }));
      });
}

/** The files that kustomizations make ConfigMaps of. */
function readGeneratorFiles(
  rendered: RenderedFiles,
): { place: () => string; path: string }[] {
  return readDocuments(rendered).documents.flatMap(({ path, value, at }) =>
    (generatorSchema.safeParse(value).data?.configMapGenerator ?? []).flatMap(
      ({ files }, index) =>
        files.map((file, position) => ({
          place: () => at(['configMapGenerator', index, 'files', position]),
          path: posix.join(posix.dirname(path), file.replace(/^[^=]+=/, '')),
        })),
    ),
  );
}

type Problem = { keys: readonly PropertyKey[]; message: string };

function checkDashboard(found: GrafanaDashboard): Problem[] {
  const { panels, templating } = found.dashboard;
  const variables = templating.list.map(({ name }) => name);
  const sources = templating.list
    .filter(({ type }) => type === 'datasource')
    .map(({ name }) => `\${${name}}`);
  const ids = panels.map(({ id }) => id);

  return [
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : [
            {
              keys: ['panels', index, 'id'],
              message: `Two panels have the id ${id}`,
            },
          ],
    ),
    ...panels.flatMap((panel, index) => {
      const { title, datasource, gridPos, targets } = panel;
      if (panel.type === 'row') {
        return [];
      }
      const names = targets.map(({ refId }) => refId);
      return [
        ...(targets.length === 0 ? ['asks for nothing'] : []),
        ...(new Set(names).size < names.length
          ? ['has two targets with one refId']
          : []),
        ...[datasource, ...targets.map(target => target.datasource)]
          .filter(source => !source || !sources.includes(source.uid))
          .map(() => 'has a data source that the viewer cannot choose'),
        ...(gridPos.x + gridPos.w > GRID_WIDTH ? ['is out of the grid'] : []),
        ...panels
          .slice(0, index)
          .filter(other => overlap(gridPos, other.gridPos))
          .map(other => `lies on "${other.title}"`),
      ].map(problem => ({
        keys: ['panels', index],
        message: `The panel "${title}" ${problem}`,
      }));
    }),
    ...readExpressions(found).flatMap(({ of, expression, keys }) =>
      [...expression.matchAll(/\$\{?(\w+)/g)]
        .map(([, name]) => name)
        .filter(
          name => !name?.startsWith('__') && !variables.includes(`${name}`),
        )
        .map(name => ({
          keys,
          message: `"${of}" uses $${name}, which is no variable`,
        })),
    ),
  ];
}

type Place = { x: number; y: number; w: number; h: number };

function overlap(a: Place, b: Place): boolean {
  return (
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
  );
}

import request from 'supertest';
import { z } from 'zod';

type Server = Parameters<typeof request>[0];

/** A dashboard of a portal that runs. */
export type ShownDashboard = {
  server: Server;
  path: string;
  window: { from: string; to: string };
};

const dashboardSchema = z.object({
  dashboard: z.object({
    spec: z.object({
      parameters: z
        .array(
          z.object({
            name: z.string(),
            suggestions: z.object({ query: z.string() }).optional(),
          }),
        )
        .default([]),
      queries: z.record(z.string(), z.object({ sql: z.string() })),
      panels: z.array(
        z.object({
          id: z.string(),
          type: z.string(),
          query: z.string(),
          drillDown: z
            .object({
              rows: z.string().optional(),
              parameters: z.record(z.string(), z.string()).optional(),
            })
            .optional(),
        }),
      ),
    }),
  }),
});
const tableSchema = z.object({
  columns: z.array(z.object({ name: z.string() })),
  rows: z.array(z.array(z.unknown())),
});

/** What would read more, or something else, if it ever became part of a query. */
const INJECTION = `x') OR 1 = 1 UNION ALL SELECT * FROM system.users -- \\' {tenant:String}`;

async function specOf({ server, path }: ShownDashboard) {
  const { body } = await request(server).get(path);
  return dashboardSchema.parse(body).dashboard.spec;
}

function post({ server, path, window }: ShownDashboard, what: string) {
  return (more: object = {}) =>
    request(server)
      .post(`${path}/panels/${what}`)
      .send({ ...window, ...more });
}

/** The panels with marks that lead nowhere; tables are rows themselves. */
export async function panelsWithoutDrillDown(
  shown: ShownDashboard,
): Promise<string[]> {
  const { panels } = await specOf(shown);
  return panels
    .filter(({ type, drillDown }) => type !== 'table' && !drillDown)
    .map(({ id }) => id);
}

/** How many rows are behind the first mark of each panel that has one and leads to rows. */
export async function countRowsBehindMarks(
  shown: ShownDashboard,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { id, drillDown } of (await specOf(shown)).panels) {
    const { columns, rows } = tableSchema.parse(
      (await post(shown, `${id}/data`)()).body,
    );
    const [mark] = rows;
    if (drillDown?.rows !== undefined && mark) {
      const known = Object.fromEntries(
        columns.map(({ name }, index) => [name, mark[index]]),
      );
      const { status, body } = await post(
        shown,
        `${id}/rows`,
      )({
        drillDown: Object.fromEntries(
          Object.entries(drillDown.parameters ?? {}).map(
            ([parameter, column]) => [parameter, known[column]],
          ),
        ),
      });
      expect([id, status, body.error?.message]).toEqual([id, 200, undefined]);
      counts[id] = tableSchema.parse(body).rows.length;
    }
  }
  return counts;
}

/** Of an answer what an injection would change; not the value, which errors may repeat. */
function outcomeOf({ status, body }: request.Response) {
  return { status, rows: body.rows, columns: body.columns };
}

/**
 * Puts an injection into everything that readers may send: it means no more
 * than any other value that is not there.
 *
 * @returns where it was put
 */
export async function injectEverywhere(
  shown: ShownDashboard,
): Promise<string[]> {
  const { server, path, window } = shown;
  const { parameters, queries, panels } = await specOf(shown);
  const places: string[] = [];
  const compare = async (
    place: string,
    ask: (value: string) => PromiseLike<request.Response>,
  ) => {
    const harmless = outcomeOf(await ask('there is no such value'));
    expect([place, outcomeOf(await ask(INJECTION))]).toEqual([place, harmless]);
    expect([200, 400]).toContain(harmless.status);
    places.push(place);
  };

  for (const { name, suggestions } of parameters) {
    const panel = panels.find(({ query }) =>
      queries[query]?.sql.includes(`{${name}:`),
    );
    expect([name, panel]).not.toEqual([name, undefined]);
    await compare(`parameter ${name}`, value =>
      post(shown, `${panel?.id}/data`)({ parameters: { [name]: [value] } }),
    );
    if (suggestions) {
      const { status, body } = await request(server)
        .get(`${path}/parameters/${name}/suggestions`)
        .query({ ...window, text: INJECTION });
      expect([name, status, body.suggestions]).toEqual([name, 200, []]);
      places.push(`text of ${name}`);
    }
  }
  for (const { id, drillDown } of panels) {
    for (const name of Object.keys(drillDown?.parameters ?? {})) {
      if (drillDown?.rows !== undefined) {
        await compare(`mark of ${id}, ${name}`, value =>
          post(shown, `${id}/rows`)({ drillDown: { [name]: value } }),
        );
      }
    }
    for (const end of ['from', 'to']) {
      const { status } = await post(shown, `${id}/data`)({ [end]: INJECTION });
      expect([id, end, status]).toEqual([id, end, 400]);
    }
    places.push(`time of ${id}`);
  }
  return places;
}

import { type components } from './schema/openapi.generated';

/** A tenant whose data somebody may read. @public */
export type Tenant = components['schemas']['Tenant'];

/** What is wrong with a dashboard file, and where. @public */
export type DashboardProblem = components['schemas']['Problem'];

/** A dashboard in a list. @public */
export type DashboardSummary = components['schemas']['DashboardSummary'];

/** The dashboards that somebody may see, and the entities whose files cannot be read. @public */
export type DashboardList = components['schemas']['DashboardList'];

/** Values of parameters, by name. @public */
export type ParameterValues = components['schemas']['Parameters'];

/** A column of an answer. @public */
export type QueryColumn = components['schemas']['Column'];

/** What a query cost. @public */
export type QueryCost = components['schemas']['Statistics'];

/** How far the tables of a query are filled. @public */
export type Freshness = components['schemas']['Freshness'];

/** The rows of a query, what it cost, and how old they are. @public */
export type QueryAnswer = components['schemas']['QueryAnswer'];

/** The data of a panel. @public */
export type PanelData = components['schemas']['PanelData'];

/** A value for a parameter. @public */
export type ParameterSuggestion = components['schemas']['Suggestion'];

/** Whether SQL of one's own may be run, and how it is guarded. @public */
export type Explorer = components['schemas']['Explorer'];

/** The tables that may be read, and the functions. @public */
export type ExplorerSchema = components['schemas']['ExplorerSchema'];

/** What a query would read. @public */
export type QueryEstimate = components['schemas']['Estimate'];

/** A pipeline that fills tables. @public */
export type Pipeline = components['schemas']['Pipeline'];

/** How one table of a pipeline is. @public */
export type PipelineTable = components['schemas']['PipelineTable'];

/** A run of a pipeline, and how far it is. @public */
export type PipelineRun = components['schemas']['PipelineRun'];

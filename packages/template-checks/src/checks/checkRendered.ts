import { CheckOptions, Finding, RenderedFiles } from '../types';
import { checkAlertmanager } from './checkAlertmanager';
import { checkCatalog } from './checkCatalog';
import { checkChaosMesh } from './checkChaosMesh';
import { checkClickHouse } from './checkClickHouse';
import { checkCollector } from './checkCollector';
import { checkDashboards } from './checkDashboards';
import { checkDockerfile } from './checkDockerfile';
import { checkGrafana } from './checkGrafana';
import { checkHelmValues } from './checkHelmValues';
import { checkIstio } from './istioReferences';
import { checkKubernetes } from './checkKubernetes';
import { checkLeftovers } from './checkLeftovers';
import { checkLinks } from './checkLinks';
import { checkNpm } from './checkNpm';
import { checkOpenApi } from './checkOpenApi';
import { checkPrometheus } from './checkPrometheus';
import { checkSyntax } from './checkSyntax';
import { checkTerraform } from './checkTerraform';
import { checkWorkflows } from './checkWorkflows';

/**
 * Everything that can be said about a rendering without building it.
 *
 * @public
 */
export async function checkRendered(
  rendered: RenderedFiles,
  { isCopied = () => false, services }: CheckOptions = {},
): Promise<Finding[]> {
  const findings = await Promise.all([
    checkSyntax(rendered),
    checkLeftovers(rendered, isCopied),
    checkCatalog(rendered),
    checkNpm(rendered),
    checkKubernetes(rendered),
    checkIstio(rendered),
    checkHelmValues(rendered),
    checkChaosMesh(rendered, services),
    checkClickHouse(rendered),
    checkDashboards(rendered),
    checkTerraform(rendered),
    checkWorkflows(rendered),
    checkDockerfile(rendered),
    checkOpenApi(rendered),
    checkLinks(rendered),
    checkPrometheus(rendered),
    checkAlertmanager(rendered),
    checkGrafana(rendered),
    checkCollector(rendered),
  ]);
  return findings.flat();
}

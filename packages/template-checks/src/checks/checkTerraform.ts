import { toError } from '@backstage/errors';
import { checkArguments } from '../terraform/checkArguments';
import { checkCloudMetrics } from '../terraform/checkCloudMetrics';
import { findFormatProblems } from '../terraform/checkFormat';
import { checkModules } from '../terraform/checkModules';
import { checkReferences } from '../terraform/checkReferences';
import { checkUnusedResources } from '../terraform/checkUnusedResources';
import { TerraformFolder } from '../terraform/TerraformFolder';
import { HclError } from '../terraform/tokenize';
import { Finding, RenderedFiles } from '../types';
import { whole } from './lines';

/** Terraform's files are formatted, agree with their providers' schemas and with each other. */
export function checkTerraform(rendered: RenderedFiles): Finding[] {
  const folders = TerraformFolder.readAll(rendered);
  return [
    ...checkFormat(rendered),
    ...checkCloudMetrics(rendered, folders),
    ...[...folders.values()].flatMap(folder => [
      ...checkArguments(folder),
      ...checkReferences(folder, folders),
      ...checkModules(folder, folders),
      ...checkUnusedResources(folder, folders, rendered),
    ]),
  ];
}

function checkFormat({ files }: RenderedFiles): Finding[] {
  return files
    .filter(({ path }) => /\.(tf|tfvars|tftest\.hcl)$/.test(path))
    .flatMap(({ path, content }) => {
      try {
        return findFormatProblems(content.toString('utf8')).map(
          ({ line, message }) => ({ where: `${path}:${line}`, message }),
        );
      } catch (error) {
        const where =
          error instanceof HclError ? `${path}:${error.line}` : whole(path);
        return [{ where, message: toError(error).message }];
      }
    });
}

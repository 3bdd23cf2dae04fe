import { controls } from '@bulwark/controls';
import { REPORT_SCHEMA } from '@bulwark/report';
import { configSchema } from '../../packages/cli/src/config/config-shape.ts';
import { explain } from '../../packages/cli/src/explanation.ts';
import { cliPage } from './cli-page.ts';
import { COMING_FROM, comingFromPage } from './coming-from-page.ts';
import { controlIndex, controlPage } from './control-page.ts';
import { frameworksPage } from './frameworks-page.ts';
import { reportsPage } from './reports-page.ts';
import { severityPage } from './severity-page.ts';

/** All generated pages: path from the root of the repository → text. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const explanations = await Promise.all(controls.map((control) => explain(control)));
  return new Map([
    ...explanations.map((explanation) => [`docs/controls/${explanation.id}.md`, controlPage(explanation)] as const),
    ['docs/controls/index.md', controlIndex(explanations)],
    ...COMING_FROM.map((tool) => [`docs/coming-from/${tool}.md`, comingFromPage(tool, explanations)] as const),
    ['docs/cli.md', cliPage()],
    ['docs/frameworks.md', frameworksPage()],
    ['docs/severity.md', severityPage()],
    ['docs/config.schema.json', `${JSON.stringify(configSchema(), undefined, 2)}\n`],
    ['docs/reports.md', await reportsPage()],
    ['docs/report.schema.json', `${JSON.stringify(REPORT_SCHEMA, undefined, 2)}\n`],
  ]);
}

import { resolve } from 'node:path';
import { findControl, type ListedControl } from '../../packages/cli/src/catalogue.ts';
import { OUTPUTS, type OutputFormat } from '../../packages/cli/src/outputs.ts';
import { render, type RenderOptions } from '../../packages/cli/src/render.ts';
import { scan } from '../../packages/cli/src/scan-paths.ts';
import { GENERATED } from './control-page.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PATH = 'examples/online-shop/base/postgres.yaml';
const CONTROL = 'pod/privileged';
const SOURCE_URL = 'https://github.com/ORG/REPO/blob/main';
/** Lines of an example that are shown. */
const LINES = 40;

interface Format {
  readonly language: string;
  readonly about: string;
}

const FORMATS: Readonly<Record<OutputFormat, Format>> = {
  text: {
    language: 'text',
    about: `For people at a terminal. Objects come worst first, at most a hundred but never fewer than what makes the scan fail; \`--all\`
shows every one, \`--quiet\` only those at or above \`--fail-on\`.`,
  },
  json: {
    language: 'json',
    about: `For programs: everything that is known of a scan. Its [schema](report.schema.json) is published, and its \`format\` is raised
where an older reader could not read it.`,
  },
  sarif: {
    language: 'json',
    about: 'SARIF 2.1.0, for code scanning and editors. What is unknown or was not read is a notification of the run.',
  },
  html: {
    language: 'html',
    about: `One file for people who do not sit at the terminal: search, filters by severity, namespace, kind and control, code, why it
matters, a form for print, light and dark. It asks for nothing from anywhere, works from a disk, and its policy lets the browser run the script
of the page and nothing else. The filters stand in the address, so that a link shows what its sender saw; \`/\` goes to the search. Without
JavaScript it shows the hundred worst findings. Objects are written as they are scrolled to: 20,000 findings are no burden.`,
  },
  markdown: {
    language: 'markdown',
    about: `For a comment on a pull request: the summary, what to do first, then the objects, worst first, folded but for three. It is never
longer than the 65,536 characters that GitHub takes, and says what it left out. No name in a manifest can be a link, an image, markup, or
call people.`,
  },
  junit: {
    language: 'xml',
    about: `JUnit XML as Surefire writes it, for what reads test reports. A suite is a file, a test is a control that fails for an object. **A
failure is what makes the scan fail**: what is below \`--fail-on\` is skipped with its reason, so that the colour of the tests and the exit code
are the same. What is unknown, or must be rendered first, is skipped; what could not be read is an error; a control that holds everywhere is a
test that passed. The summary is in the properties of the last suite.`,
  },
  github: {
    language: 'text',
    about: `Workflow commands for GitHub Actions, which makes annotations of them: critical and high are errors, medium is a warning, low and info
are notices. GitHub shows ten of each kind in a step; these are the worst ones, the rest is in a folded part of the log, and the last notice says
how many. What could not be read is a warning.`,
  },
  gitlab: {
    language: 'json',
    about: `GitLab's code quality report. A fingerprint stays the same while the object, the file and the control do, and occurs once. The form
has no place for a summary. What is unknown is one issue of severity \`info\` for each control and reason, what could not be read an issue
\`bulwark/unread\`.`,
  },
  csv: {
    language: 'text',
    about: `A table (RFC 4180) for spreadsheets. The column \`record\` says what a row is: \`finding\`, \`unknown\`, \`unread\`, and \`summary\` for
the last one. What a spreadsheet would take for a formula has an apostrophe in front.`,
  },
};

/** The formats of a scan, each with what it looks like. */
export async function reportsPage(): Promise<string> {
  const control = findControl(CONTROL);
  if (control === undefined) throw new Error(`there is no control ${CONTROL}`);
  const result = await scan(PATH, { controls: [control], cwd: ROOT });
  const sections = await Promise.all(
    OUTPUTS.map(async (format) => {
      const text = [...(await render(result, optionsOf(format, control)))].join('');
      return `## ${format}\n\n${FORMATS[format].about}\n\n${example(format, text)}`;
    }),
  );
  return `${GENERATED}# Reports

\`bulwark scan PATH -o FORMAT\` prints a report to standard output. The same scan gives the same bytes. Every format accounts for what was found, what
is unknown and what was not read; secrets are masked in the code that is shown; and what a manifest says is text, never markup, a command
or a formula.

\`--source-url\` says where the files are on the web; \`markdown\` and \`html\` then link to lines. It is the address of a folder
(\`${SOURCE_URL}\`), or one with \`{file}\` and \`{line}\` in it.

The examples are of \`bulwark scan ${PATH} --control ${CONTROL} --source-url ${SOURCE_URL}\`.

${sections.join('\n')}`;
}

function optionsOf(format: OutputFormat, control: ListedControl): RenderOptions {
  switch (format) {
    case 'text':
      return { format, failOn: 'high', width: 100 };
    case 'json':
      return { format };
    case 'sarif':
      return { format, controls: [control] };
    default:
      return { format, failOn: 'high', controls: [control], sourceUrl: SOURCE_URL, paths: [PATH] };
  }
}

function example(format: OutputFormat, text: string): string {
  // A page of HTML says nothing in a block of code.
  if (format === 'html') return '';
  const lines = text.trimEnd().split(/\r?\n/);
  const shown = lines.slice(0, LINES).map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line));
  const more = lines.length > LINES ? ['…'] : [];
  const fence = format === 'markdown' ? '````' : '```';
  return `${fence}${FORMATS[format].language}\n${[...shown, ...more].join('\n')}\n${fence}\n`;
}

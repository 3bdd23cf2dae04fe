import type { Framework, Tool } from '@bulwark/controls';
import { severityPaint, wrap, type Palette } from '@bulwark/report';
import { fixWords, type ExplainedExample, type Explanation } from './explanation.ts';
import { FRAMEWORK_NAMES, TOOL_NAMES } from './labels.ts';

interface Style {
  readonly width: number;
  readonly palette: Palette;
}

const INDENT = '  ';

/** An explanation for people who sit before a terminal. */
export function explanationText(explanation: Explanation, style: Style): string {
  const { id, title, severity, offByDefault, why, details, remediation } = explanation;
  const { palette } = style;
  const heading = `${palette.bold(id)}  ${severityPaint(palette, severity)(severity)}\n${title}\n`;
  const sections = [
    section('Off by default', offByDefault === undefined ? [] : prose(offByDefault, style), style),
    section('Why', prose(why, style), style),
    section('What counts', details === undefined ? [] : prose(details, style), style),
    section('What to do', prose(remediation, style), style),
    section('What a fix may break', hazardLines(explanation, style), style),
    section('Parameters', parameterLines(explanation, style), style),
    ...explanation.fails.map((example) => section(`Fails: ${example.name}`, exampleLines(example, style), style)),
    ...explanation.passes.map((example) => section(passHeading(example), exampleLines(example, style), style)),
    section('Gives evidence for', named(explanation.requirements, FRAMEWORK_NAMES, style), style),
    section('Elsewhere it is called', named(explanation.aliases, TOOL_NAMES, style), style),
    section('It was called', explanation.formerIds, style),
    section('Read more', explanation.references, style),
  ];
  return [heading, ...sections.filter((text) => text !== '')].join('\n');
}

function section(heading: string, lines: readonly string[], { palette }: Style): string {
  if (lines.length === 0) return '';
  return `${palette.bold(heading)}\n${lines.map((line) => `${INDENT}${line}`.trimEnd()).join('\n')}\n`;
}

function prose(text: string, { width }: Style): readonly string[] {
  return text.split('\n').flatMap((line) => wrap(line, width - INDENT.length));
}

function hazardLines({ hazards }: Explanation, { width }: Style): readonly string[] {
  const room = width - 2 * INDENT.length;
  return hazards.flatMap(({ what, check }) => [
    ...wrap(what, room).map((line, index) => (index === 0 ? `- ${line}` : INDENT + line)),
    ...wrap(`find out: ${check}`, room).map((line) => INDENT + line),
  ]);
}

function parameterLines({ id, parameters = {} }: Explanation, style: Style): readonly string[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    const first = `${style.palette.cyan(name)} of ${id}: ${JSON.stringify(parameter.default)}`;
    return [first, ...prose(parameter.description, style).map((line) => INDENT + line)];
  });
}

function passHeading({ name, unknown }: ExplainedExample): string {
  return `${unknown.length > 0 ? 'Unknown' : 'Passes'}: ${name}`;
}

/** The manifest with the lines that fail marked, and below it what is said of them. */
function exampleLines({ yaml, findings, unknown }: ExplainedExample, style: Style): readonly string[] {
  const { palette } = style;
  const marked = new Set(findings.map(({ line }) => line));
  const code = yaml
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const isMarked = marked.has(index + 1);
      return `${isMarked ? palette.red('>') : ' '} ${palette.dim(`${String(index + 1).padStart(2)} │`)} ${isMarked ? palette.red(line) : line}`;
    });
  const said = findings.flatMap(({ line, message, evidence, fix }) => [
    ...wrap(`line ${line}: ${message}`, style.width - INDENT.length),
    ...evidence.flatMap((fact) => wrap(`because ${fact}`, style.width - 2 * INDENT.length).map((text) => INDENT + text)),
    ...(fix === undefined ? [] : wrap(fixWords(fix), style.width - 2 * INDENT.length).map((text) => INDENT + text)),
  ]);
  const reasons = [...new Set(unknown)].flatMap((reason) => wrap(`unknown: ${reason}`, style.width - INDENT.length));
  return [...code, ...said, ...reasons];
}

function named<K extends Framework | Tool>(
  ids: Readonly<Partial<Record<K, readonly string[]>>>,
  names: Readonly<Record<K, string>>,
  { width }: Style,
): readonly string[] {
  const rows = (Object.keys(names) as K[]).flatMap((key): (readonly [string, string])[] => {
    const own = ids[key] ?? [];
    return own.length === 0 ? [] : [[names[key], own.join(', ')]];
  });
  const column = Math.max(0, ...rows.map(([name]) => name.length)) + 2;
  const room = width - INDENT.length - column;
  return rows.flatMap(([name, own]) => wrap(own, room).map((line, index) => (index === 0 ? name : '').padEnd(column) + line));
}

import { controls } from '@bulwark/controls';
import { frameworks, speakersOf, type Framework, type Row } from '@bulwark/frameworks';

/** What each row of each framework asks for, and what decides it. */
export function frameworksPage(): string {
  const intro = `# Frameworks

\`bulwark scan k8s/ --framework cis-1.12\` applies the controls that a framework asks for and says of each row whether it is met.
All words are ours; a framework's own are where the link leads. A row that no control speaks to is for a person, or needs
something that is not among manifests.
`;
  return [intro, ...frameworks.map(sectionOf)].join('\n');
}

function sectionOf(framework: Framework): string {
  const { id, title, reference, rows } = framework;
  const decided = rows.filter((row) => speakersOf(framework, row, controls).length > 0).length;
  const lines = rows.map((row) => `| ${row.id} | ${row.title} | ${deciderOf(framework, row)} |`);
  return `## ${id}

[${title}](${reference}): controls speak to ${decided} of ${rows.length} rows.

| row | what holds where it is met | decided by |
|---|---|---|
${lines.join('\n')}
`;
}

function deciderOf(framework: Framework, row: Row): string {
  const links = speakersOf(framework, row, controls).map(({ id }) => `[${id}](controls/${id}.md)`);
  const person = 'a person';
  if (links.length === 0) return row.otherwise === 'manual' ? person : `needs ${row.otherwise.needs}`;
  if (row.forPerson === true) return `${person}, with ${links.join(', ')}`;
  return row.onlyDisproved === true ? `${links.join(', ')} where they find something, else ${person}` : links.join(', ');
}

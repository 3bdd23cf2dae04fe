import { severityRules } from '../../packages/cli/src/severity-rules.ts';
import { GENERATED } from './control-page.ts';

/** How the severity of a finding comes about. */
export function severityPage(): string {
  const rows = severityRules.map(
    ({ id, step, controls, when, why }) =>
      `| \`${id}\` | one step ${step} | ${when} | ${why} | ${controls.map((control) => `\`${control}\``).join(' ')} |\n`,
  );
  return `${GENERATED}# Severity

A finding has the severity of its control. There are two ways in which it can have another, and the finding always says why
(\`severityReason\`):

- the control itself knows cases that are better or worse: its page says which;
- one of the rules below holds of the object. Each moves the severity by one step. What is only information stays it.

| rule | moves it | when | because | speaks to |
|---|---|---|---|---|
${rows.join('')}
\`bulwark explain severity\` prints the same. Your own word stands over all of it: \`bulwark.yaml\` can give a control another severity.
`;
}

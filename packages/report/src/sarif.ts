import { formatPath, type Evidence, type Finding } from '@bulwark/model';
import { chunks } from './chunks.ts';
import { jsonLines, jsonText } from './json-text.ts';
import type { ReportInput } from './report-input.ts';
import { BASE, objectLocation, artifactLocation, region } from './sarif-location.ts';
import { message } from './sarif-message.ts';
import { sarifResults } from './sarif-suppressions.ts';
import { NOTIFICATIONS, notifications } from './sarif-notifications.ts';
import { LEVEL, rule, ruleIds } from './sarif-rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * The report as SARIF 2.1.0, for code scanning and editors
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html).
 */
export function sarif(input: ReportInput): Iterable<string> {
  return chunks(pieces(input));
}

function* pieces(input: ReportInput): IterableIterator<string> {
  const ids = ruleIds(input);
  const ruleIndex = new Map(ids.map((id, index) => [id, index] as const));
  yield `{\n"$schema": ${jsonText(SCHEMA)},\n"version": "2.1.0",\n"runs": [{\n`;
  yield `"tool": {"driver": {"name": "Bulwark", "version": ${jsonText(input.version)}, "notifications": ${jsonText(NOTIFICATIONS)}, "rules": `;
  yield* jsonLines(ids, (id) => rule(id, input), '');
  yield '}},\n"columnKind": "utf16CodeUnits",\n';
  yield `"originalUriBaseIds": ${jsonText({ [BASE]: { description: { text: 'The folder in which the scan was started' } } })},\n`;
  // The run did what it was asked to do, also where a file was broken: what it could not see is in the notifications.
  yield '"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": ';
  yield* jsonLines(notifications(input, ruleIndex), (notification) => notification, '');
  yield '}],\n"results": ';
  yield* jsonLines(sarifResults(input), (one) => ({ ...result(one.finding, ruleIndex), ...one.standing }), '');
  yield '\n}]\n}\n';
}

/** §3.27 */
function result(finding: Finding, ruleIndex: ReadonlyMap<string, number>): object {
  const related = finding.evidence.flatMap(relatedLocation);
  return {
    ruleId: finding.control,
    ruleIndex: ruleIndex.get(finding.control),
    kind: 'fail',
    level: LEVEL[finding.severity],
    message: message(finding.message),
    locations: [objectLocation(finding.object, finding.place)],
    relatedLocations: related.length > 0 ? related : undefined,
    partialFingerprints: { 'bulwark/v1': finding.fingerprint },
    properties: {
      severity: finding.severity,
      severityReason: finding.severityReason,
      path: formatPath(finding.path),
      remediation: finding.remediation,
    },
  };
}

function relatedLocation({ text, place }: Evidence): readonly object[] {
  return place === undefined
    ? []
    : [{ physicalLocation: { artifactLocation: artifactLocation(place.file), region: region(place) }, message: message(text) }];
}

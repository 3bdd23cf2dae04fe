import { SEVERITIES, type JsonObject } from '@bulwark/model';

const text: JsonObject = { type: 'string' };
const count: JsonObject = { type: 'integer', minimum: 0 };
const position: JsonObject = { type: 'integer', minimum: 1 };

/** An object with all of `required` and perhaps `optional`, and nothing else. */
function closed(required: JsonObject, optional: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

function list(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

function described(description: string, schema: JsonObject): JsonObject {
  return { description, ...schema };
}

const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });

const place: JsonObject = {
  file: described(
    'As it was named on the command line, with forward slashes; absent for what comes from a cluster, with all of the place.',
    text,
  ),
  line: position,
  column: described('In UTF-16 code units.', position),
  endLine: position,
  endColumn: described('Of the first character behind the place.', position),
  exact: described('Whether the field itself stands there; where it is absent, its nearest ancestor is named.', {
    type: 'boolean',
  }),
};

const path = described('Map keys as text, list items as numbers from 0.', list({ anyOf: [text, count] }));
const problem: JsonObject = { file: text, line: position, column: position, reason: text };

const precision: JsonObject = described('Whether the line is proved to be the one.', {
  enum: ['exact', 'approximate', 'unknown'],
});

const findingRequired: JsonObject = {
  control: described('area/name', text),
  title: described('What holds where the control passes.', text),
  severity: ref('severity'),
  object: ref('object'),
  path,
  message: text,
  evidence: list(ref('evidence')),
  remediation: text,
  fingerprint: described('The same from scan to scan, whatever becomes of files and lines.', text),
};
const findingOptional: JsonObject = {
  severityReason: described("Why the severity is not the control's own.", text),
  ...place,
  rendered: ref('rendered'),
  fix: ref('fix'),
};

const waiver = closed(
  {
    origin: described('Where it is written.', { enum: ['configuration', 'annotation', 'comment'] }),
    tool: described('In whose words: ours, or those of another scanner.', text),
    as: described('As it is written: exceptions[0], the key of an annotation, the comment.', text),
  },
  { reason: text, owner: text, expires: described('The last day on which it holds.', text), ...place },
);

const edit: JsonObject = {
  oneOf: [
    closed({ op: { const: 'set' }, path, value: true }),
    closed({ op: { const: 'replace' }, path, value: true }),
    closed({ op: { const: 'append' }, path, value: true }),
    closed({ op: { const: 'insert' }, path, value: true }),
    closed({ op: { const: 'delete' }, path }),
  ],
};

const STATUSES = ['pass', 'fail', 'unknown', 'manual', 'not-from-manifests'];

const frameworkSchema = closed({
  id: text,
  title: text,
  reference: text,
  summary: described('How many rows are decided, and what of the others.', text),
  counts: closed(Object.fromEntries(STATUSES.map((status) => [status, count]))),
  rows: list(
    closed(
      {
        id: text,
        title: described('What holds where the row is met, in words of our own.', text),
        section: text,
        status: { enum: STATUSES },
        controls: described('Those that speak to it.', list(text)),
        failedBy: described('Those of them that found something.', list(text)),
        findings: count,
        unknown: count,
      },
      { reason: described('Why it is not decided.', text) },
    ),
  ),
});

/** The form of `-o json`, as JSON Schema 2020-12. */
export const REPORT_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Bulwark report',
  description: 'What `bulwark scan -o json` prints.',
  ...closed(
    {
      version: described('Of the program.', text),
      format: described('Of this form; a new number means that older readers fail.', { const: 1 }),
      findings: described('Worst first.', list(ref('finding'))),
      unknown: described('What could not be decided; never among the findings.', list(ref('unknown'))),
      summary: ref('summary'),
      controls: described(
        'How many objects each control judged, and how: all that it found, what is waived or known as well.',
        list(ref('control')),
      ),
      unread: described(
        'What nobody has judged: files and documents that could not be read, and what must be rendered first.',
        list(ref('unread')),
      ),
      skipped: described(
        'Files, and folders with a slash at their end, that were passed over.',
        list(closed({ file: text, reason: text })),
      ),
      warnings: described('What reads otherwise than its author may think.', list(closed(problem))),
      waived: described('Findings that somebody excuses: they do not count, and are nowhere else.', list(ref('waived'))),
    },
    { framework: described('What the scan says of the framework that was asked for.', ref('framework')) },
  ),
  $defs: {
    severity: { enum: SEVERITIES },
    object: closed({ apiVersion: text, kind: text, name: text }, { namespace: text }),
    finding: closed(findingRequired, findingOptional),
    waived: closed({ ...findingRequired, waiver }, findingOptional),
    evidence: closed({ text }, { object: ref('object'), path, ...place }),
    rendered: described(
      'What a chart or an overlay renders: file and line are those of its source.',
      closed(
        {
          by: { enum: ['helm', 'kustomize'] },
          path: described('The chart or overlay.', text),
          line: described('In what was rendered.', position),
          precision,
        },
        {
          value: described(
            "The key of the chart's values that gave the value.",
            closed({ key: text, file: text, precision }, { line: position }),
          ),
        },
      ),
    ),
    fix: closed(
      {
        kind: described('A suggestion needs a person who knows the application.', { enum: ['fix', 'suggestion'] }),
        edits: list(edit),
      },
      { hazards: described('What the edits may break, and how to find out before.', list(closed({ what: text, check: text }))) },
    ),
    framework: frameworkSchema,
    unknown: closed({ control: text, object: ref('object'), path, reason: text }, { ...place, rendered: ref('rendered') }),
    unread: closed(
      { kind: { enum: ['failed', 'not-rendered'] }, file: text, reason: text },
      {
        line: described('Absent, with the column, for a path that could not be opened.', position),
        column: position,
        hint: described('The command that judges what it becomes.', text),
      },
    ),
    control: closed({ control: text, pass: count, fail: count, unknown: count, notApplicable: count }),
    summary: closed(
      {
        files: closed({ scanned: count, skipped: count, failed: count }),
        documents: closed({ kubernetes: count, empty: count, other: count, notRendered: count, failed: count }),
        objects: count,
        findings: closed(Object.fromEntries(SEVERITIES.map((severity) => [severity, count]))),
        unknown: count,
        waived: described('Findings that somebody excuses.', count),
        known: described('Findings that the baseline holds; they are in no list.', count),
        gone: described('Findings of the baseline that are no longer there.', count),
        next: described('The controls to begin with.', list(closed({ control: text, findings: count, objects: count }))),
      },
      {
        changed: described(
          'With --changed-since: what was left out.',
          closed({
            since: text,
            changed: described('Objects that changed.', count),
            objects: count,
            left: described('Findings on the others.', count),
            leaning: described('Those of them by controls that look at a kind of which an object changed.', count),
          }),
        ),
      },
    ),
  },
};

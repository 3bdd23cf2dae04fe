import fc from 'fast-check';
import { expect, test } from 'vitest';

import { templateTokens } from './template-tokens.ts';

const kinds = (template: string): string[] | undefined => templateTokens(template)?.map(({ kind }) => kind);
const inner = (template: string): string[] =>
  (templateTokens(template) ?? [])
    .filter(({ kind }) => kind !== 'text')
    .map((token) => template.slice(token.inner.start, token.inner.end));

test.each([
  ['a: {{ .b }}\n', ['text', 'output', 'text']],
  ['{{- if .a -}}x{{ else }}y{{- end }}', ['control', 'text', 'control', 'text', 'end']],
  ['{{with.Values.a}}{{end}}', ['control', 'end']],
  ['{{/* }} a comment */}}{{- /* another */ -}}', ['silent', 'silent']],
  ['{{ $x := 1 }}{{ $x = 2 }}{{ $x }}{{ range $k, $v := .a }}{{ end }}', ['silent', 'silent', 'output', 'control', 'end']],
  ['{{ define "a" }}{{ template "b" . }}{{ end }}{{ block "c" . }}{{ end }}', ['define', 'template', 'end', 'define', 'end']],
  ['{{ ifx }}{{ endless }}{{ ranged }}{{ defined }}', ['output', 'output', 'output', 'output']],
  ['{{ "}}" }}{{ `}}` }}{{ "\\"}}" }}', ['output', 'output', 'output']],
  ['{{\n  printf\n  "x"\n}}', ['output']],
  ['{{}}', ['silent']],
  ['{{-3}}', ['output']],
])('%s', (template, expected) => {
  expect(kinds(template)).toEqual(expected);
});

test('what stands in an action, without its delimiters and trim marks', () => {
  expect(inner('{{ .a }}{{- .b | quote -}}{{-3}}{{ "-}}" }}')).toEqual(['.a', '.b | quote', '-3', '"-}}"']);
});

test.each(['{{ .a', '{{ "}}', '{{/* a', 'x {{'])('an action that does not end: %s', (template) => {
  expect(kinds(template)).toBeUndefined();
});

test('the tokens of any text are the whole of it', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{{-',
    '-}}',
    '"',
    '`',
    "'",
    '\\',
    '/*',
    '*/',
    ' ',
    '\n',
    'if ',
    'end',
    'define "x"',
    'a',
    '$x :=',
    '|',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const template = pieces.join('');
      const tokens = templateTokens(template);
      if (tokens === undefined) return;
      expect(tokens.map(({ start, end }) => template.slice(start, end)).join('')).toBe(template);
      for (const { kind, start, end, inner: within } of tokens) {
        if (kind !== 'text') expect(start <= within.start && within.start <= within.end && within.end <= end).toBe(true);
      }
    }),
  );
});

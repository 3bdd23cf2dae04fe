import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyMarks, lineEnds, markEdits } from './mark-template.ts';
import { marksOf, saltFor } from './marks.ts';

const marked = (template: string, isMarked = (): boolean => true): string =>
  applyMarks(template, markEdits(template, isMarked) ?? [], (line) => `<${line}>`);

test.each([
  ['a: 1\n\n  b: 2\n', 'a: 1<0>\n\n  b: 2<2>\n'],
  ['a: {{ .b }}\n', 'a: {{ include "bulwark.marked" (list "<0>" (.b) "fl") }}\n'],
  ['{{- toYaml .b | nindent 2 }}\n', '{{- include "bulwark.marked" (list "<0>" (toYaml .b | nindent 2) "l") }}\n'],
  ['"{{ .b }}"\n', '"{{ include "bulwark.marked" (list "<0>" (.b) "f") }}"<0>\n'],
  ['{{- if .a }}\nx: 1\n{{- end }}\n', '{{- if .a }}\nx: 1<1>\n{{- end }}\n'],
  ['{{ if .a }}x{{ end }}\n', '{{ if .a }}x<0>{{ end }}\n'],
  ['k: {{ if .a }}x{{ else }}y{{ end }}\n', 'k: {{ if .a }}x{{ else }}y{{ end }}<0>\n'],
  ['k: {{ if .a }}x{{ end -}}\n', 'k: {{ if .a }}x{{ end }}{{ "<0>" -}}\n'],
  ['{{ template "x" . }}\n', '{{ include "bulwark.marked" (list "<0>" (include "x" (.)) "l") }}\n'],
  ['{{/* x */}}\n{{ $a := 1 }}\n', '{{/* x */}}\n{{ $a := 1 }}\n'],
  ['x: 1  \t\r\n', 'x: 1<0>  \t\r\n'],
])('%j', (template, expected) => {
  expect(marked(template)).toBe(expected);
});

test('a define that must not be marked is left as it is, also on one line', () => {
  const template = '{{ define "n" }}x{{ end }}\n{{ define "n" }}\nx\n{{ end }}\ny\n';
  expect(marked(template, () => false)).toBe('{{ define "n" }}x{{ end }}\n{{ define "n" }}\nx\n{{ end }}\ny<4>\n');
});

test('a text without actions', () => {
  expect(applyMarks('a\n\n b \n', lineEnds('a\n\n b \n'), (line) => `<${line}>`)).toBe('a<0>\n\n b<2> \n');
});

test('any template without its marks and wrappers is what it was', () => {
  const piece = fc.constantFrom(
    '{{ .a }}',
    '{{- .b -}}',
    '{{ if .c }}',
    '{{ else }}',
    '{{- end }}',
    '{{ end -}}',
    '{{/* c */}}',
    'x: ',
    '"',
    ' ',
    '\n',
    '- y',
    '{{ define "d" }}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const template = pieces.join('');
      const text = marked(template)
        .replaceAll(/include "bulwark\.marked" \(list "<\d+>" \(([^)]*)\) "f?l?"\)/g, '$1')
        .replaceAll(/\}\}\{\{ "<\d+>" -\}\}/g, '-}}')
        .replaceAll(/<\d+>/g, '');
      expect(text.replaceAll(' -}}', '-}}')).toBe(template.replaceAll(' -}}', '-}}'));
    }),
  );
});

test('marks are read back, and a line without them is as it was', () => {
  const marks = marksOf('bwabcd');
  expect(marks.read(`a: b${marks.of(7)}${marks.of(12)}`)).toEqual({ text: 'a: b', ids: [7, 12] });
  expect(marks.read(`"b${marks.of(7)}"  `)).toEqual({ text: '"b"', ids: [7] });
  expect(marks.read('a: b # bwabcd')).toEqual({ text: 'a: b # bwabcd', ids: [] });
});

test('the marks’ word stands in no text, and is the same for the same chart', () => {
  const first = saltFor('seed', []);
  expect(saltFor('seed', [])).toBe(first);
  expect(first).toMatch(/^bw[a-z]{4}$/);
  expect(saltFor('seed', [`has ${first} in it`])).not.toBe(first);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DefinitionReader } from './definition-defaults.ts';
import { readFeatureGates } from './feature-gates.ts';
import { readFunctions } from './go-functions.ts';
import { readGoSource, resolverOf } from './go-package.ts';

let folder = '';

const TYPES = `package v1

import (
	other "k8s.io/api/other/v1"
)

const (
	// Why.
	PullAlways Policy = "Always"
	Kept              = PullAlways
)

type Part = other.Part

type ResourceList map[ResourceName]resource.Quantity

type Pod struct {
	metav1.TypeMeta \`json:",inline"\`
	Source          \`json:",inline"\`
	// +default="TCP"
	// +optional
	Protocol string \`json:"protocol,omitempty"\`
	// +default=0
	Nothing int32 \`json:"nothing,omitempty"\`
	// +default=false
	ReadOnly *bool \`json:"readOnly,omitempty"\`
	Spec PodSpec \`json:"spec,omitempty" protobuf:"bytes,2,opt,name=spec"\`
	Pointer *PodSpec \`json:"pointer,omitempty"\`
	Limits ResourceList \`json:"limits,omitempty"\`
	Parts []Part \`json:"parts,omitempty"\`
}

type Source struct {
	// +default=ref(Kept)
	Policy *Policy \`json:"policy,omitempty"\`
}

type PodSpec struct {
	RestartPolicy string \`json:"restartPolicy,omitempty"\`
	Inner Inner \`json:"inner,omitempty"\`
	Outer *Inner \`json:"outer,omitempty"\`
}

type Inner struct {
	Name string \`json:"name"\`
}
`;

const OTHER = 'package v1\n\ntype Part struct {\n\t// +default=10\n\tSize *int32 `json:"size,omitempty"`\n}\n';

const DEFAULTS = `package v1

import (
	v1 "k8s.io/api/core/v1"
)

func SetDefaults_PodSpec(obj *v1.PodSpec) {
	inner := &obj.Inner
	if inner.Name == "" {
		inner.Name = v1.Kept
	}
	if obj.Outer == nil {
		obj.Outer = &v1.Inner{}
	}
	if obj.Outer.Name == "" {
		obj.Outer.Name = "outer"
	}
	help(obj)
}

func help(obj *v1.PodSpec) {
	obj.RestartPolicy = "ANSWER"
}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'defaults-'));
  for (const name of ['core', 'other', 'features']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'core/types.go'), TYPES);
  writeFileSync(join(folder, 'other/types.go'), OTHER);
  writeFileSync(join(folder, 'features/kube_features.go'), 'var x = y{\n\tOld: {Default: true, PreRelease: z},\n');
  writeFileSync(
    join(folder, 'features/versioned_kube_features.go'),
    'var x = y{\n\tNew: {\n\t\t{Version: 1, Default: false},\n\t\t{Version: 2, Default: true},\n\t},\n}\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

function reader(defaults = DEFAULTS): DefinitionReader {
  const source = readGoSource([
    { name: 'core.v1', folder: join(folder, 'core') },
    { name: 'other.v1', folder: join(folder, 'other') },
    { name: 'none.v1', folder: join(folder, 'none') },
  ]);
  const functions = new Map(readFunctions(defaults).map((each) => [each.name, each]));
  return new DefinitionReader(source, new Map([['core.v1.PodSpec', { names: resolverOf('core.v1', defaults), functions }]]));
}

test('marks of fields are rules, also of what is inlined; a zero that Go has anyway is none', () => {
  expect(reader().linesOf('core.v1.Pod')).toEqual([
    ['protocol', '"TCP" or-empty'],
    ['readOnly', 'false'],
    ['policy', '"Always"'],
  ]);
});

test('a function has rules in the order of its statements, and a digest of the others with what they call', () => {
  const lines = reader().linesOf('core.v1.PodSpec');
  expect(lines).toEqual([
    ['inner.name', '"Always" or-empty'],
    ['outer', '{}'],
    ['outer.name', '"outer" or-empty'],
    ['!', expect.stringMatching(/^[0-9a-f]{8}$/)],
  ]);
  expect(reader(DEFAULTS.replace('func help', '// Why.\n\nfunc help')).linesOf('core.v1.PodSpec')).toEqual(lines);
  expect(reader(DEFAULTS.replace('ANSWER', 'Never')).linesOf('core.v1.PodSpec').at(-1)).not.toEqual(lines.at(-1));
});

test('a field below a pointer that may be nil is an error', () => {
  const unsafe = DEFAULTS.replace('if obj.Outer == nil {\n\t\tobj.Outer = &v1.Inner{}\n\t}\n\t', '');
  expect(() => reader(unsafe).linesOf('core.v1.PodSpec')).toThrow('obj.Outer.Name may have no holder');
});

test('structs that are there unwritten, amounts, and types under another name', () => {
  expect(reader().embedded('core.v1.Pod')).toEqual([['spec', 'core.v1.PodSpec']]);
  expect(reader().amounts('core.v1.Pod')).toEqual(['limits']);
  expect(reader().linesOf('core.v1.Part')).toEqual([['size', '10']]);
});

test('gates stand in several files, with one value or one for each version', () => {
  expect(readFeatureGates(join(folder, 'features'))).toEqual(
    new Map([
      ['Old', true],
      ['New', true],
    ]),
  );
});

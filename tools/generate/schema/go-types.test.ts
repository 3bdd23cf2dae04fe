import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGoTypes, type GoTypes } from './go-types.ts';

let folder = '';
let types: GoTypes;

const CORE = `package v1

import (
\tmetav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Protocol defines network protocols.
// +enum
type Protocol string

const (
\t// ProtocolTCP is the TCP protocol.
\tProtocolTCP Protocol = "TCP"
\tProtocolUDP Protocol = "UDP"
)

// +enum
type IPFamily string

// A name that anything may have.
type ResourceName string

const ResourceCPU ResourceName = "cpu"

const IPv4Protocol IPFamily = "IPv4"

// +enum
type Policy = OldPolicy

// +enum
type OldPolicy string

const (
\tPolicyLocal Policy = "Local"
)

// Source is inlined.
type Source struct {
\tFamily *IPFamily \`json:"family,omitempty" protobuf:"bytes,1,opt,name=family"\`
}

type Port struct {
\tmetav1.TypeMeta \`json:",inline"\`
\tSource          \`json:",inline" protobuf:"bytes,2,opt,name=source"\`
\t// +optional
\tProtocol Protocol \`json:"protocol,omitempty" protobuf:"bytes,1,opt,name=protocol"\`
\tPolicies []Policy \`json:"policies" protobuf:"bytes,3,rep,name=policies"\`
\tCreated  metav1.Time \`json:"created"\`
}
`;

const DISCOVERY = `package v1

import (
\tv1 "k8s.io/api/core/v1"
)

// +enum
type AddressType string

const (
\tAddressTypeIPv4 = AddressType(v1.IPv4Protocol)
\tAddressTypeFQDN = AddressType("FQDN")
)

type EndpointPort struct {
\tProtocol *v1.Protocol \`json:"protocol,omitempty"\`
}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-go-types-'));
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('core/v1/types.go', CORE);
  write('core/v1/types_test.go', '// +enum\ntype Protocol string\nconst Wrong Protocol = "wrong"\n');
  write('discovery/v1/types.go', DISCOVERY);
  types = readGoTypes([folder]);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('an enumeration has the constants of its type, those of an alias and of other packages too', () => {
  expect(Object.fromEntries(types.enums)).toEqual({
    'core.v1.Protocol': ['TCP', 'UDP'],
    'core.v1.IPFamily': ['IPv4'],
    'core.v1.OldPolicy': ['Local'],
    'discovery.v1.AddressType': ['FQDN', 'IPv4'],
  });
});

test('fields have the names of their types, those that are inlined too', () => {
  expect(Object.fromEntries(types.structs.get('core.v1.Port') ?? [])).toEqual({
    family: 'core.v1.IPFamily',
    protocol: 'core.v1.Protocol',
    policies: 'core.v1.OldPolicy',
    created: 'meta.v1.Time',
  });
  expect(types.structs.get('discovery.v1.EndpointPort')?.get('protocol')).toBe('core.v1.Protocol');
});

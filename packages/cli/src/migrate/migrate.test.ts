import { expect, test } from 'vitest';
import { parseConfig } from '../config/load-config.ts';
import { migrateText } from './migrate.ts';
import { emptyMigration } from './migration.ts';
import { migrationText } from './migration-text.ts';

function migrated(text: string, file: string): string {
  const migration = emptyMigration();
  migrateText(text, file, migration);
  const config = migrationText(migration, [file]);
  expect(parseConfig(config, 'bulwark.yaml').problems, config).toEqual([]);
  return config.slice(config.indexOf('\n') + 1).trim();
}

test.for<[file: string, text: string, config: string]>([
  ['.trivyignore', 'AVD-KSV-0017', 'controls:\n  pod/privileged: off # AVD-KSV-0017 in .trivyignore:1'],
  [
    '.trivyignore',
    '# the disks\nKSV017 exp:2027-01-31\n',
    'exceptions:\n  # KSV017 in .trivyignore:2\n  - control: pod/privileged\n    reason: the disks\n    expires: "2027-01-31"',
  ],
  [
    '.trivyignore',
    'CVE-2020-1',
    '# Not carried over:\n#   CVE-2020-1 (.trivyignore:1): a vulnerability of an image, not of a manifest',
  ],
  [
    '.trivyignore.yaml',
    'misconfigurations:\n  - {id: KSV-0017, paths: [k8s/a.yaml], statement: "on: \\"purpose\\""}\n  - 5\nother: x',
    'exceptions:\n  # KSV-0017 in .trivyignore.yaml misconfigurations\n  - control: pod/privileged\n    path: [k8s/a.yaml]\n    reason: "on: \\"purpose\\""',
  ],
  [
    '.checkov.yaml',
    'skip-check: CKV_K8S_16,CKV_K8S_14',
    'controls:\n  pod/image-tag: off # CKV_K8S_14 in .checkov.yaml\n  pod/privileged: off # CKV_K8S_16 in .checkov.yaml',
  ],
  [
    '.checkov.yaml',
    'check: [CKV_K8S_16]',
    'controls:\n  "*": off # check in .checkov.yaml names all that it runs\n  pod/privileged: on # CKV_K8S_16 in .checkov.yaml',
  ],
  [
    '.kube-linter.yaml',
    'checks: {exclude: [privileged-container], ignorePaths: ["a/**"]}',
    'paths:\n  exclude:\n    - "a/**" # .kube-linter.yaml\n\ncontrols:\n  pod/privileged: off # privileged-container in .kube-linter.yaml',
  ],
  [
    'mine.yaml',
    'checks: {runAsPrivileged: ignore, tagNotSpecified: danger}',
    'controls:\n  pod/privileged: off # runAsPrivileged in mine.yaml',
  ],
  [
    'mine.yaml',
    'exemptions: [{namespace: kube-system, controllerNames: [dns]}]',
    'exceptions:\n  # mine.yaml exemptions[0]\n  - control: "*"\n    object: { namespace: kube-system, name: "dns*" }\n    reason: "exempted in mine.yaml exemptions[0], which does not say why"',
  ],
])('%s: %j', ([file, text, config]) => {
  expect(migrated(text, file)).toBe(config);
});

test.for([
  '',
  '[]',
  '5',
  '{checks: 5}',
  '{checks: [a]}',
  '{misconfigurations: {a: 1}}',
  '{skip-check: {a: 1}}',
  '{exemptions: [5, null]}',
  '__proto__: 1',
  'skip-check: "\\0"',
  'skip-check: "a\\u0085b\\u2028c"',
  'skip-path: "\\x7f\\uFEFF"',
  'misconfigurations: [{id: AVD-KSV-0017, expired_at: 2027-01@-01}]',
  'misconfigurations: [{id: AVD-KSV-0017, expired_at: 1e400}]',
])('whatever a file holds, what comes of it is a configuration, or a line that says why not: %s', (text) => {
  for (const file of ['.trivyignore', '.trivyignore.yaml', '.checkov.yaml', '.kube-linter.yaml', 'polaris.yaml']) {
    expect(() => migrated(text, file)).not.toThrow();
  }
  try {
    migrated(text, 'mine.yaml');
  } catch (error) {
    expect(error).toMatchObject({ name: 'UserError' });
  }
});

test('an exception that should end on no day that there is, is not one for ever', () => {
  expect(migrated('misconfigurations: [{id: AVD-KSV-0017, expired_at: soon}]', '.trivyignore.yaml')).toContain(
    '#   AVD-KSV-0017 (.trivyignore.yaml misconfigurations): "soon" is no day on which an exception ends',
  );
  expect(migrated('misconfigurations: [{id: AVD-KSV-0017, expired_at: 2027-01-31T00:00:00Z}]', '.trivyignore.yaml')).toContain(
    'expires: "2027-01-31"',
  );
});

test.for([
  '# a\ud800b\nAVD-KSV-0017 exp:2027-01-01',
  '# a\rAVD-KSV-0017\r\n\0 \u0085x',
  'K\u2028SV',
  'AVD-KSV-0017 exp:2027-13-01',
])('odd characters of a .trivyignore end in no half line: %j', (text) => {
  expect(() => migrated(text, '.trivyignore')).not.toThrow();
});

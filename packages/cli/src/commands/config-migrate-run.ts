import { amount, clean } from '@bulwark/report';
import { migrate } from '../migrate/migrate.ts';
import { migrationText } from '../migrate/migration-text.ts';
import type { Shell } from '../shell.ts';

export function run(this: Shell, _flags: object, ...files: readonly string[]): void {
  const migration = migrate(files, this.cwd);
  const { stdout, stderr } = this.process;
  stdout.write(migrationText(migration, files));
  if (migration.lost.length === 0) return;
  stderr.write(`warning: ${amount(migration.lost.length, 'setting')} could not be carried over:\n`);
  for (const line of migration.lost) stderr.write(`  ${clean(line)}\n`);
}
